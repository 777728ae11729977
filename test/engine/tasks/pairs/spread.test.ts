import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOf } from '../../../../src/engine/tasks/pairs/spread';

const rows = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })
  .filter((row) => row.some((share) => share > 0))
  .map((row) => {
    const sum = row.reduce((all, one) => all + one, 0);
    return row.map((share) => share / sum);
  });

describe('How thin a row is spread', () => {
  it('lies between one place and all alike', () => {
    expect(spreadOf([0, 1, 0])).toBe(0);
    expect(spreadOf([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(1, 12);
    expect(spreadOf([1])).toBe(0);
    fc.assert(
      fc.property(rows, (row) => {
        expect(spreadOf(row)).toBeGreaterThanOrEqual(0);
        expect(spreadOf(row)).toBeLessThanOrEqual(1);
        expect(spreadOf(row.toReversed())).toBeCloseTo(spreadOf(row), 9);
      }),
      { numRuns: 50 },
    );
  });
});
