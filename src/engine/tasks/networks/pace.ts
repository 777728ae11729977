/**
 * A task's training within a budget in seconds: rounds as the recipe says; where they take longer than there
 * is time, as many as fit. The first steps are timed, then it starts again. Reads the clock it is given.
 */
import type { Plan } from '../../training/plan';
import { usualTime } from '../../training/stepTime';
import type { Trainer } from '../../training/trainer';

export interface TimedTask {
  readonly trainer: Trainer;
  /** Of the whole training. */
  readonly seconds: number;
  readonly spent: () => number;
  /** Its first weights are measured, too: nothing better may come. */
  readonly fromStart?: boolean;
  /** Between steps. @returns false where it is to end now */
  readonly mayGoOn: () => Promise<boolean>;
}

const timedSteps = 40;
/** Validations of a training that has less than a round's time. */
const fewestValidations = 4;

/** Ends with the best weights known in `trainer.best`. */
export async function trainWithin(timed: TimedTask): Promise<void> {
  const { trainer, seconds, spent, mayGoOn } = timed;
  const step = await stepTime(timed);
  const whole = trainer.plan;
  trainer.restart(within(whole, Math.floor((seconds - spent()) / step)));
  if (timed.fromStart) trainer.validate();
  while (!trainer.finished && spent() < seconds && (await mayGoOn())) trainer.step();
  // Ended between two validations: what was learnt since the last one counts, too.
  if (!trainer.finished) trainer.validate();
}

/** Seconds of a step, its share of a validation included. */
async function stepTime({ trainer, spent, mayGoOn }: TimedTask): Promise<number> {
  const { steps, validateEvery } = trainer.plan;
  const times: number[] = [];
  let from = spent();
  while (times.length < Math.min(timedSteps, steps, validateEvery) && (await mayGoOn())) {
    trainer.step();
    times.push(spent() - from);
    from = spent();
  }
  trainer.validate();
  return usualTime(times) + (spent() - from) / validateEvery;
}

/** @param whole as the recipe says, where there is time for it */
export const within = (whole: Plan, affordable: number): Plan =>
  affordable < whole.steps ? shortened(whole, Math.max(1, affordable)) : whole;

function shortened(plan: Plan, steps: number): Plan {
  const validateEvery = Math.min(plan.validateEvery, Math.ceil(steps / fewestValidations));
  return { ...plan, steps, warmUp: Math.min(plan.warmUp, Math.ceil(steps / 20)), validateEvery };
}
