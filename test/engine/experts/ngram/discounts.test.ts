import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateDiscounts } from '../../../../src/engine/experts/ngram/discounts';

function discounts(counts: number[]): number[] {
  const out = new Float64Array(4);
  estimateDiscounts(Int32Array.from([0, ...counts]), 0, out);
  return [...out];
}

describe('estimateDiscounts', () => {
  it('follows equation 26 of Chen & Goodman', () => {
    const y = 100 / (100 + 2 * 40);
    const expected = [0, 1 - (2 * y * 40) / 100, 2 - (3 * y * 20) / 40, 3 - (4 * y * 12) / 20];
    discounts([100, 40, 20, 12]).forEach((d, r) => expect(d).toBeCloseTo(expected[r], 12));
  });

  it('lies strictly between 0 and the count, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), (counts) => {
        const [zero, ...rest] = discounts(counts);
        expect(zero).toBe(0);
        rest.forEach((d, index) => {
          expect(d).toBeGreaterThan(0);
          expect(d).toBeLessThan(index + 1);
        });
      }),
    );
  });

  it('falls back to shorter sequences if counts are missing', () => {
    expect(discounts([0, 0, 0, 0])).toEqual([0, 0.5, 1, 1.5]);
  });
});
