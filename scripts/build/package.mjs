/** Writes gatescope.vsix from dist/; a warning of vsce or a package above 1.2 MB is a failure. */
import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Failure, say } from '../setup/failure.mjs';
import { inRoot, vsix } from '../setup/places.mjs';
import { runNode } from '../setup/run.mjs';

const limit = 1_200_000;

/** README pictures stay relative links into the repository: the VSIX carries the text only. */
const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];

const allowList = '.vscodeignore';

/**
 * vsce looks at every file below its folder, a VS Code in .host too, for 17 s: it is shown a copy of
 * what the allow-list begins with, and takes of it what the list says.
 * @returns {string} the folder
 */
function stage() {
  const folder = inRoot('out/package');
  rmSync(folder, { recursive: true, force: true });
  const list = readFileSync(inRoot(allowList), 'utf8');
  const tops = new Set([...list.matchAll(/^!([^/*\r\n]+)/gm)].map(([, top]) => top));
  for (const top of [allowList, ...tops]) {
    if (existsSync(inRoot(top))) cpSync(inRoot(top), `${folder}/${top}`, { recursive: true });
  }
  return folder;
}

export async function packageExtension() {
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const printed = await runNode(vsce, ['package', ...options, '--out', vsix], {
    cwd: stage(),
    output: 'quiet',
    failure: 'vsce could not package the extension.',
  });
  const warnings = printed.split('\n').filter((line) => /warn/i.test(line));
  if (warnings.length > 0) throw new Failure(`vsce warned:\n${warnings.join('\n')}`);
  const { size } = statSync(vsix);
  if (size > limit) throw new Failure(`gatescope.vsix has ${size} bytes; the limit is ${limit}.`);
  say(`gatescope.vsix  ${Math.ceil(size / 1000)} kB`);
}
