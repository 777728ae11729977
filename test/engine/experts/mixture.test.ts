import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMixture, observe } from '../../../src/engine/experts/mixture';

const probability = fc.double({ min: 1e-6, max: 1, noNaN: true });
const K = 3;
const token = fc.array(probability, { minLength: K, maxLength: K });

describe('a mixture', () => {
  it('starts between the tuned weights and equal ones, and sums to 1', () => {
    const { weights } = createMixture([8, 1, 1]);
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    expect(weights[0]).toBeGreaterThan(0.5);
    expect(weights[1]).toBeGreaterThan(0.1);
  });

  it('is never more than a few nats worse than its best expert, nor than the tuned weights', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 300 }), token, (tokens, tuned) => {
        const mixture = createMixture(tuned);
        const sum = tuned.reduce((total, w) => total + w, 0);
        let own = 0;
        let fixed = 0;
        const alone = [0, 0, 0];
        for (const p of tokens) {
          own += Math.log(p.reduce((total, pk, k) => total + mixture.weights[k] * pk, 0));
          fixed += Math.log(p.reduce((total, pk, k) => total + (tuned[k] / sum) * pk, 0));
          p.forEach((pk, k) => (alone[k] += Math.log(pk)));
          observe(mixture, p);
        }
        expect(own).toBeGreaterThan(Math.max(...alone) - Math.log(4 * K) - 1e-6);
        expect(own).toBeGreaterThan(fixed - Math.LN2 - 1e-6);
      }),
    );
  });

  it('never hears an expert whose tuned weight is 0', () => {
    const mixture = createMixture([1, 0, 0]);
    for (let t = 0; t < 100; t++) observe(mixture, [0.01, 0.5, 0.5]);
    expect([...mixture.weights]).toEqual([1, 0, 0]);
  });

  it('learns to trust the expert that is right', () => {
    const mixture = createMixture([1, 1, 1]);
    for (let t = 0; t < 100; t++) observe(mixture, [0.01, 0.5, 0.02]);
    expect(mixture.weights[1]).toBeGreaterThan(0.95);
  });

  it('changes its mind after a long stretch that spoke for another', () => {
    const mixture = createMixture([1, 1]);
    for (let t = 0; t < 5000; t++) observe(mixture, [0.9, 0.001]);
    for (let t = 0; t < 5000; t++) observe(mixture, [0.001, 0.9]);
    expect(mixture.weights[1]).toBeGreaterThan(0.4);
  });

  it('learns nothing from a word that no expert thought possible', () => {
    const mixture = createMixture([2, 1]);
    const before = [...mixture.weights];
    observe(mixture, [0, 0]);
    observe(mixture, [NaN, 0.5]);
    expect([...mixture.weights]).toEqual(before);
  });

  it('is the one expert it has', () => {
    const mixture = createMixture([1]);
    observe(mixture, [0.3]);
    expect([...mixture.weights]).toEqual([1]);
  });
});
