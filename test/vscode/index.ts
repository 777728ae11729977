/**
 * What VS Code loads as `extensionTestsPath`: runs every bundled test file next to it in mocha (TDD:
 * `suite`, `test`), reports to the console and leaves the counts where GATESCOPE_TEST_RESULTS says.
 * A run without any test is a failure: an empty glob must not pass.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const grep = process.env['GATESCOPE_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'tdd',
    reporter: 'spec',
    color: false,
    timeout: 60_000,
    // A VS Code on a busy machine is late now and then; what fails twice fails. Each second run is told.
    retries: 1,
    ...(grep ? { grep } : {}),
  });
  for (const file of testFiles()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const counts = await new Promise<{ passed: number; failed: number; skipped: number }>(
    (resolve) => {
      const runner = mocha.run((failed) => {
        const { passes = 0, pending = 0 } = runner.stats ?? {};
        resolve({ passed: passes, failed, skipped: pending });
      });
      runner.on('retry', (test, error: unknown) => {
        console.log(`      once more: ${test.title}: ${String(error)}`);
      });
    },
  );
  const results = process.env['GATESCOPE_TEST_RESULTS'];
  if (results) writeFileSync(results, JSON.stringify(counts));
  if (counts.passed + counts.failed === 0) throw new Error('No in-host test ran.');
  if (counts.failed > 0) throw new Error(`${counts.failed} in-host tests failed.`);
}

const testFiles = (): string[] =>
  readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|bench)\.js$/.test(name))
    .sort()
    .map((name) => path.join(__dirname, name));
