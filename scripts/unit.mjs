/** `npm run unit [-- file…]`: the unit tests in vitest, counted for `npm test`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startVitest } from 'vitest/node';
import { Failure, main } from './setup/failure.mjs';
import { resultsFolder, root } from './setup/places.mjs';

await main(async () => {
  const vitest = await startVitest('test', process.argv.slice(2), {
    root,
    run: true,
    watch: false,
  });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const module of vitest.state.getTestModules()) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === 'pending' ? 'skipped' : state]++;
    }
    // A file that does not load has no tests to fail.
    if (module.state() === 'failed' && module.errors().length > 0) counts.failed++;
  }
  const unhandled = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  counts.failed += unhandled;
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(path.join(resultsFolder, 'unit.json'), JSON.stringify(counts));
  if (counts.passed + counts.failed === 0) throw new Failure('No unit test ran.');
  if (counts.failed > 0) throw new Failure(`${counts.failed} unit tests failed.`);
});
