/**
 * `npm run bench`: builds and packages, then prints the figures: the CLI's `bench` (speed of the
 * engine) on stdout, and the benchmarks of test/host (`*.bench.ts`: activation, event loop) inside
 * a real VS Code.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { main } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';
import { runNode } from './setup/run.mjs';

const hasBenchmarks = () =>
  existsSync(inRoot('test/host')) &&
  readdirSync(inRoot('test/host'), { recursive: true }).some((name) => name.endsWith('.bench.ts'));

await main(async () => {
  await runNode(inRoot('scripts/package.mjs'));
  const call = [inRoot('dist/cli.js'), 'bench', ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, call, { stdio: 'inherit' }).status ?? 1;
  if (hasBenchmarks()) {
    await runNode(inRoot('scripts/inHost.mjs'), ['--leg=newest', '--kind=bench']);
  }
});
