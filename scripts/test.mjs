/**
 * `npm test`: sets up what is missing, then every check, cheapest first; stops at the first step
 * that fails and names it. The last line is the sum over all test runners: `N passed, N failed`.
 * `npm test -- --from=in-host` starts in the middle, for development.
 *
 * Imports only what needs no installed package; the rest is run after the set-up.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { inRoot, resultsFolder, root } from './setup/places.mjs';
import { runNode } from './setup/run.mjs';

const node =
  (file, ...args) =>
  () =>
    runNode(inRoot(file), args, { cwd: root, failure: 'It failed.' });

/** The hosts are part of the set-up, so that a machine without a registry says so at once. */
async function setUpHosts() {
  const { ensureBrowser } = await import('./setup/browser.mjs');
  const { ensureServedHost, legs } = await import('./setup/servedHost.mjs');
  say(`Browser: ${await ensureBrowser()}`);
  for (const leg of legs) say(`VS Code, ${leg} leg: ${(await ensureServedHost(leg)).version}`);
}

/** @type {[name: string, run: () => Promise<unknown>][]} */
const steps = [
  ['set-up', () => ensureDependencies().then(setUpHosts)],
  ['kernels', () => import('./build/assembly.mjs').then((assembly) => assembly.compileAssembly())],
  ['typecheck', node('node_modules/typescript/bin/tsc', '-b')],
  ['lint', node('node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0')],
  ['format', node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['unit', node('scripts/unit.mjs')],
  ['package', node('scripts/package.mjs')],
  ['in-host', node('scripts/inHost.mjs')],
  ['end-to-end', node('scripts/endToEnd.mjs')],
];

/** @returns {{ passed: number, failed: number, skipped: number }} over all runners */
function sumOfResults() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const name of readdirSync(resultsFolder)) {
    const counts = JSON.parse(readFileSync(path.join(resultsFolder, name), 'utf8'));
    for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  return sum;
}

async function runSteps(from) {
  const first = steps.findIndex(([name]) => name === from);
  if (first < 0) throw new Failure(`--from takes ${steps.map(([name]) => name).join(', ')}.`);
  for (const [name, step] of steps.slice(first)) {
    say(`\n== ${name}`);
    const began = performance.now();
    try {
      await step();
    } catch (error) {
      const reason = error instanceof Failure ? error.message : error.stack;
      throw new Failure(`${reason}\nThe step “${name}” failed.`);
    }
    say(`== ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
}

await main(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string', default: 'set-up' } } });
  rmSync(resultsFolder, { recursive: true, force: true });
  mkdirSync(resultsFolder, { recursive: true });
  const failure = await runSteps(values.from).then(
    () => undefined,
    (error) => error,
  );
  if (failure) say(failure.message);
  const { passed, failed, skipped } = sumOfResults();
  if (skipped > 0) say(`${skipped} skipped`);
  // A step that is no test runner, or that broke before it could count, is one failure.
  const failures = failure && failed === 0 ? 1 : failed;
  process.stdout.write(`${passed} passed, ${failures} failed\n`);
  if (failures > 0) process.exitCode = 1;
});
