/**
 * Compiles the AssemblyScript kernels, where there are any: what is compiled, and to which files (a
 * target each), stands in their asconfig.json. Compiles only when a source is newer than what it became, so it
 * may be called before every test run.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/places.mjs';
import { runNode } from '../setup/run.mjs';

const folder = inRoot('src/engine/kernels/assembly');
const config = path.join(folder, 'asconfig.json');

/** @returns {Record<string, string>} the targets of the configuration, with the file that each writes */
function outputs() {
  const { targets } = JSON.parse(readFileSync(config, 'utf8'));
  return Object.fromEntries(
    Object.entries(targets).map(([name, { outFile }]) => [name, path.resolve(folder, outFile)]),
  );
}

function isFresh() {
  const written = Object.values(outputs());
  if (!written.every((file) => existsSync(file))) return false;
  const oldest = Math.min(...written.map((file) => statSync(file).mtimeMs));
  // The assembly shares sources with the folder around it.
  const around = path.dirname(folder);
  return readdirSync(around, { recursive: true })
    .filter((name) => /\.ts$|asconfig\.json$/.test(name))
    .every((name) => statSync(path.join(around, name)).mtimeMs <= oldest);
}

export async function compileAssembly() {
  if (!existsSync(config) || isFresh()) return;
  const asc = inRoot('node_modules/assemblyscript/bin/asc.js');
  const compile = (target) =>
    runNode(asc, ['--config', config, '--target', target], {
      cwd: folder,
      output: 'quiet',
      failure: `AssemblyScript refused the kernels (${target}).`,
    });
  await Promise.all(Object.keys(outputs()).map(compile));
}
