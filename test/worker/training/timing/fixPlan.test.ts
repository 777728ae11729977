import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makePlan } from '../../../../src/engine/training/plan';
import { planWithin } from '../../../../src/worker/training/timing/fixPlan';

const shape = { cell: 'lstm', tokens: 'words', V: 500, E: 8, H: 8, L: 1, tied: false } as const;
const planOf = (steps: number) =>
  makePlan({ shape, tokens: 50_000, steps, seed: 1, arithmetic: 'separate' });

it('fits steps and validations into the time that is left', () => {
  const seconds = fc.double({ min: 1e-4, max: 1, noNaN: true });
  fc.assert(
    fc.property(seconds, seconds, (step, validation) => {
      // Enough time for what is never left out: 20 steps and 4 validations.
      const left = 2 * Math.max(20 * step, 4 * validation) + 10;
      const plan = planWithin(left, { step, validation }, planOf);
      const took = plan.steps * step + Math.ceil(plan.steps / plan.validateEvery) * validation;
      expect(took).toBeLessThan(1.01 * left);
      expect(took).toBeGreaterThan(0.7 * left - step);
    }),
  );
});

it('validates less often where validating is slow, so that most of the time is for learning', () => {
  const plan = planWithin(60, { step: 0.025, validation: 1 }, planOf);
  const count = Math.ceil(plan.steps / plan.validateEvery);
  expect(count).toBeGreaterThanOrEqual(4);
  expect(count).toBeLessThanOrEqual(5);
  expect(plan.steps * 0.025).toBeGreaterThan(55);
});

it('does not read a short text more often than it is worth, and then waits less long for a better one', () => {
  const measured = { step: 1e-4, validation: 1e-4 };
  const plan = planWithin(60, measured, planOf, 1_000);
  expect(plan.steps).toBe(1_000);
  const count = Math.ceil(plan.steps / plan.validateEvery);
  expect(count).toBeGreaterThan(25);
  // What is waited is a seventh of the whole, or three validations.
  expect(plan.patience).toBeLessThanOrEqual(5);
  expect(planWithin(60, { step: 0.025, validation: 1 }, planOf).patience).toBe(3);
});

it('keeps to at least 20 steps when there is no time at all', () => {
  expect(planWithin(0, { step: 1, validation: 1 }, planOf).steps).toBe(20);
});
