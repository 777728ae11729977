/** Elementary functions whose bits are the same everywhere, against the engine's own within a unit or two of the last place. */
import { describe, expect, it } from 'vitest';
import { exp, log } from '../../src/engine/math';

const inputs = Array.from({ length: 1417 }, (_, n) => n - 708 + (n % 7) / 8).filter((x) => x < 709);

describe('the exponential', () => {
  it('is right to fifteen digits from the smallest normal number to the largest', () => {
    for (const x of inputs) expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 13);
    expect([exp(0), exp(-0)]).toEqual([1, 1]);
  });

  it('ends in 0 and in infinity, and leaves what is no number', () => {
    expect([exp(-709), exp(-Infinity), exp(710), exp(Infinity), exp(NaN)]).toEqual([
      ...[0, 0, Infinity, Infinity, NaN],
    ]);
    expect(exp(-708)).toBeGreaterThan(0);
    expect(exp(709)).toBeLessThan(Infinity);
  });

  it('is undone by the logarithm', () => {
    for (const x of inputs.filter((it) => Math.abs(it) > 1e-9)) {
      expect(log(exp(x)) / x).toBeCloseTo(1, 12);
    }
  });
});
