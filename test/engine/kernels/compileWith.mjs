/**
 * Compiles the assembly in this process, with other sources in place of some of its files: the compiler
 * is loaded and warm for the second. Optimizes less than the build does, which changes no sum.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const assembly = path.resolve(import.meta.dirname, '../../../src/engine/kernels/assembly');

function readFrom(changed, file) {
  try {
    return changed[file] ?? readFileSync(path.join(assembly, file), 'utf8');
  } catch {
    return null; // The compiler asks for files that need not be there.
  }
}

/** @param {Record<string, string>} changed the sources of some files, by their names */
export async function compileWith(changed) {
  let wasm;
  const { error, stderr } = await asc.main(
    [
      ...['--config', 'asconfig.json', '--target', 'release', '--outFile', 'changed.wasm'],
      ...['--optimizeLevel', '1'],
    ],
    {
      readFile: (file) => readFrom(changed, file),
      writeFile: (_, contents) => void (wasm = contents),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return new WebAssembly.Module(wasm);
}
