/** What every run of the laboratory has: its tools, and that the next one calls the last one off. */
import type { Kernels } from '../../engine/kernels/kernels';
import type { RunNews } from '../../shared/laboratory/sections';
import type { Job } from '../../shared/wire/rpc';
import type { Clock } from '../platform/clock';
import type { Files } from '../platform/disk/files';
import type { EngineParts } from '../platform/engineParts';

export interface LaboratoryTools {
  readonly engine: EngineParts;
  readonly clock: Pick<Clock, 'now' | 'nextTurn'>;
  readonly files: Pick<Files, 'read' | 'head' | 'part' | 'writeCompanion'>;
  /** Before every step: counts, for faults. */
  readonly stepping: () => void;
  readonly tell: (what: RunNews) => void;
}

/** Whether anybody still waits for the run. */
export type Called = Pick<Job, 'cancelled'>;

/** @returns what runs one, once the one before it has seen that it is called off */
export function oneAtATime() {
  let newest = 0;
  return <T>(job: Job, run: (called: Called) => Promise<T>): Promise<T> => {
    const own = ++newest;
    return run({
      get cancelled() {
        return job.cancelled || own !== newest;
      },
    });
  };
}

/** Milliseconds between two messages of a run: a page draws no faster. */
const gathering = 80;

/** Gathers what is told of a run, so that a fast training does not flood the page. */
export function gatherNews<N>(
  clock: Pick<Clock, 'now'>,
  tell: (news: readonly N[]) => void,
): { add(news: N): void; flush(): void } {
  let held: N[] = [];
  let told = clock.now();
  const flush = (): void => {
    if (held.length > 0) tell(held);
    held = [];
    told = clock.now();
  };
  return {
    add(news) {
      held.push(news);
      if (clock.now() - told >= gathering) flush();
    },
    flush,
  };
}

/** @returns undefined where it was called off: then it stands where it is */
export async function toItsEnd<Told, T>(
  running: Generator<Told, T>,
  called: Called,
  { clock, stepping }: Pick<LaboratoryTools, 'clock' | 'stepping'>,
  hear: (told: Told) => void,
): Promise<T | undefined> {
  for (;;) {
    const next = running.next();
    if (next.done) return next.value;
    hear(next.value);
    stepping();
    await clock.nextTurn();
    if (called.cancelled) return undefined;
  }
}

/** Of one trial of an experiment. */
export const trialKernels =
  (engine: EngineParts): (() => Kernels) =>
  () =>
    engine.createKernels({
      ...{ threads: 1, budgetBytes: trialBudgetBytes, interrupted: () => false },
      // The figures are the same on every machine.
      arithmetic: 'separate',
    });

const trialBudgetBytes = 256 << 20;
