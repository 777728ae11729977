import { expect, it } from 'vitest';
import type { Plan } from '../../../src/engine/training/plan';
import type { StepReport } from '../../../src/engine/training/trainingStep';
import { createCurve } from '../../../src/worker/models/curve';

const plan = { steps: 1200, validateEvery: 40 } as Plan;

function trained(step: number, loss: number, recovered = false): StepReport {
  const facts = { gradientNorm: 1, learningRate: 0.1, tokens: 8, recovered };
  return { kind: 'trained', step, loss, ...facts };
}

it('has a few hundred points, each with the mean since the one before', () => {
  const curve = createCurve(() => plan, []);
  for (let step = 1; step <= 1200; step++) {
    curve.add(trained(step, step), step / 10);
    if (step % 40 === 0) curve.add({ kind: 'validated', step, loss: 5, best: true }, step / 10);
  }
  expect(curve.points.length).toBeGreaterThan(350);
  expect(curve.points.length).toBeLessThan(450);
  expect(curve.points[0]).toMatchObject({ step: 3, loss: 2 });
  expect(curve.points.filter(({ validation }) => validation === 5)).toHaveLength(30);
  const steps = curve.points.map(({ step }) => step);
  expect(steps).toEqual([...new Set(steps)]);
});

it('leaves out what was not finite, so that every point fits into a file', () => {
  const curve = createCurve(() => plan, []);
  curve.add(trained(1, 4), 1);
  curve.add(trained(2, NaN, true), 2);
  curve.add(trained(3, 2), 3);
  curve.add({ kind: 'validated', step: 3, loss: NaN, best: false }, 3);
  expect(curve.points.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  expect(curve.points[0]).toMatchObject({ step: 3, loss: 3 });
  expect(curve.points[1]).not.toHaveProperty('validation');
});
