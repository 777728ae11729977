import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stretched, type Plan } from '../../../../src/engine/training/plan';
import type { Trainer } from '../../../../src/engine/training/trainer';
import { createPace } from '../../../../src/worker/training/timing/pace';

/** As much of a trainer as a pace looks at, on a machine whose steps take `secondsAt(step)`. */
function train(steps: number, budget: number, secondsAt: (step: number) => number) {
  let plan = { steps, warmUp: 0 } as Plan;
  let stepsDone = 0;
  let seconds = 0;
  const trainer = {
    get plan() {
      return plan;
    },
    get stepsDone() {
      return stepsDone;
    },
    stretch(to: number) {
      plan = stretched(plan, stepsDone, to);
    },
  } as Trainer;
  const keepPace = createPace({ trainer, budget, spent: () => seconds });
  while (stepsDone < plan.steps) {
    seconds += secondsAt(stepsDone++);
    keepPace();
  }
  return { seconds, plan };
}

it('uses its time when the first steps were timed on a busy machine', () => {
  // 100 steps were thought to take 60 seconds; now four times as many fit in.
  const { seconds, plan } = train(100, 60, () => 0.15);
  expect(plan.steps).toBeGreaterThan(380);
  expect(seconds).toBeGreaterThan(57);
  expect(seconds).toBeLessThan(61);
});

it('keeps to its time when other work comes in on the way', () => {
  const { seconds } = train(1000, 60, (step) => (step < 300 ? 0.06 : 0.18));
  expect(seconds).toBeLessThan(66);
});

it('leaves a plan alone that fits', () => {
  expect(train(1000, 60, () => 0.0595).plan.earlier).toBeUndefined();
});

it('comes to an end, within a tenth of the steps, when the time is already over', () => {
  const { plan } = train(1000, 1, () => 1);
  expect(plan.steps).toBeLessThan(200);
});

it('never changes its mind more than six times, whatever the machine does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 5 }),
      (times) => {
        const { plan } = train(200, 30, (step) => times[step % times.length] ?? 1);
        expect(plan.earlier?.length ?? 0).toBeLessThanOrEqual(6);
      },
    ),
  );
});
