import { describe, expect, it } from 'vitest';
import { chooseVariant, tuneWeights } from '../../../src/engine/experts/tuning';
import { random } from '../../../src/engine/random';

/** Tokens drawn from a mixture of two experts over two words. */
function drawn(weight: number, tokens: number): Float64Array {
  const source = random(3);
  const [a, b] = [0.95, 0.1];
  const rows = Array.from({ length: tokens }, () => {
    const first = source.next() < weight * a + (1 - weight) * b;
    return first ? [a, b] : [1 - a, 1 - b];
  });
  return Float64Array.from(rows.flat());
}

describe('tuneWeights', () => {
  it('finds the weights that made the text', () => {
    const { weights } = tuneWeights(drawn(0.7, 20_000), 2);
    expect(weights[0]).toBeCloseTo(0.7, 1);
    expect(weights[0] + weights[1]).toBeCloseTo(1, 12);
  });

  it('is likelier than any weights near by', () => {
    const text = drawn(0.4, 3000);
    const { weights, meanLogProbability } = tuneWeights(text, 2);
    for (const nudge of [-0.03, 0.03]) {
      let sum = 0;
      for (let at = 0; at < text.length; at += 2) {
        sum += Math.log((weights[0] + nudge) * text[at] + (weights[1] - nudge) * text[at + 1]);
      }
      expect(meanLogProbability).toBeGreaterThan((2 * sum) / text.length);
    }
  });

  it('gives equal weights without text, and keeps every weight above 0', () => {
    expect([...tuneWeights(new Float64Array(0), 4).weights]).toEqual([0.25, 0.25, 0.25, 0.25]);
    const { weights } = tuneWeights(Float64Array.from([0.9, 0, 0.9, 0]), 2);
    expect(weights[1]).toBeGreaterThan(0);
    expect(weights[1]).toBeLessThan(weights[0]);
  });

  it('survives a token that no expert thought possible', () => {
    const { weights } = tuneWeights(Float64Array.from([0, 0, 0.5, 0.1]), 2);
    expect(weights.every(Number.isFinite)).toBe(true);
  });
});

describe('chooseVariant', () => {
  it('chooses the variant that helps the others most', () => {
    const others = Float64Array.from([0.5, 0.001, 0.5, 0.001]);
    const variants = [
      Float64Array.from([0.6, 0.001, 0.6, 0.001]),
      Float64Array.from([0.01, 0.4, 0.01, 0.4]),
    ];
    const chosen = chooseVariant(others, variants);
    expect(chosen.variant).toBe(1);
    expect(chosen.weights).toHaveLength(2);
  });
});
