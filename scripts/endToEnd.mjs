/**
 * `npm run e2e [-- --leg=newest] [--only=part-of-a-file-name]`: the scenarios of test/endToEnd in
 * the served VS Code and headless Chromium, against gatescope.vsix. Pictures go to test/out/<leg>.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from './build/bundles.mjs';
import { launchChromium } from './host/chromium.mjs';
import { isNoise } from './host/noise.mjs';
import { prepareProfile } from './host/profile.mjs';
import { installExtension, startServer } from './host/server.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { hostFolder, inRoot, resultsFolder, vsix } from './setup/places.mjs';
import { ensureServedHost, legs } from './setup/servedHost.mjs';

const { values } = parseArgs({
  options: {
    leg: { type: 'string', multiple: true, default: [...legs] },
    only: { type: 'string', default: '' },
  },
});

async function bundleScenarios() {
  const names = readdirSync(inRoot('test/endToEnd')).filter(
    (name) => name.endsWith('.scenario.ts') && name.includes(values.only),
  );
  if (names.length === 0) throw new Error('There is no scenario to play.');
  const sources = ['runner.ts', ...names].map((name) => path.join('test/endToEnd', name));
  await bundleTests(sources, 'out/endToEnd', 'test/endToEnd');
  const require = createRequire(import.meta.url);
  const load = (name) => require(inRoot('out/endToEnd', name.replace(/\.ts$/, '.js')));
  return {
    playAll: load('runner.ts').playAll,
    scenarios: names.sort().map((n) => load(n).default),
  };
}

/** A VS Code with a profile and a workspace of its own. */
async function serve(host, { environment = {}, settings = {} }) {
  const profile = path.join(hostFolder, 'profiles', `endToEnd-${host.leg}`);
  const folder = path.join(hostFolder, 'workspaces', `endToEnd-${host.leg}`);
  prepareProfile(profile, { afresh: true, settings });
  rmSync(folder, { recursive: true, force: true });
  cpSync(inRoot('media/samples'), folder, { recursive: true });
  await installExtension(host, profile, vsix);
  const server = await startServer(host, profile, { trust: false, env: environment });
  const url = (file) => server.url(folder, file ? [['openFile', path.join(folder, file)]] : []);
  return { folder, url, stop: server.stop };
}

async function playLeg(leg, browser, { playAll, scenarios }) {
  const host = await ensureServedHost(leg);
  say(`End-to-end scenarios, ${leg} leg: VS Code ${host.version} from npm.`);
  const counts = await playAll(scenarios, {
    leg,
    browser,
    picturesFolder: inRoot('test/out', leg),
    isNoise,
    serve: (wishes) => serve(host, wishes),
  });
  writeFileSync(path.join(resultsFolder, `end-to-end-${leg}.json`), JSON.stringify(counts));
  if (counts.failed > 0)
    throw new Failure(`${counts.failed} scenario(s) failed on the ${leg} leg.`);
}

await main(async () => {
  mkdirSync(resultsFolder, { recursive: true });
  const bundle = await bundleScenarios();
  const browser = await launchChromium(await ensureBrowser());
  try {
    for (const leg of values.leg) await playLeg(leg, browser, bundle);
  } finally {
    await browser.close();
  }
});
