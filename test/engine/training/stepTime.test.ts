import { describe, expect, it } from 'vitest';
import { medianTime, usualTime } from '../../../src/engine/training/stepTime';

describe('The time of a step', () => {
  it('is the middle one of the later steps: the first ones are slow, and some wait', () => {
    expect(usualTime([9, 8, 7, 0.2, 5, 0.3])).toBe(0.3);
    expect(medianTime([3, 1, 2])).toBe(2);
  });

  it('is never nothing, whatever the clock says', () => {
    for (const times of [[], [0, 0, 0]]) expect(usualTime(times)).toBe(1e-6);
  });
});
