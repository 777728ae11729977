/**
 * `npm run e2e [-- --leg=newest] [--only=part-of-a-path] [--lanes=1]`: the scenarios of
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
import { createTrainOnce } from './host/trainOnce.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { exitWhenEnded } from './setup/endings.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { inRoot, resultsFolder } from './setup/places.mjs';
import { ensureServedHost, legs } from './setup/servedHost.mjs';

const { values } = parseArgs({
  options: {
    leg: { type: 'string', multiple: true, default: [...legs] },
    only: { type: 'string', multiple: true, default: [''] },
    // A lane waits for a third of its time; with many more of them trainings by the clock would learn
    // less than what is checked needs.
    lanes: { type: 'string', default: String(availableParallelism() + 1) },
  },
});

const runner = 'stage/runner.ts';

async function bundleScenarios() {
  const names = readdirSync(inRoot('test/endToEnd'), { recursive: true }).filter(
    (name) => name.endsWith('.scenario.ts') && values.only.some((part) => name.includes(part)),
  );
  if (names.length === 0) throw new Failure('There is no scenario to play.');
  const sources = [runner, ...names].map((name) => path.join('test/endToEnd', name));
  await bundleTests(sources, 'out/endToEnd', 'test/endToEnd');
  const require = createRequire(import.meta.url);
  const load = (name) => require(inRoot('out/endToEnd', name.replace(/\.ts$/, '.js')));
  return { runner: load(runner), scenarios: names.sort().map((name) => load(name).default) };
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

/**
 * In the order of their stages: those of the first leg that share one, those that have one each, those
 * of the last leg; and on each those that open one, then the long ones.
 */
function tasksOf(scenarios, prepared, { kindOf }) {
  const tasks = prepared.flatMap((on, place) =>
    scenarios
      .filter(({ legs }) => legs?.includes(on.leg) !== false)
      .map((scenario) => {
        const kind = kindOf(scenario, on.leg);
        const first = scenario.stage === 'first' ? 0 : 1;
        const order = [kind === undefined ? 0.5 : place, kind ?? '', first, scenario.long ? 0 : 1];
        return { scenario, on, kind, order: order.join() };
      }),
  );
  const before = (one, other) => Number(one.order < other.order);
  return tasks.sort((one, other) => before(other, one) - before(one, other));
}

/**
 * What can be played where the lane is; else the first two lanes begin at both ends of the list, and
 * others with what has a stage to itself, so that two of them hardly ever need stages of the same kind.
 */
function chooseTask(tasks, { player }, lane) {
  const alone = lane > 2 ? tasks.find(({ kind }) => kind === undefined) : undefined;
  const end = lane % 2 === 1 ? tasks[0] : tasks.at(-1);
  const next = alone ?? end;
  return (
    tasks.find(({ scenario, on }) => player.isKeptFor(scenario, on.leg)) ??
    (next.kind === undefined ? next : tasks.find(({ kind }) => kind === next.kind))
  );
}

/** What a scenario says is shown when it has ended, so that two do not talk at once. */
async function playTask({ scenario, on }, { player }) {
  const lines = [];
  const counts = await player.play(scenario, on.leg, (line) => lines.push(line));
  say(lines.join('\n'));
  return { leg: on.leg, counts };
}

/** @returns {Promise<number>} failures */
async function play({ runner, scenarios }) {
  const prepared = await Promise.all(values.leg.map(prepareLeg));
  const executable = await ensureBrowser();
  const train = createTrainOnce();
  const open = async (lane) => {
    const browser = await launchChromium(executable);
    const serve = (leg, wishes) => {
      const { host, extensions } = prepared.find((one) => one.leg === leg);
      return stageFor(host, { lane, extensions, ...wishes });
    };
    const needs = { browser, picturesFolder: picturesOf, isNoise, train, serve };
    return { browser, player: runner.createPlayer(needs) };
  };
  const played = await inLanes(tasksOf(scenarios, prepared, runner), Number(values.lanes), {
    open,
    choose: chooseTask,
    work: playTask,
    async close({ browser, player }) {
      await player.close();
      await browser.close();
    },
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
