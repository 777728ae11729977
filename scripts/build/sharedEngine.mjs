/**
 * The threads and the terminal run the same engine: it is built once, as `engine.js`, and `worker.js`
 * and `cli.js` beside it hold only what is their own. esbuild shares code among ES modules alone, so
 * what it made of them is then translated to CommonJS, which Node loads from a `.js`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build, transform } from 'esbuild';
import { Failure } from '../setup/failure.mjs';

/** As esbuild calls what several entries import; two such files would overwrite one another. */
const shared = 'engine';

/**
 * @param {import('esbuild').BuildOptions} options as for one bundle in CommonJS; `sourcemap` is external
 *   or false
 * @returns {Promise<import('esbuild').BuildResult>} what esbuild says it bundled
 */
export async function buildSharing(options) {
  const mapped = Boolean(options.sourcemap);
  const result = await build({
    ...options,
    format: 'esm',
    splitting: true,
    chunkNames: shared,
    entryNames: '[name]',
    sourcemap: mapped && 'inline',
    write: false,
  });
  const names = result.outputFiles.map(({ path }) => basename(path));
  if (new Set(names).size < names.length) {
    throw new Failure(`There is more than one ${shared}.js: a dynamic import cannot be shared.`);
  }
  await Promise.all(result.outputFiles.map((file) => writeCommonJs(file, options, mapped)));
  return result;
}

async function writeCommonJs({ path, text }, { minify, target }, mapped) {
  const { code, map } = await transform(text, {
    ...{ minify, target, format: 'cjs', legalComments: 'none' },
    sourcefile: basename(path),
    sourcemap: mapped && 'external',
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  if (mapped) writeFileSync(`${path}.map`, map);
}
