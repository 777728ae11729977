import { describe, expect, it } from 'vitest';
import { play, type TypedToken } from '../../../src/engine/counts/displays';
import {
  learnThresholds,
  mostLetters,
  thresholdFor,
  usualThresholds,
} from '../../../src/engine/counts/thresholds';
import { random } from '../../../src/engine/random';

/** Tokens whose suggestions are right as often as `truth` makes of their probability. */
function tokensOf(count: number, seed: number, truth: (p: number) => number): TypedToken[] {
  const source = random(seed);
  return Array.from({ length: count }, () => {
    const probability = source.between(0.01, 0.99);
    const right = source.between(0, 1) < truth(probability);
    return {
      token: 'something',
      isWord: true,
      moments: [{ letters: 0, word: right ? 'something' : 'otherwise', probability, right }],
    };
  });
}

function precisionAt(target: number, learnt: TypedToken[], tested: TypedToken[]): number {
  const thresholds = learnThresholds(learnt);
  const { right, displays } = play(
    tested,
    (letters, p) => p >= thresholdFor(thresholds, target, letters),
  );
  return right / displays;
}

describe('thresholds', () => {
  it.each([
    ['well calibrated', (p: number) => p],
    ['too sure of themselves', (p: number) => p * p],
    ['too modest', (p: number) => Math.sqrt(p)],
  ])('reach the chosen precision on other text for experts that are %s', (_, truth) => {
    for (const target of [0.7, 0.8, 0.9]) {
      const reached = precisionAt(target, tokensOf(4000, 1, truth), tokensOf(4000, 2, truth));
      expect(Math.abs(reached - target)).toBeLessThan(0.05);
    }
  });

  it('rise with the precision asked for, between measured ones too, up to certainty', () => {
    const thresholds = learnThresholds(tokensOf(2000, 3, (p) => p));
    for (let letters = 0; letters <= mostLetters; letters++) {
      let last = 0;
      for (let precision = 0.4; precision <= 1.0001; precision += 0.01) {
        const least = thresholdFor(thresholds, Math.min(1, precision), letters);
        expect(least).toBeGreaterThanOrEqual(last - 1e-12);
        last = least;
      }
      expect(last).toBeCloseTo(1, 6);
    }
  });

  it('take probabilities at their word where nothing was measured', () => {
    expect(thresholdFor(usualThresholds, 0.8, 0)).toBeGreaterThan(0.5);
    expect(thresholdFor(usualThresholds, 0.8, 0)).toBeLessThan(0.9);
  });
});
