/** When something counts as solved, and what trials say together. */
import { describe, expect, it } from 'vitest';
import {
  createStreak,
  outcomeOf,
  testsBelow,
  type StreakCriterion,
} from '../../../src/engine/experiments/criteria';
import { median, wilson } from '../../../src/engine/experiments/statistics';

const sequence = (targets: number[], outputs: number) => ({
  ...{ length: targets.length / outputs, targets: Float64Array.from(targets) },
  read: { kind: 'symbols', symbols: new Int32Array(targets.length / outputs) } as const,
  asked: Int32Array.from({ length: targets.length / outputs }, (_, t) => t),
});

describe('An outcome', () => {
  it('is the largest and the mean error of what is judged', () => {
    const asked = sequence([1, 0, 0, 1], 2);
    const answers = Float64Array.of(0.5, 0.6, 0.1, 0.7);
    expect(outcomeOf(asked, answers, 'all')).toMatchObject({ largest: 0.6, named: false });
    expect(outcomeOf(asked, answers, 'all').mean).toBeCloseTo(0.375, 12);
    expect(outcomeOf(asked, answers, 'last').largest).toBeCloseTo(0.3, 12);
    expect(outcomeOf(asked, answers, 'last').named).toBe(true);
  });

  it('of no number is no small error', () => {
    expect(outcomeOf(sequence([1, 0], 2), Float64Array.of(NaN, 0), 'all').largest).toBeNaN();
  });
});

describe('A streak', () => {
  const criterion: StreakCriterion = {
    ...{ kind: 'streak', of: 3, within: 0.2, wrongBelow: 1, meanBelow: 0.1, judged: 'last' },
  };
  const heard = (...outcomes: readonly (readonly [number, number])[]): boolean => {
    const streak = createStreak(criterion);
    for (const [largest, mean] of outcomes) streak.hear({ largest, mean, named: true });
    return streak.isSolved();
  };

  it('needs enough right ones in a row, and their mean', () => {
    expect(heard([0.1, 0.05], [0.1, 0.05])).toBe(false);
    expect(heard([0.1, 0.05], [0.1, 0.05], [0.1, 0.05])).toBe(true);
    expect(heard([0.1, 0.05], [0.3, 0.05], [0.1, 0.05])).toBe(false);
    expect(heard([0.3, 0.9], [0.1, 0.05], [0.1, 0.05], [0.1, 0.05])).toBe(true);
    expect(heard([0.1, 0.1], [0.1, 0.1], [0.1, 0.1])).toBe(false);
    expect(heard([0.1, 0], [NaN, 0], [0.1, 0])).toBe(false);
  });

  it('by name asks for the most active output instead', () => {
    const { within: _, ...named } = criterion;
    const streak = createStreak(named);
    for (let n = 0; n < 3; n++) streak.hear({ largest: 0.5, mean: 0, named: true });
    expect(streak.isSolved()).toBe(true);
    streak.hear({ largest: 0.1, mean: 0, named: false });
    expect(streak.isSolved()).toBe(false);
  });
});

describe('A set of tests', () => {
  const tests = Array.from({ length: 256 }, () => sequence([1], 1));
  const answer = (errors: (n: number) => number): Float64Array[] =>
    tests.map((_, n) => Float64Array.of(1 - errors(n)));

  it('allows so many wrong, and a mean error over all of them', () => {
    const passes = (errors: (n: number) => number): boolean =>
      testsBelow(2, 0.01, 0.2)().hear(tests, answer(errors));
    expect(passes(() => 0.005)).toBe(true);
    expect(passes((n) => (n < 1 ? 0.5 : 0.005))).toBe(true);
    expect(passes((n) => (n < 2 ? 0.5 : 0.005))).toBe(false);
    expect(passes(() => 0.02)).toBe(false);
  });
});

describe('Trials together', () => {
  it('have a Wilson interval', () => {
    const [low, high] = wilson(19, 20);
    expect(low).toBeCloseTo(0.7639, 4);
    expect(high).toBeCloseTo(0.9911, 4);
    expect(wilson(0, 20)[0]).toBe(0);
    expect(wilson(0, 20)[1]).toBeCloseTo(0.1611, 4);
    expect(wilson(20, 20)[1]).toBe(1);
    expect(wilson(0, 0)).toEqual([0, 1]);
  });

  it('have a median', () => {
    expect(median([])).toBeUndefined();
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
