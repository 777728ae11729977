/**
 * Plays scenarios one after the other, on the stages of one lane, and counts their steps. What they
 * need from this machine (a served VS Code, a browser, trained models) is handed in by
 * `scripts/endToEnd.mjs`, which also says what is played side by side.
 */
import { layModel, type Train } from './givenModel';
import type { Leg, Play, Scenario } from './scenario';
import { createStages, kindOf, type StageNeeds } from './stages';
import type { Workbench } from './workbench';

export { kindOf };

interface Needs extends StageNeeds {
  isNoise(message: string): boolean;
  readonly train: Train;
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export type Say = (line: string) => void;

export interface Player {
  /** Where it last played. */
  isKeptFor(scenario: Scenario, leg: Leg): boolean;
  play(scenario: Scenario, leg: Leg, say: Say): Promise<Counts>;
  close(): Promise<void>;
}

export function createPlayer(needs: Needs): Player {
  const stages = createStages(needs);
  return {
    isKeptFor: stages.isKeptFor,
    close: stages.close,
    /** A browser and three processes share a machine: only what fails twice, then on a fresh stage, fails. */
    async play(scenario, leg, say) {
      const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
      const playOnce = async (afresh: boolean): Promise<'passed' | 'failed'> => {
        const workbench = await stages.enter(scenario, leg, afresh);
        const outcome = await play(scenario, { leg, workbench, counts, say });
        if (outcome === 'failed' || kindOf(scenario, leg) === undefined) await stages.close();
        return outcome;
      };
      say(`\n  ${scenario.title} (${leg})`);
      if ((await playOnce(false)) === 'passed') return counts;
      say(`\n  ${scenario.title} (${leg}), once more in a fresh profile`);
      if ((await playOnce(true)) === 'failed') counts.failed++;
      return counts;
    },
  };

  async function play(
    scenario: Scenario,
    { leg, workbench, counts, say }: On,
  ): Promise<'passed' | 'failed'> {
    let current = 'opens';
    const step: Play['step'] = async (sentence, body) => {
      current = sentence;
      const began = performance.now();
      const value = await body();
      counts.passed++;
      say(`    ✔ ${sentence} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      return value;
    };
    const giveModel: Play['giveModel'] = (model) => layModel(model, workbench, needs.train);
    try {
      await scenario.play({ workbench, leg, step, giveModel, say });
      current = 'leaves the workbench to others';
      await stages.tidy();
      await step('leaves no unexpected error in the console', async () => {
        const unexpected = unexpectedErrors(workbench, scenario).filter(
          (one) => !needs.isNoise(one),
        );
        if (unexpected.length > 0) throw new Error(unexpected.join('\n'));
      });
      return 'passed';
    } catch (error) {
      say(`    ✘ ${current}\n${told(error)}`);
      const picture = `failed-${scenario.title.replace(/\W+/g, '-')}`;
      say(`      ${await workbench.screenshot(picture).catch(() => 'no screenshot')}`);
      return 'failed';
    }
  }
}

interface On {
  readonly leg: Leg;
  readonly workbench: Workbench;
  readonly counts: Counts;
  readonly say: Say;
}

const unexpectedErrors = (
  { consoleErrors }: Workbench,
  { expectedErrors = [] }: Scenario,
): string[] =>
  consoleErrors.filter((message) => !expectedErrors.some((pattern) => pattern.test(message)));

const told = (error: unknown): string =>
  error instanceof Error ? `${error.message.slice(0, 2000)}\n${place(error)}` : String(error);

/** The lines of the stack that are in a scenario. */
const place = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => line.includes('.scenario.'))
    .join('\n');
