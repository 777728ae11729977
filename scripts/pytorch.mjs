/**
 * `npm run pytorch`: the tests that need a Python with PyTorch 2.0 or newer: `GATESCOPE_PYTHON`, or `python3`, or an
 * environment that is made where pip finds PyTorch. `--in-test`, as the part of `npm test`: the checks of the
 * projects alone, and where there is no PyTorch a sentence and no failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, main, say } from './setup/failure.mjs';
import { resultsFolder, root } from './setup/places.mjs';
import { findTorch } from './setup/torch.mjs';

/** Of each is enough in every run; hand-overs to `torchrun` take minutes. */
const inTest = ['test/worker/exports/checkInPython.test.ts'];
/** Seconds after which the part of `npm test` gives up: a machine that slow is no failure. */
const patience = 400;

function testWith(python, files, more) {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  return spawnSync(process.execPath, [vitest, 'run', ...files, ...more.args], {
    ...{ cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, GATESCOPE_PYTHON: python } },
    ...more.options,
  });
}

async function playInTest() {
  const found = await findTorch();
  if ('missing' in found) return say(`${found.missing} Its checks are left out.`);
  say(`PyTorch ${found.version}`);
  mkdirSync(resultsFolder, { recursive: true });
  const report = path.join(resultsFolder, '..', 'pytorch.json');
  rmSync(report, { force: true });
  const { status, signal } = testWith(found.python, inTest, {
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    options: { timeout: 1000 * patience, killSignal: 'SIGKILL' },
  });
  if (signal) return say(`The checks with PyTorch took more than ${patience} s and were ended.`);
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const counts = { passed, failed, skipped: 0 };
  writeFileSync(path.join(resultsFolder, 'pytorch.json'), JSON.stringify(counts));
  if (status !== 0) throw new Failure('Tests with PyTorch failed.');
}

async function playAll(given) {
  const found = await findTorch();
  if ('missing' in found) {
    throw new Failure(
      `${found.missing} Install it (pip install torch, or apt-get install python3-torch), or name another Python: GATESCOPE_PYTHON=… npm run pytorch`,
    );
  }
  say(`PyTorch ${found.version}`);
  const files = given.length > 0 ? given : ['test/worker/exports'];
  const { status } = testWith(found.python, files, { args: [], options: {} });
  if (status !== 0) throw new Failure('Tests with PyTorch failed.');
}

const [first, ...others] = process.argv.slice(2);
await main(() =>
  first === '--in-test' ? playInTest() : playAll(first === undefined ? [] : [first, ...others]),
);
