import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, mostLetters } from '../../../src/engine/ghostText/calibration';
import {
  simulateTyping,
  savedBy,
  type Displays,
  type TypedToken,
} from '../../../src/engine/ghostText/typingSimulation';
import { record, replay } from '../../../src/engine/ghostText/replay';
import { mostDisplays, mostMisled } from '../../../src/engine/ghostText/completionGoals';
import {
  createAdaptiveThreshold,
  follow,
  isShown,
} from '../../../src/engine/ghostText/adaptiveThreshold';
import { learnThresholds } from '../../../src/engine/ghostText/thresholdLearning';
import {
  chancesOf,
  savedColumn,
  savedRange,
  thresholdFor,
  usualThresholds,
  type Thresholds,
} from '../../../src/engine/ghostText/thresholds';
import { random } from '../../../src/engine/random';
import { readCompletionFacts } from '../../../src/worker/models/completionFacts';

/**
 * Words that a suggestion goes with, right as often as `truth` makes of its probability and saving
 * between 4 and 12 letters, among silent ones with which nothing could be shown.
 */
function tokensOf(
  count: number,
  seed: number,
  truth: (p: number) => number,
  speaking = 1,
): TypedToken[] {
  const source = random(seed);
  return Array.from({ length: count }, () => {
    const probability = source.between(0.01, 0.99);
    const token = 'a'.repeat(4 + source.below(9));
    const right = source.between(0, 1) < truth(probability);
    const word = right ? token : 'b'.repeat(token.length);
    const isSilent = source.between(0, 1) >= speaking;
    const moments = isSilent ? [] : [{ letters: 0, word, probability, right }];
    return { token, isWord: true, moments };
  });
}

/** As where words are completed: the learnt thresholds first, then what comes of them. */
function typeAgain(
  tokens: readonly TypedToken[],
  thresholds: Thresholds,
  precision: number,
  adaptiveThreshold = createAdaptiveThreshold(),
): Displays {
  const showing = { thresholds, adaptiveThreshold, precision };
  return simulateTyping(
    tokens,
    (moment) => isShown(showing, moment.probability, moment.letters, savedBy(moment)),
    (outcome) => follow(adaptiveThreshold, precision, outcome),
  );
}

const exact = (p: number): number => p;
const truths: [string, (p: number) => number][] = [
  ['well calibrated', exact],
  ['too sure of themselves', (p) => p * p],
  ['too modest', (p) => Math.sqrt(p)],
];

describe('thresholds', () => {
  it.each(truths)(
    'reach the chosen precision on other text for experts that are %s',
    (_, truth) => {
      // Nine words of ten are silent, so that no limit stands in the way.
      const learnt = learnThresholds(tokensOf(50_000, 1, truth, 0.1));
      const tested = tokensOf(50_000, 2, truth, 0.1);
      for (const target of [0.7, 0.8, 0.9]) {
        const { right, displays } = typeAgain(tested, learnt, target);
        expect(Math.abs(right / displays - target)).toBeLessThan(0.05);
      }
    },
  );

  it.each(truths)(
    'keep both limits, some pages on, in text that is easy for experts that are %s',
    (_, truth) => {
      // A suggestion at every other word.
      const learnt = learnThresholds(tokensOf(6_000, 3, truth, 0.5));
      const pages = tokensOf(3_000, 4, truth, 0.5);
      const more = tokensOf(6_000, 5, truth, 0.5);
      for (const target of [0.7, 0.8, 0.9]) {
        const adaptiveThreshold = createAdaptiveThreshold();
        typeAgain(pages, learnt, target, adaptiveThreshold);
        const { words, displays, misled } = typeAgain(more, learnt, target, adaptiveThreshold);
        expect(displays / words).toBeLessThanOrEqual(mostDisplays(target));
        expect(misled / words).toBeLessThanOrEqual(mostMisled(target) + 1e-9);
      }
    },
  );

  it('are at the default what was promised: 15 displays and 2 misled words in a hundred', () => {
    expect(mostDisplays(0.8)).toBeCloseTo(0.15, 12);
    expect(mostMisled(0.8)).toBeCloseTo(0.02, 12);
  });

  it('prefer long words to the surest ones if not all may be shown', () => {
    const tokens = tokensOf(6_000, 5, exact);
    const learnt = learnThresholds(tokens);
    const { displays, right, fullCost, cost } = typeAgain(tokens, learnt, 0.8);
    const surest = tokens
      .flatMap(({ moments }) => moments)
      .sort((one, other) => other.probability - one.probability)
      .slice(0, displays)
      .filter((moment) => moment.right);
    expect(right / displays).toBeLessThan(0.88);
    expect(surest.length / displays).toBeGreaterThan(0.9);
    expect(thresholdFor(learnt, 0.8, 0, 12)).toBeLessThan(thresholdFor(learnt, 0.8, 0, 4));
    expect(fullCost - cost).toBeGreaterThan(0);
  });

  it('show the more words the more silent ones stand between', () => {
    const easy = tokensOf(4_000, 6, exact);
    const silent = tokensOf(12_000, 7, exact, 0);
    const shown = (learnt: Thresholds): number => typeAgain(easy, learnt, 0.8).displays;
    expect(shown(learnThresholds([...easy, ...silent]))).toBeGreaterThan(
      shown(learnThresholds(easy)),
    );
  });

  it('trust the probabilities if nothing was measured', () => {
    expect(learnThresholds([])).toEqual(usualThresholds);
    expect(thresholdFor(usualThresholds, 0.8, 0, 8)).toBeGreaterThan(0.5);
    expect(thresholdFor(usualThresholds, 0.8, 0, 8)).toBeLessThan(0.9);
  });
});

/** Any text at all, silent words, punctuation and words without a right suggestion among it. */
const anyText = fc.array(
  fc
    .record({
      token: fc.constantFrom('lighthouse', 'lightning', 'sea', 'lamplighter', ','),
      moments: fc.array(
        fc.record({
          letters: fc.integer({ min: 0, max: 8 }),
          word: fc.constantFrom('lighthouse', 'lightning', 'lighthearted', 'lamplighter'),
          probability: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { maxLength: 5 },
      ),
    })
    .map(({ token, moments }): TypedToken => {
      const isWord = token !== ',';
      const inOrder = [...moments]
        .sort((one, other) => one.letters - other.letters)
        .map((moment) => ({ ...moment, right: isWord && moment.word === token }));
      return { token, isWord, moments: inOrder };
    }),
  { maxLength: 60 },
);

/** Long enough for steep rules, more or less easy, with more or fewer silent words. */
const easyText = fc
  .record({
    seed: fc.nat(),
    ease: fc.double({ min: 0.3, max: 3, noNaN: true }),
    speaking: fc.double({ min: 0.1, max: 1, noNaN: true }),
  })
  .map(({ seed, ease, speaking }) => tokensOf(400, seed, (p) => p ** (1 / ease), speaking));

describe('learning thresholds, whatever the text', () => {
  it('gives probabilities that never fall when the precision rises, up to certainty', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, easyText), (tokens) => {
        const learnt = learnThresholds(tokens);
        for (let letters = 0; letters <= mostLetters; letters++) {
          for (let { least: saved } = savedRange; saved <= savedRange.most; saved++) {
            let last = 0;
            for (let precision = 0.4; precision <= 1.0001; precision += 0.05) {
              const least = thresholdFor(learnt, Math.min(1, precision), letters, saved);
              expect(least).toBeGreaterThanOrEqual(last - 1e-12);
              last = least;
            }
            expect(last).toBeCloseTo(1, 6);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('replays every text as a typist would', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.record({
          chance: fc.double({ min: 0.05, max: 1, noNaN: true }),
          fourths: fc.integer({ min: 0, max: 7 }),
        }),
        (tokens, rule) => {
          const curves = calibrate(tokens);
          const recording = record(tokens, curves);
          const least = chancesOf(rule);
          let at = 0;
          const chances = new Map(
            tokens.flatMap(({ moments }) =>
              moments.map((moment) => [moment, recording.chances[at++] ?? 0] as const),
            ),
          );
          const played = simulateTyping(tokens, (moment) => {
            const bound = least[savedColumn(savedBy(moment))] ?? 1;
            return bound < 1 && (chances.get(moment) ?? 0) >= bound;
          });
          const { displays, right, misled } = replay(recording, least);
          expect({ displays, right, misled, words: recording.words }).toEqual({
            displays: played.displays,
            right: played.right,
            misled: played.misled,
            words: played.words,
          });
        },
      ),
    );
  });

  it('is read back from a file as it was written', () => {
    fc.assert(
      fc.property(anyText, (tokens) => {
        const facts = { weights: [0.4, 0.4, 0.2], theta: 0.3, thresholds: learnThresholds(tokens) };
        expect(readCompletionFacts(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
      }),
      { numRuns: 10 },
    );
  });
});

describe('the thresholds of an older file', () => {
  const older = {
    precisions: [0.5, 0.8],
    least: [
      [0.3, 0.4, 0.4, 0.5],
      [0.6, 0.7, 0.7, 0.8],
    ],
  };
  const read = (thresholds: unknown): Thresholds =>
    readCompletionFacts({ weights: [1, 0, 0], theta: 0.1, thresholds }).thresholds;

  it('are the same for all that a word saves', () => {
    for (const saved of [1, 4, 9, 40]) {
      expect(thresholdFor(read(older), 0.8, 1, saved)).toBe(0.7);
      expect(thresholdFor(read(older), 0.65, 9, saved)).toBeCloseTo(0.65, 12);
    }
  });

  it('fall back to the defaults if they are malformed', () => {
    for (const least of [[[0.3]], [[[0.1], [0.1], [0.1], [0.1]]], 'none']) {
      expect(read({ precisions: [0.8], least })).toEqual(usualThresholds);
    }
  });
});
