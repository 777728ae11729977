/**
 * `npm run pytorch`: the tests that need a Python with PyTorch 2.0 or newer. It is the one that
 * `GATESCOPE_PYTHON` names, or `python3`; `npm test` leaves them out, because not every machine has one.
 */
import { spawnSync } from 'node:child_process';
import { Failure, main } from './setup/failure.mjs';
import { root } from './setup/places.mjs';

await main(async () => {
  const python = process.env.GATESCOPE_PYTHON ?? 'python3';
  const code = 'import torch; print(torch.__version__)';
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Failure(
      `${python} has no PyTorch. Install it (pip install torch, or apt-get install python3-torch), or name another Python: GATESCOPE_PYTHON=… npm run pytorch`,
    );
  }
  console.log(`PyTorch ${stdout.trim()}`);
  const given = process.argv.slice(2);
  const files = given.length > 0 ? given : ['test/worker/exports'];
  const env = { ...process.env, GATESCOPE_PYTHON: python };
  const vitest = spawnSync('npx', ['vitest', 'run', ...files], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (vitest.status !== 0) throw new Failure('Tests with PyTorch failed.');
});
