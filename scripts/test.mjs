/**
 * `npm test`: sets up what is missing, then every check; steps that leave a core free run side by
 * side. Stops at the first step that fails and names it. The last line is the sum over all test
 * runners: `N passed, N failed`. `npm test -- --only=unit` plays one step and what it needs,
 * `npm test -- --from=in-host` starts in the middle, for development.
 *
 * Imports only what needs no installed package; every step is a process of its own.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './checks/command.mjs';
import { createScreen } from './checks/screen.mjs';
import { playSideBySide } from './checks/sideBySide.mjs';
import { choose } from './checks/steps.mjs';
import { whenEnded } from './setup/endings.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { resultsFolder } from './setup/places.mjs';

function readOptions() {
  const options = { from: { type: 'string' }, only: { type: 'string' } };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Failure(`${error.message} The options are --only=NAME and --from=NAME.`);
  }
}

/** @returns {{ passed: number, failed: number, skipped: number }} over all runners */
function sumOfResults() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const name of readdirSync(resultsFolder)) {
    const counts = JSON.parse(readFileSync(path.join(resultsFolder, name), 'utf8'));
    for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  return sum;
}

const screen = createScreen((text) => process.stderr.write(text));

/** Plays a step under a heading, with its seconds below it. */
async function playCheck({ name, call, behind }, ended) {
  const { write, close } = screen.open();
  write(`\n== ${name}\n`);
  const began = performance.now();
  const took = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  try {
    await runCommand(call, { write, ended, behind });
    write(`== ${name}: ${took()}\n`);
  } catch (error) {
    write(`== ${name}: ended after ${took()}\n`);
    throw new Failure(`${error.message}\nThe step “${name}” failed.`);
  } finally {
    close();
  }
}

/** @returns {Promise<Error | undefined>} why it failed */
async function playAll(checks) {
  const ended = new AbortController();
  const unheard = whenEnded(() => ended.abort());
  const steps = checks.map((check) => ({ ...check, play: (signal) => playCheck(check, signal) }));
  try {
    await playSideBySide(steps, Math.max(2, availableParallelism()), ended.signal);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    unheard();
  }
}

await main(async () => {
  const began = performance.now();
  const { chosen, refused } = choose(readOptions());
  if (refused) throw new Failure(refused);
  rmSync(resultsFolder, { recursive: true, force: true });
  mkdirSync(resultsFolder, { recursive: true });
  const failure = await playAll(chosen);
  if (failure) say(failure.message);
  say(`\nAll in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const { passed, failed, skipped } = sumOfResults();
  if (skipped > 0) say(`${skipped} skipped`);
  // A step that is no test runner, or that broke before it could count, is one failure.
  const failures = failure && failed === 0 ? 1 : failed;
  process.stdout.write(`${passed} passed, ${failures} failed\n`);
  if (failures > 0) process.exitCode = 1;
});
