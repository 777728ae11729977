/**
 * Plays a scenario on a stage of its own and counts its steps. What a stage needs from this machine
 * (a served VS Code, a browser) is handed in by `scripts/endToEnd.mjs`, which also says what is
 * played side by side.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { Leg, Play, Scenario } from './scenario';
import { Workbench } from './workbench';

export interface Machine {
  readonly leg: Leg;
  readonly browser: Browser;
  /** Screenshots go here. */
  readonly picturesFolder: string;
  isNoise(message: string): boolean;
  say(line: string): void;
  /** Starts a VS Code in a fresh profile, with the extension and a workspace that holds the sample. */
  serve(wishes: Pick<Scenario, 'environment' | 'settings'>): Promise<ServedWorkspace>;
}

export interface ServedWorkspace {
  readonly folder: string;
  /** Where the extension keeps its files. */
  readonly storage: string;
  url(file?: string): string;
  stop(): Promise<void>;
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A browser and three processes share a machine: only what fails twice on a fresh stage fails. */
export async function playScenario(scenario: Scenario, machine: Machine): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  machine.say(`\n  ${scenario.title} (${machine.leg})`);
  if ((await play(scenario, machine, counts)) === 'passed') return counts;
  machine.say(`\n  ${scenario.title} (${machine.leg}), once more in a fresh profile`);
  if ((await play(scenario, machine, counts)) === 'failed') counts.failed++;
  return counts;
}

async function play(
  scenario: Scenario,
  machine: Machine,
  counts: Counts,
): Promise<'passed' | 'failed'> {
  const { say } = machine;
  const served = await machine.serve(scenario);
  for (const [name, content] of Object.entries(scenario.files ?? {})) {
    writeFileSync(path.join(served.folder, name), content);
  }
  const { zoom, ...viewport } = scenario.window ?? { width: 1440, height: 900, zoom: 1 };
  const context = await machine.browser.newContext({ viewport, deviceScaleFactor: zoom });
  const workbench = new Workbench(await context.newPage(), served, machine.picturesFolder);
  const step: Play['step'] = async (sentence, body) => {
    const began = performance.now();
    const value = await body();
    counts.passed++;
    say(`    ✔ ${sentence} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return value;
  };
  let current = 'opens';
  const named: Play['step'] = (sentence, body) => step((current = sentence), body);
  try {
    await scenario.play({ workbench, leg: machine.leg, step: named, say });
    await named('leaves no unexpected error in the console', async () => {
      const expected = scenario.expectedErrors ?? [];
      const unexpected = workbench.consoleErrors.filter(
        (message) =>
          !machine.isNoise(message) && !expected.some((pattern) => pattern.test(message)),
      );
      if (unexpected.length > 0) throw new Error(unexpected.join('\n'));
    });
    return 'passed';
  } catch (error) {
    const told =
      error instanceof Error ? `${error.message.slice(0, 2000)}\n${place(error)}` : String(error);
    say(`    ✘ ${current}\n${told}`);
    const picture = `failed-${scenario.title.replace(/\W+/g, '-')}`;
    say(`      ${await workbench.screenshot(picture).catch(() => 'no screenshot')}`);
    return 'failed';
  } finally {
    await context.close();
    await served.stop();
  }
}

/** The lines of the stack that are in a scenario. */
const place = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => line.includes('.scenario.'))
    .join('\n');
