/**
 * Keeps a training to its budget in seconds: a few times on the way its number of steps is adjusted to
 * its recent speed, because the first steps may have been timed while the machine was unusually busy or
 * idle. Every change is written into the plan; the plan alone decides the bytes.
 */
import type { Trainer } from '../../../engine/training/trainer';

export interface PacedTraining {
  readonly trainer: Trainer;
  /** Seconds that the whole training may take, what is spent already included. */
  readonly budget: number;
  readonly spent: () => number;
  /** However much time there is. */
  readonly mostSteps?: number;
}

/**
 * When the speed is checked, as shares of the steps; the last check leaves enough time for the rate to
 * come down.
 */
const looks = [0.08, 0.2, 0.4, 0.6, 0.8, 0.92] as const;
/** The speed is that of at least this share of the time: a single slow step says little. */
const shortest = 0.04;
/** A plan that is off by less is left alone. */
const tolerance = 0.03;
/** Steps that a training out of time still gets, as a share: the rate must come down. */
const fewestLeft = 0.02;

/** @returns to be called after every step */
export function createPace({
  trainer,
  budget,
  spent,
  mostSteps = Infinity,
}: PacedTraining): () => void {
  let look = 0;
  let last = { steps: trainer.stepsDone, seconds: spent() };
  return () => {
    const { stepsDone, plan } = trainer;
    if (look >= looks.length || stepsDone < looks[look] * plan.steps) return;
    const seconds = spent();
    if (seconds - last.seconds < shortest * budget) return;
    const stepsASecond = (stepsDone - last.steps) / Math.max(1e-6, seconds - last.seconds);
    last = { steps: stepsDone, seconds };
    look++;
    const fewest = Math.ceil(fewestLeft * plan.steps);
    const affordable = Math.floor(stepsASecond * (budget - seconds));
    const left = Math.max(fewest, Math.min(affordable, mostSteps - stepsDone));
    const planned = plan.steps - stepsDone;
    if (planned > 0 && Math.abs(left - planned) > tolerance * plan.steps) {
      trainer.stretch(stepsDone + left);
    }
  };
}
