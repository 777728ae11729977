/**
 * Completion tuned while the last steps of a training go on, so that nothing is left to be done after
 * them: a few turns after every step, on a copy of the best weights of then, which take the place of
 * the training's own meanwhile. In the last part of a training its weights hardly change any more, so
 * what was measured then holds for better ones that come later; what was measured before, because
 * nothing better had come for a while, holds for those weights only.
 *
 * Invariant: when it begins, and with which weights, depends on the plan and the validations alone,
 * and no checkpoint is made before it has ended. So a training that is resumed tunes on the same
 * weights.
 */
import type { Floats } from '../../engine/kernels/kernels';
import { shareDone } from '../../engine/training/plan';
import type { StepReport } from '../../engine/training/trainingStep';
import type { CompletionFacts } from '../../engine/ghostText/completionTuning';
import type { TunedAhead } from '../models/resumePoint';
import { isTrap } from '../platform/threads/endThread';
import type { Breathe } from '../words/openText';
import type { CompletionTuning, TuningTurns } from './completionTuning';
import type { Run } from './training';

export interface TuningAhead {
  /** A training that went on from now would not know with which weights it began. */
  readonly busy: boolean;
  readonly tuned: TunedAhead | undefined;
  /** After every step and every validation. */
  follow(report: StepReport): Promise<void>;
  /**
   * After the last one, what is left, unless somebody who stopped the training waits for it.
   * @returns undefined where completion is still to be tuned
   */
  finish(isStopped: boolean): Promise<CompletionFacts | undefined>;
}

export interface TuningAheadNeeds {
  readonly run: Pick<Run, 'trainer' | 'network' | 'signals'>;
  readonly tuning: Pick<CompletionTuning, 'begin'>;
  readonly breathe: Breathe;
  readonly log: (line: string) => void;
  /** Tokens that it measures on. */
  readonly mostTokens: number;
  /** By a training that is resumed. */
  readonly before: TunedAhead | undefined;
}

interface Job {
  readonly step: number;
  readonly lasting: boolean;
  readonly turns: TuningTurns;
  taken: number;
  /** In the network's layout; while turns are taken, the training's own. */
  readonly weights: Floats;
}

/** Share of a training behind which its weights hardly change. */
const lastPart = 0.85;
/** Of the steps that are left: some are kept in reserve. */
const usedSteps = 0.8;
/** Copying the weights to and fro must pay. */
const fewestTurns = 32;
const turnsAtOnce = 8;

export function createTuningAhead(needs: TuningAheadNeeds): TuningAhead {
  const { run, tuning, log, mostTokens } = needs;
  const { trainer } = run;
  let job: Job | undefined;
  let tuned = needs.before;

  const holds = (of: Pick<TunedAhead, 'step' | 'lasting'>): boolean =>
    of.lasting || of.step === trainer.best?.step;

  async function consider(): Promise<void> {
    if (job && !holds(job)) job = undefined;
    if (tuned && !holds(tuned)) tuned = undefined;
    const { best, plan, stepsDone } = trainer;
    if (job || tuned || !best || trainer.finished) return;
    const lasting = shareDone(plan, stepsDone) >= lastPart;
    if (!lasting && best.validationsSince < plan.patience / 2) return;
    const turns = await tuning.begin(mostTokens);
    if (!turns) return;
    const weights = best.values.slice();
    job = { step: best.step, lasting, turns, taken: 0, weights };
  }

  /** So many that none are left for the end; anew after every step, for a training may become shorter. */
  function turnsNow({ turns, taken }: Job): number {
    const { best, plan, stepsDone } = trainer;
    const { patience, validateEvery } = plan;
    const validations = patience - (best?.validationsSince ?? 0);
    const untilPatience = validations * validateEvery - (stepsDone % validateEvery);
    const steps = Math.max(1, usedSteps * Math.min(plan.steps - stepsDone, untilPatience));
    return Math.max(fewestTurns, Math.ceil((turns.count - taken) / steps));
  }

  async function take(now: Job, most: number): Promise<void> {
    const { step, lasting, turns, weights } = now;
    const own = run.network.parameters.values;
    swap(own, weights);
    try {
      for (let turn = 1; turn <= most; turn++) {
        now.taken++;
        const facts = turns.take();
        if (facts) {
          job = undefined;
          tuned = { step, lasting, facts };
          log(`completion: tuned on the weights of step ${step}`);
          return;
        }
        if (turn % turnsAtOnce > 0) continue;
        await needs.breathe();
        if (most < Infinity && run.signals.command !== 'run') return;
      }
    } catch (error) {
      job = undefined;
      if (isTrap(error)) throw error;
      log(`completion was not tuned: ${String(error)}`);
    } finally {
      swap(own, weights);
    }
  }

  return {
    get busy() {
      return job !== undefined;
    },
    get tuned() {
      return tuned;
    },
    async follow({ kind }) {
      if (kind === 'validated') await consider();
      if (!job || trainer.finished || run.signals.command !== 'run') return;
      await take(job, turnsNow(job));
    },
    async finish(isStopped) {
      if (job && holds(job) && !isStopped) await take(job, Infinity);
      return tuned && holds(tuned) ? tuned.facts : undefined;
    },
  };
}

/** Numbers exchanged at a time. */
const swappedAtOnce = 1 << 16;

function swap(one: Floats, other: Floats): void {
  for (let from = 0; from < other.length; from += swappedAtOnce) {
    const to = Math.min(other.length, from + swappedAtOnce);
    const kept = other.slice(from, to);
    other.set(one.subarray(from, to), from);
    one.set(kept, from);
  }
}
