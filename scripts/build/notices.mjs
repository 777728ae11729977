/** The licences of the packages that went into the bundles, as MIT and its like ask for. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { inRoot } from '../setup/places.mjs';

/**
 * @param {import('esbuild').Metafile[]} metafiles what esbuild says it bundled
 * @param {string} file where the notices go
 */
export function writeNotices(metafiles, file) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const packages = inputs.flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [],
  );
  const notices = [...new Set(packages)].sort().map(noticeOf);
  writeFileSync(file, notices.join(`\n\n${'-'.repeat(80)}\n\n`));
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(
    readFileSync(inRoot(folder, 'package.json'), 'utf8'),
  );
  const licence = readdirSync(inRoot(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!licence) throw new Failure(`${name} carries no licence text: it cannot be bundled.`);
  const text = readFileSync(path.join(inRoot(folder), licence), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
