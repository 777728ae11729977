/**
 * From a budget in seconds to a plan: times some steps and a validation, fixes the number of steps
 * and puts the trainer back to its start. After this only `pace.ts` reads a clock.
 */
import type { Plan } from '../../../engine/training/plan';
import { usualTime } from '../../../engine/training/stepTime';
import type { Trainer } from '../../../engine/training/trainer';

/** Seconds of one of each. */
export interface MeasuredTimes {
  readonly step: number;
  readonly validation: number;
}

export interface TimedTraining {
  readonly trainer: Trainer;
  /** Seconds that the whole training may take, what is spent already included. */
  readonly budget: number;
  /** Seconds of it spent so far. */
  readonly spent: () => number;
  /** @param left seconds for steps and validations, which take as long as was `measured` */
  readonly planFor: (left: number, measured: MeasuredTimes) => Plan;
  /** Between steps. @returns false where it was stopped */
  readonly mayGoOn: () => Promise<boolean>;
  /** After every step. */
  readonly stepped: () => void;
}

/** Steps that are timed, and the share of the budget they may take. */
const timedSteps = 20;
const timedShare = 0.1;
/** The rest is left for what is neither a step nor a validation. */
export const reserve = 0.97;
/** Share of the time that validations may take, and how many there are: enough to stop early by. */
const validatingShare = 0.08;
const validations = { fewest: 4, most: 30 } as const;
/** Share of them without a better one after which it ends, and how many these are at least. */
const patience = { share: 1 / 7, fewest: 3 } as const;

/** @returns false where it was stopped */
export async function fixPlan(timed: TimedTraining): Promise<boolean> {
  const { trainer, budget, spent, planFor, mayGoOn, stepped } = timed;
  const times: number[] = [];
  const most = spent() + timedShare * budget;
  while (times.length < timedSteps && (times.length < 2 || spent() < most)) {
    if (!(await mayGoOn())) return false;
    const from = spent();
    const report = trainer.step();
    if (report?.kind === 'trained') times.push(spent() - from);
    if (report) stepped();
  }
  const from = spent();
  while (!trainer.validate()) if (!(await mayGoOn())) return false;
  const validation = spent() - from;
  const left = reserve * (budget - spent());
  trainer.restart(planFor(left, { step: usualTime(times), validation }));
  return true;
}

/** @param mostSteps however much time there is */
export function planWithin(
  left: number,
  measured: MeasuredTimes,
  planOf: (steps: number) => Plan,
  mostSteps = Infinity,
): Plan {
  const affordable = Math.floor((validatingShare * left) / measured.validation);
  const count = Math.max(validations.fewest, Math.min(validations.most, affordable));
  const training = Math.max(left / 2, left - count * measured.validation);
  const steps = Math.min(mostSteps, Math.floor(training / measured.step));
  const plan = planOf(Math.max(timedSteps, steps));
  const validateEvery = Math.max(plan.validateEvery, Math.ceil(plan.steps / count));
  const planned = Math.ceil(plan.steps / validateEvery);
  const enough = Math.max(patience.fewest, Math.round(patience.share * planned));
  return { ...plan, validateEvery, patience: Math.min(plan.patience, enough) };
}
