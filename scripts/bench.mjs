/**
 * `npm run bench`: builds and packages, then prints the figures: the CLI's `bench` (speed of the
 * engine) on stdout, what test/bench/*.bench.mjs measure, and the benchmarks of test/host
 * (`*.bench.ts`: activation, event loop) inside a real VS Code.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { main } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';
import { runNode } from './setup/run.mjs';

const benchmarksIn = (folder, ending) =>
  existsSync(inRoot(folder))
    ? readdirSync(inRoot(folder), { recursive: true }).filter((name) => name.endsWith(ending))
    : [];

/** Their figures go to stdout, unlike what the build says. */
function measure(...call) {
  const { status } = spawnSync(process.execPath, call, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

await main(async () => {
  await runNode(inRoot('scripts/package.mjs'));
  measure(inRoot('dist/cli.js'), 'bench', ...process.argv.slice(2));
  for (const name of benchmarksIn('test/bench', '.bench.mjs')) {
    measure(inRoot('test/bench', name));
  }
  if (benchmarksIn('test/host', '.bench.ts').length > 0) {
    await runNode(inRoot('scripts/inHost.mjs'), ['--leg=newest', '--kind=bench']);
  }
});
