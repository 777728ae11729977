import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  simulateTyping,
  savedBy,
  type Displays,
  type TypedToken,
} from '../../../src/engine/ghostText/typingSimulation';
import { mostDisplays, mostMisled } from '../../../src/engine/ghostText/completionGoals';
import {
  createAdaptiveThreshold,
  follow,
  isShown,
  leastShown,
  type AdaptiveThreshold,
} from '../../../src/engine/ghostText/adaptiveThreshold';
import { usualThresholds } from '../../../src/engine/ghostText/thresholds';
import { random } from '../../../src/engine/random';

/** One suggestion a word, right as often as `truth` makes of its probability. */
function tokensOf(count: number, seed: number, truth: (p: number) => number): TypedToken[] {
  const source = random(seed);
  return Array.from({ length: count }, () => {
    const probability = source.between(0.01, 0.99);
    const token = 'a'.repeat(4 + source.below(9));
    const right = source.between(0, 1) < truth(probability);
    const word = right ? token : 'b'.repeat(token.length);
    return { token, isWord: true, moments: [{ letters: 0, word, probability, right }] };
  });
}

const silent = (count: number): TypedToken[] =>
  Array.from({ length: count }, () => ({ token: 'the', isWord: true, moments: [] }));

/** Every so many words one of the tokens, silent ones between. */
const thin = (tokens: readonly TypedToken[], words: number): TypedToken[] =>
  tokens.flatMap((token) => [token, ...silent(words - 1)]);

function write(
  tokens: readonly TypedToken[],
  precision: number,
  adaptiveThreshold = createAdaptiveThreshold(),
): Displays & { adaptiveThreshold: AdaptiveThreshold } {
  const showing = { thresholds: usualThresholds, adaptiveThreshold, precision };
  const played = simulateTyping(
    tokens,
    (moment) => isShown(showing, moment.probability, moment.letters, savedBy(moment)),
    (outcome) => follow(adaptiveThreshold, precision, outcome),
  );
  return { ...played, adaptiveThreshold };
}

const truths: [string, (p: number) => number][] = [
  ['exact', (p) => p],
  ['too sure', (p) => p * p],
  ['too modest', (p) => Math.sqrt(p)],
];

describe('strictness that adapts to the text being written', () => {
  it('is the greater the less text there is, and as it was learnt with enough', () => {
    const showing = { thresholds: usualThresholds, adaptiveThreshold: createAdaptiveThreshold() };
    const isShownAfter = (tokens: number, probability: number): boolean =>
      isShown({ ...showing, precision: 0.8, tokens }, probability, 1, 6);
    const rising = Array.from({ length: 1_000 }, (_, n) => n / 1_000);
    const leastAfter = (tokens: number): number =>
      rising.find((probability) => isShownAfter(tokens, probability)) ?? 1;
    expect(leastAfter(70)).toBeGreaterThan(leastAfter(1_000));
    expect(leastAfter(1_000)).toBeGreaterThan(leastAfter(3_000));
    expect(leastAfter(3_000)).toBe(leastAfter(1_000_000));
  });

  it.each(truths)('brings the chosen precision, whether probabilities are %s', (_, truth) => {
    for (const precision of [0.7, 0.8, 0.9]) {
      const { adaptiveThreshold } = write(thin(tokensOf(3_000, 1, truth), 12), precision);
      const { right, displays } = write(
        thin(tokensOf(3_000, 2, truth), 12),
        precision,
        adaptiveThreshold,
      );
      expect(displays).toBeGreaterThan(200);
      expect(Math.abs(right / displays - precision)).toBeLessThan(0.05);
    }
  });

  it('follows a text that turns hard, and one that turns easy again', () => {
    const hard = thin(
      tokensOf(5_000, 3, (p) => p * p),
      12,
    );
    const easy = thin(
      tokensOf(5_000, 4, (p) => Math.sqrt(p)),
      12,
    );
    const adaptiveThreshold = createAdaptiveThreshold();
    for (const text of [hard, easy, hard]) {
      const { right, displays } = write(text, 0.8, adaptiveThreshold);
      expect(Math.abs(right / displays - 0.8)).toBeLessThan(0.05);
    }
  });

  it.each(truths)('keeps both limits on easy text, whether probabilities are %s', (_, truth) => {
    const { words, displays, misled } = write(thin(tokensOf(4_000, 6, truth), 2), 0.8);
    expect(displays / words).toBeLessThanOrEqual(mostDisplays(0.8));
    expect(misled / words).toBeLessThanOrEqual(mostMisled(0.8));
  });

  it('holds back short words first if there are too many suggestions', () => {
    const { adaptiveThreshold } = write(
      tokensOf(3_000, 7, (p) => p),
      0.8,
    );
    const harder = (saved: number): number => leastShown(adaptiveThreshold, 0.6, saved) - 0.6;
    expect(harder(4)).toBeGreaterThan(harder(8));
    expect(harder(8)).toBeGreaterThan(harder(12));
  });

  it('is at first what was learnt', () => {
    expect(leastShown(createAdaptiveThreshold(), 0.37, 5)).toBe(0.37);
    expect(leastShown(createAdaptiveThreshold(), 1, 5)).toBe(1);
  });

  it('moves in small steps, stays within bounds and never shows what must not be shown', () => {
    const outcome = fc.record({
      isWord: fc.boolean(),
      displays: fc.integer({ min: 0, max: 4 }),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 200 }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (outcomes, precision) => {
          const adaptiveThreshold = createAdaptiveThreshold();
          for (const { isWord, displays, right } of outcomes) {
            const before = { ...adaptiveThreshold };
            follow(adaptiveThreshold, precision, {
              isWord,
              displays,
              right: right && displays > 0,
            });
            expect(Math.abs(adaptiveThreshold.doubt - before.doubt)).toBeLessThan(0.05 * 5);
            expect(Math.abs(adaptiveThreshold.doubt)).toBeLessThanOrEqual(4);
            expect(
              Math.max(adaptiveThreshold.crowded, adaptiveThreshold.misleading),
            ).toBeLessThanOrEqual(12);
            expect(leastShown(adaptiveThreshold, 1, 9)).toBe(1);
            const least = leastShown(adaptiveThreshold, 0.5, 9);
            expect(least).toBeGreaterThan(0);
            expect(least).toBeLessThan(1);
          }
        },
      ),
    );
  });
});
