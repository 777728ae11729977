/**
 * What esbuild makes of the source: one bundle a door. All of them minified; their source maps go
 * to out/maps, because a VSIX allow-list cannot leave out a part of dist.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inRoot, root } from '../setup/places.mjs';
import { Failure } from '../setup/failure.mjs';
import { chartDiet } from './chartDiet.mjs';
import { editorOnce } from './editorOnce.mjs';
import { writeNotices } from './notices.mjs';
import { buildSharing } from './sharedEngine.mjs';
import { squeeze } from './squeeze.mjs';

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  loader: { '.wasm': 'binary', '.cell': 'text', '.py': 'text' },
  outdir: 'dist',
  sourcemap: 'external',
  metafile: true,
};

/** @type {import('esbuild').BuildOptions} VS Code 1.100 and its server run on Node 20. */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions} Its script is made smaller still, by `squeeze`. */
const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [chartDiet],
};

/**
 * @type {import('esbuild').BuildOptions} The pages share what they have in common, charts above all, and the
 * panel loads what only some models have when it is needed: each is a script of its own.
 */
const pages = {
  ...browser,
  format: 'esm',
  splitting: true,
  chunkNames: 'page-[name]-[hash]',
};

/** Each entry point with how it is built; what is `sharing` has its common part in a file. */
const doors = [
  { entry: 'src/extension.ts', options: { ...node, plugins: [editorOnce] } },
  { entry: 'src/worker/worker.ts', sharing: 'worker' },
  { entry: 'src/cli/start.ts', sharing: 'cli' },
  { entry: 'webview/panel.tsx', isPage: true, becomes: ['panel.js', 'panel.css'] },
  { entry: 'webview/tensors.tsx', options: browser, becomes: ['tensors.js', 'tensors.css'] },
  {
    entry: 'webview/laboratory.tsx',
    isPage: true,
    becomes: ['laboratory.js', 'laboratory.css'],
  },
];

/**
 * @param {{ allowMissing?: boolean }} [options] allowMissing: skip entry points that do not exist
 * @returns {Promise<string[]>} the entry points that were built
 */
export async function buildBundles({ allowMissing = false } = {}) {
  const missing = doors.filter(({ entry }) => !existsSync(inRoot(entry)));
  if (missing.length > 0 && !allowMissing) {
    throw new Failure(`Nothing to build: ${missing.map(({ entry }) => entry).join(', ')} missing.`);
  }
  rmSync(inRoot('dist'), { recursive: true, force: true });
  const present = doors.filter((door) => !missing.includes(door));
  const sharing = present.flatMap((door) =>
    door.sharing ? [{ in: door.entry, out: door.sharing }] : [],
  );
  const alone = present.filter((door) => door.options);
  const shown = present.filter((door) => door.isPage).map(({ entry }) => entry);
  const results = await Promise.all([
    ...alone.map(({ entry, options }) => build({ ...options, entryPoints: [entry] })),
    ...(sharing.length > 0 ? [buildSharing({ ...node, entryPoints: sharing })] : []),
    ...(shown.length > 0 ? [build({ ...pages, entryPoints: shown })] : []),
  ]).catch(refused);
  await squeezePages(inRoot('dist'));
  moveMaps();
  writeNotices(
    results.map(({ metafile }) => metafile),
    inRoot('dist/THIRD-PARTY-NOTICES.txt'),
  );
  const expected = present.flatMap(({ becomes = [] }) => becomes);
  const absent = expected.filter((file) => !existsSync(inRoot('dist', file)));
  if (absent.length > 0) throw new Failure(`The build made no dist/${absent.join(', dist/')}.`);
  return present.map(({ entry }) => entry);
}

/**
 * The panel's page alone, as it is shipped, for who looks at it without VS Code.
 * @param {string} outdir absolute
 */
export async function buildPage(outdir) {
  for (const name of scriptsOfPages(outdir)) rmSync(join(outdir, name));
  const options = { ...pages, entryPoints: ['webview/panel.tsx'] };
  await build({ ...options, outdir, sourcemap: false }).catch(refused);
  await squeezePages(outdir);
}

const scriptsOfPages = (folder) =>
  existsSync(folder)
    ? readdirSync(folder).filter((name) => /^(panel|tensors|laboratory|page-.*)\.js$/.test(name))
    : [];

/** What a script that is loaded later has of style sheets stands in its page's style sheet as well. */
async function squeezePages(folder) {
  for (const name of readdirSync(folder)) {
    if (/^page-.*\.css(\.map)?$/.test(name)) rmSync(join(folder, name));
  }
  for (const name of scriptsOfPages(folder)) await squeeze(join(folder, name));
}

/** esbuild has told what it refuses on stderr. */
function refused(error) {
  if (error.errors) throw new Failure(`esbuild refused the source: ${error.errors.length} errors.`);
  throw error;
}

function moveMaps() {
  mkdirSync(inRoot('out/maps'), { recursive: true });
  for (const name of readdirSync(inRoot('dist')).filter((file) => file.endsWith('.map'))) {
    renameSync(inRoot('dist', name), inRoot('out/maps', name));
  }
}

/**
 * Bundles TypeScript of the tests, so that VS Code or Node can load it.
 * @param {string[]} entryPoints
 * @param {string} outdir
 * @param {string} outbase the folder of the sources that outdir stands for
 */
export const bundleTests = (entryPoints, outdir, outbase) => {
  rmSync(inRoot(outdir), { recursive: true, force: true });
  return build({
    ...node,
    entryPoints,
    outdir,
    outbase,
    minify: false,
    sourcemap: 'inline',
    packages: 'external',
    external: ['vscode'],
  }).catch(refused);
};
