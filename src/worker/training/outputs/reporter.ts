/** Tells the host how a training goes: at once when its state changes, else five times a second. */
import { shareDone } from '../../../engine/training/plan';
import type { BestWeights, Trainer } from '../../../engine/training/trainer';
import type { TrainingProgress } from '../../../shared/contracts/trainer';
import type { CurvePoint } from '../../../shared/model/training';
import { measuredAt } from '../../models/curve';
import type { Clock } from '../../platform/clock';
import { metricOf, toldMetric } from '../metric';
import type { Prepared } from '../prepared';
import type { Stopwatch } from '../timing/stopwatch';
import type { TrainingTools } from '../trainingTools';

export interface Reporter {
  /** From now on its numbers are in the reports. */
  follow(trainer: Trainer, bytes: number): void;
  preparing(): void;
  /** @param points the whole curve */
  stepped(tokens: number, points: readonly CurvePoint[]): void;
  paused(): void;
  resumed(): void;
  saving(points: readonly CurvePoint[]): void;
}

export interface ReporterOptions {
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly tell: TrainingTools['tell'];
  /** Points of the curve that the host has already. */
  readonly pointsBefore: number;
  readonly prepared: Pick<Prepared, 'learnt'>;
  /** What stays true during the whole training. */
  readonly remarks: Pick<TrainingProgress, 'fewWords' | 'beginsAgain' | 'otherArithmetic'>;
}

const tellEvery = 200;
/** The speed is that of the last seconds. */
const speedSeconds = 3;

export function createReporter({
  clock,
  stopwatch,
  tell,
  pointsBefore,
  prepared,
  remarks,
}: ReporterOptions): Reporter {
  let state: TrainingProgress['state'] = 'preparing';
  let following: { trainer: Trainer; bytes: number } | undefined;
  let points: readonly CurvePoint[] = [];
  let toldPoints = pointsBefore;
  let last = -Infinity;
  /** Where it goes on after a pause. */
  let phase: 'preparing' | 'training' = 'preparing';
  const marks: { seconds: number; tokens: number }[] = [];

  const report = (): void => {
    last = clock.now();
    const seconds = stopwatch.seconds();
    const planned = state !== 'preparing' && following ? following.trainer : undefined;
    const best = planned?.best;
    const step = planned?.stepsDone ?? 0;
    tell('progress', {
      state,
      progress: planned ? shareDone(planned.plan, step) : 0,
      seconds,
      step,
      steps: planned?.plan.steps ?? 0,
      wordsPerSecond: speed(marks),
      ...(best ? toldMetric(metricOf(prepared, best.loss)) : {}),
      ...(best ? reachedAt(best, points) : {}),
      ...remarks,
      memoryMB: Math.ceil((following?.bytes ?? 0) / 2 ** 20),
      recoveries: following?.trainer.recoveries ?? 0,
      points: points.slice(toldPoints),
    });
    toldPoints = Math.max(toldPoints, points.length);
  };
  const change = (next: TrainingProgress['state']): void => {
    const changed = next !== state;
    state = next;
    if (changed || clock.now() - last >= tellEvery) report();
  };

  return {
    follow(trainer, bytes) {
      following = { trainer, bytes };
    },
    preparing: () => change('preparing'),
    stepped(tokens, curve) {
      points = curve;
      phase = 'training';
      const seconds = stopwatch.seconds();
      marks.push({ seconds, tokens });
      while (marks.length > 512 || marks[0].seconds < seconds - speedSeconds) marks.shift();
      change(phase);
    },
    paused: () => change('paused'),
    resumed() {
      marks.length = 0;
      change(phase);
    },
    saving(curve) {
      points = curve;
      change('saving');
    },
  };
}

function reachedAt(
  best: BestWeights,
  points: readonly CurvePoint[],
): Pick<TrainingProgress, 'best'> {
  const seconds = measuredAt(points, best.step);
  const { validationsSince } = best;
  return seconds === undefined ? {} : { best: { seconds, validationsSince } };
}

function speed(marks: readonly { seconds: number; tokens: number }[]): number {
  const time = marks.length < 2 ? 0 : marks[marks.length - 1].seconds - marks[0].seconds;
  if (time <= 0) return 0;
  return marks.slice(1).reduce((sum, { tokens }) => sum + tokens, 0) / time;
}
