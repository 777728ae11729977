/** `npm run evaluate -- FILE [options]`: build, then the CLI's `evaluate`; its answer on stdout. */
import { spawnSync } from 'node:child_process';
import { compileAssembly } from './build/assembly.mjs';
import { buildBundles } from './build/bundles.mjs';
import { main } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';

await main(async () => {
  await compileAssembly();
  await buildBundles();
  const call = [inRoot('dist/cli.js'), 'evaluate', ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, call, { stdio: 'inherit' }).status ?? 1;
});
