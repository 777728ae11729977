/**
 * Stands in for the desktop VS Code where that cannot be downloaded: takes its arguments, runs the
 * extension tests in the served VS Code with a headless browser as its window, prints what the
 * tests print and exits with their code. @vscode/test-electron stays unmodified and sees no
 * difference. Started through `.host/<leg>/code` (see launcher.mjs), which names the leg.
 */
import path from 'node:path';
import { parseArgs, format } from 'node:util';
import { launchChromium } from '../host/chromium.mjs';
import { isNoise } from '../host/noise.mjs';
import { installExtension, startServer } from '../host/server.mjs';
import { standStill, stillness } from '../host/still.mjs';
import { ensureBrowser } from '../setup/browser.mjs';
import { exitWhenEnded } from '../setup/endings.mjs';
import { Failure, main } from '../setup/failure.mjs';
import { ensureServedHost } from '../setup/servedHost.mjs';

/** The desktop's flags that matter to us; the others (`--disable-updates` …) are accepted. */
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    leg: { type: 'string' },
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'install-extension': { type: 'string' },
  },
});

/** @returns {Promise<number>} the exit code of the tests */
async function runTests(host, profile, folder) {
  const server = await startServer(host, profile, {
    trust: false,
    testDriver: true,
    env: process.env,
  });
  const browser = await launchChromium(await ensureBrowser());
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...stillness });
    await page.addInitScript(standStill);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      const line = `${format(...args)}\n`;
      if (!isNoise(line)) process[type === 'error' ? 'stderr' : 'stdout'].write(line);
    });
    const finished = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const crashed = new Promise((_, reject) => {
      page.on('crash', () => reject(new Failure('The page of the workbench crashed.')));
      void server.ended.then((words) => reject(new Failure(`VS Code's server ended:\n${words}`)));
    });
    const payload = ['extensionDevelopmentPath', 'extensionTestsPath'].map((name) => [
      name,
      path.resolve(values[name]),
    ]);
    await page.goto(server.url(path.resolve(folder), payload));
    return await Promise.race([finished, crashed]);
  } finally {
    await browser.close();
    await server.stop();
  }
}

await main(async () => {
  exitWhenEnded();
  const host = await ensureServedHost(values.leg);
  const profile = path.resolve(values['user-data-dir']);
  if (values['install-extension'])
    await installExtension(host, profile, values['install-extension']);
  else process.exitCode = await runTests(host, profile, positionals.at(-1));
});
