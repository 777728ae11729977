/**
 * `npm run claims [-- ID… --measured FILE]`: build, then the CLI's `claims --write`: measures what the textbooks
 * claim, and writes `docs/claims.md` and the table that the laboratory shows.
 */
import { spawnSync } from 'node:child_process';
import { compileAssembly } from './build/assembly.mjs';
import { buildBundles } from './build/bundles.mjs';
import { main } from './setup/failure.mjs';
import { inRoot, root } from './setup/places.mjs';

const written = ['docs/claims.md', 'src/shared/laboratory/claimsTable.ts'];

await main(async () => {
  await compileAssembly();
  await buildBundles();
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit') };
  const call = [inRoot('dist/cli.js'), 'claims', '--write', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, call, options);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    return;
  }
  const prettier = [inRoot('node_modules/prettier/bin/prettier.cjs'), '--write', ...written];
  process.exitCode = spawnSync(process.execPath, prettier, options).status ?? 1;
});
