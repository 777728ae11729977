/**
 * `npm run e2e [-- --leg=newest] [--only=part-of-a-file-name] [--lanes=1]`: the scenarios of
 * test/endToEnd in the served VS Code and headless Chromium, against gatescope.vsix, a few of them
 * side by side. Pictures go to test/out/<leg>.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from './build/bundles.mjs';
import { launchChromium } from './host/chromium.mjs';
import { inLanes } from './host/lanes.mjs';
import { isNoise } from './host/noise.mjs';
import { installOnce, stageFor } from './host/stage.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { exitWhenEnded } from './setup/endings.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { inRoot, resultsFolder } from './setup/places.mjs';
import { ensureServedHost, legs } from './setup/servedHost.mjs';

const { values } = parseArgs({
  options: {
    leg: { type: 'string', multiple: true, default: [...legs] },
    only: { type: 'string', default: '' },
    // Each trains by the clock: more of them than cores would learn less than what is checked needs.
    lanes: { type: 'string', default: String(availableParallelism()) },
  },
});

const runner = 'stage/runner.ts';

async function bundleScenarios() {
  const names = readdirSync(inRoot('test/endToEnd'), { recursive: true }).filter(
    (name) => name.endsWith('.scenario.ts') && path.basename(name).includes(values.only),
  );
  if (names.length === 0) throw new Failure('There is no scenario to play.');
  const sources = [runner, ...names].map((name) => path.join('test/endToEnd', name));
  await bundleTests(sources, 'out/endToEnd', 'test/endToEnd');
  const require = createRequire(import.meta.url);
  const load = (name) => require(inRoot('out/endToEnd', name.replace(/\.ts$/, '.js')));
  return {
    playScenario: load(runner).playScenario,
    scenarios: names.sort().map((n) => load(n).default),
  };
}

const picturesOf = (leg) => inRoot('test/out', leg);

/** @returns what the scenarios of a leg share: the VS Code, with the extension installed */
async function prepareLeg(leg) {
  const host = await ensureServedHost(leg);
  say(`End-to-end scenarios, ${leg} leg: VS Code ${host.version} from npm.`);
  rmSync(picturesOf(leg), { recursive: true, force: true });
  mkdirSync(picturesOf(leg), { recursive: true });
  return { leg, host, extensions: await installOnce(host) };
}

/** The long ones begin, so that no lane is alone with one in the end. */
function tasksOf(scenarios, prepared) {
  const all = prepared.flatMap((on) => scenarios.map((scenario) => ({ scenario, on })));
  const wanted = all.filter(({ scenario, on }) => scenario.legs?.includes(on.leg) !== false);
  const last = ({ scenario }) => (scenario.long ? 0 : 1);
  return wanted.sort((one, other) => last(one) - last(other));
}

/** What a scenario says is shown when it has ended, so that two do not talk at once. */
async function playTask({ scenario, on }, lane, browser, playScenario) {
  const lines = [];
  const counts = await playScenario(scenario, {
    leg: on.leg,
    browser,
    picturesFolder: picturesOf(on.leg),
    isNoise,
    say: (line) => lines.push(line),
    serve: (wishes) => stageFor(on.host, { lane, extensions: on.extensions, ...wishes }),
  });
  say(lines.join('\n'));
  return { leg: on.leg, counts };
}

/** @returns {Promise<number>} failures */
async function play({ playScenario, scenarios }) {
  const prepared = await Promise.all(values.leg.map(prepareLeg));
  const executable = await ensureBrowser();
  const played = await inLanes(tasksOf(scenarios, prepared), Number(values.lanes), {
    open: () => launchChromium(executable),
    work: (task, lane, browser) => playTask(task, lane, browser, playScenario),
    close: (browser) => browser.close(),
  });
  for (const leg of values.leg) writeFileSync(resultsOf(leg), JSON.stringify(sum(played, leg)));
  return played.reduce((failures, { counts }) => failures + counts.failed, 0);
}

const resultsOf = (leg) => path.join(resultsFolder, `end-to-end-${leg}.json`);

function sum(played, leg) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of played.filter((one) => one.leg === leg)) {
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

await main(async () => {
  exitWhenEnded();
  mkdirSync(resultsFolder, { recursive: true });
  const failures = await play(await bundleScenarios());
  if (failures > 0) throw new Failure(`${failures} scenario(s) failed.`);
});
