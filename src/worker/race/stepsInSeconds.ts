/**
 * From seconds to steps, before a race begins: every contestant is timed in turns, forth and back, so
 * that a machine that is busy for a moment is unfair to none of them. After this a race reads no clock
 * but to say how long it took.
 */
import type { EvaluationText } from '../../engine/evaluation/evaluationText';
import type { Kernels } from '../../engine/kernels/kernels';
import { mostSteps, type Plan } from '../../engine/training/plan';
import { medianTime } from '../../engine/training/stepTime';
import { planWithin } from '../training/timing/fixPlan';
import { createEntry, planFor, tokensFor, type Entrant, type GoesOn, type Planning } from './entry';

interface Needs {
  readonly kernels: () => Kernels;
  /** Seconds of work so far. */
  readonly spent: () => number;
  readonly goesOn: GoesOn;
}

const rounds = 2;
/** Steps of a contestant in a round; the first ones are slower, until the machine has warmed up. */
const timed = { steps: 10, warmUp: 4 } as const;
/** Steps of a plan that is only timed. */
const someSteps = 1000;

interface Pace {
  readonly step: number;
  readonly validation: number;
}

/** @returns of each entrant in their order; undefined where the race was called off */
export async function plansInSeconds(
  entrants: readonly Entrant[],
  text: EvaluationText,
  seconds: number,
  planning: Omit<Planning, 'tokens'>,
  needs: Needs,
): Promise<Plan[] | undefined> {
  const paces = new Map<Entrant, Pace>();
  for (let round = 0; round < rounds; round++) {
    for (const entrant of round % 2 === 0 ? entrants : [...entrants].reverse()) {
      const pace = await paceOf(entrant, text, planning, needs);
      if (!pace) return undefined;
      const before = paces.get(entrant) ?? pace;
      paces.set(entrant, {
        step: Math.min(pace.step, before.step),
        validation: Math.min(pace.validation, before.validation),
      });
    }
  }
  return entrants.map((entrant) => {
    const tokens = tokensFor(text, entrant.contestant);
    const planOf = (steps: number): Plan => planFor(entrant, steps, { ...planning, tokens });
    const pace = paces.get(entrant) ?? { step: 1, validation: 1 };
    return planWithin(seconds, pace, planOf, mostSteps(planOf(someSteps), tokens));
  });
}

async function paceOf(
  entrant: Entrant,
  text: EvaluationText,
  planning: Omit<Planning, 'tokens'>,
  { kernels: create, spent, goesOn }: Needs,
): Promise<Pace | undefined> {
  const kernels = create();
  try {
    const tokens = tokensFor(text, entrant.contestant);
    const plan = planFor(entrant, someSteps, { ...planning, tokens });
    const { trainer } = createEntry(kernels, text, entrant, plan);
    const times: number[] = [];
    for (let step = 0; step < timed.steps && !trainer.finished; step++) {
      if (!(await goesOn())) return undefined;
      const from = spent();
      trainer.step();
      if (step >= timed.warmUp) times.push(spent() - from);
    }
    const from = spent();
    trainer.validate();
    return { step: medianTime(times), validation: Math.max(1e-6, spent() - from) };
  } finally {
    kernels.dispose();
  }
}
