/**
 * `npm run bench [-- --python PATH …]`; `-- --webview` for the panel's page alone, `-- --panel` for
 * what it waits for, `-- --waits` for what users wait for in a real VS Code, `-- --shares` for what a
 * training step consists of. Builds and packages, then prints the figures: the CLI's `bench` (speed of the
 * engine) on stdout, what test/bench/*.bench.mjs measure, and the benchmarks of test/vscode
 * (`*.bench.ts`: activation, event loop) inside a real VS Code. The engine runs on the Node of the
 * newest VS Code where that is installed (.host/newest), because its V8 decides.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { main, say } from './setup/failure.mjs';
import { hostFolder, inRoot } from './setup/places.mjs';
import { runNode } from './setup/run.mjs';

const benchmarksIn = (folder, ending) =>
  existsSync(inRoot(folder))
    ? readdirSync(inRoot(folder), { recursive: true }).filter((name) => name.endsWith(ending))
    : [];

const modules = path.join(hostFolder, 'newest/node_modules');
const hostNode = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin/node');
const node = existsSync(hostNode) ? hostNode : process.execPath;

/** Their figures go to stdout, unlike what the build says. */
function measure(...call) {
  const { status } = spawnSync(node, call, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

const measureInHost = (...more) =>
  runNode(inRoot('scripts/inHost.mjs'), ['--leg=newest', '--kind=bench', ...more]);

await main(async () => {
  if (process.argv.includes('--webview')) return measure(inRoot('test/bench/webview.bench.mjs'));
  if (process.argv.includes('--panel')) return measure(inRoot('test/bench/panel.bench.mjs'));
  await runNode(inRoot('scripts/package.mjs'));
  if (process.argv.includes('--waits')) {
    // The threads alone, without VS Code and its page: cold, until the first picture is answered.
    measure(inRoot('test/bench/panel.bench.mjs'), 'first');
    return measureInHost('--grep=what users wait for');
  }
  if (process.argv.includes('--shares')) {
    return measure(inRoot('dist/cli.js'), 'bench', ...process.argv.slice(2));
  }
  if (node !== hostNode) say(`VS Code's own Node is not installed; this is ${process.version}.`);
  measure(inRoot('dist/cli.js'), 'bench', ...process.argv.slice(2));
  for (const name of benchmarksIn('test/bench', '.bench.mjs')) {
    measure(inRoot('test/bench', name));
  }
  if (benchmarksIn('test/vscode', '.bench.ts').length > 0) {
    await measureInHost();
  }
});
