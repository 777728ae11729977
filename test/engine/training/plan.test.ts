/** A plan's arithmetic, and what becomes of a plan whose own is not to be had. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  arithmeticOf,
  followed,
  makePlan,
  planSchema,
  shareDone,
  type Plan,
} from '../../../src/engine/training/plan';

const shape = { cell: 'lstm', tokens: 'words', V: 500, E: 8, H: 8, L: 1, tied: false } as const;
const sizes = { shape, tokens: 5000, steps: 100, seed: 1 };
const fused = makePlan({ ...sizes, arithmetic: 'fused' });
const separate = makePlan({ ...sizes, arithmetic: 'separate' });
const { arithmetic: _, ...old } = separate;
const plans: readonly Plan[] = [fused, separate, old];

describe('A plan', () => {
  it('names its arithmetic, and is a separate one if it is from before there were two', () => {
    expect(plans.map(arithmeticOf)).toEqual(['fused', 'separate', 'separate']);
    expect(v.is(planSchema, { ...fused, arithmetic: 'quick' })).toBe(false);
  });

  it('is followed to the letter where its arithmetic is at hand', () => {
    expect(followed(fused, 0, 'fused')).toEqual({ plan: fused });
    expect(followed(fused, 40, 'fused')).toEqual({ plan: fused });
    for (const here of ['fused', 'separate'] as const) {
      for (const plan of [separate, old]) expect(followed(plan, 0, here)).toEqual({ plan });
    }
  });

  it('is carried out separately where it is not, and says so', () => {
    const instead = { plan: separate, otherArithmetic: 'missing' };
    expect(followed(fused, 0, 'separate')).toEqual(instead);
  });

  it('that is resumed in another arithmetic says up to where it had its own', () => {
    const begun = { ...fused, earlier: [{ until: 20, steps: 80 }] };
    const { plan, otherArithmetic } = followed(begun, 40, 'separate');
    expect(otherArithmetic).toBe('missing');
    expect(plan).toMatchObject({ arithmetic: 'separate', steps: 100 });
    expect(plan.earlier).toEqual([
      { until: 20, steps: 80, arithmetic: 'fused' },
      { until: 40, steps: 100, arithmetic: 'fused' },
    ]);
    expect(v.is(planSchema, plan)).toBe(true);
    for (const step of [0, 19, 20, 39, 40, 70, 100]) {
      expect(shareDone(plan, step)).toBeCloseTo(shareDone(begun, step), 12);
    }
    // From there on it can be followed anywhere, from its beginning nowhere.
    for (const here of ['fused', 'separate'] as const) {
      expect(followed(plan, 60, here)).toEqual({ plan });
      const again = followed(plan, 0, here);
      expect(again.otherArithmetic).toBe('mixed');
      expect(again.plan).toMatchObject({ arithmetic: 'separate', steps: 100 });
      expect(again.plan.earlier).toEqual([
        { until: 20, steps: 80 },
        { until: 40, steps: 100 },
      ]);
    }
  });
});
