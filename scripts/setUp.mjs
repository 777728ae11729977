/**
 * `node scripts/setUp.mjs packages | browser | hosts | kernels`: one part of what the checks need,
 * set up where it is missing. Only the kernels need installed packages.
 */
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { ensureServedHost, legs } from './setup/servedHost.mjs';

const parts = {
  packages: ensureDependencies,
  browser: async () => say(`Browser: ${await ensureBrowser()}`),
  async hosts() {
    const hosts = await Promise.all(legs.map(ensureServedHost));
    for (const { leg, version } of hosts) say(`VS Code, ${leg} leg: ${version}`);
  },
  kernels: async () => (await import('./build/assembly.mjs')).compileAssembly(),
};

await main(async () => {
  const part = parts[process.argv[2]];
  if (!part) throw new Failure(`There is ${Object.keys(parts).join(', ')} to set up.`);
  await part();
});
