/**
 * What a network has to beat: guessing, and the most frequent answer after the last words, counted in
 * the very sentences that the networks read and falling back to fewer words where these never came.
 */
import type { GapAccuracy } from './measuring';
import { randomOf, sizes, type GapSettings } from './settings';
import { drawBatch, keyCount, lengthOf, questionId, testedGaps, type Batch } from './task';
import type { TestSentence } from './task';

/** Of eight keys, without looking. */
export const guessed = 1 / keyCount;

/** Words that are counted, the question included: it sees a key across two words. */
export const wordsCounted = 4;

type Counts = Map<string, Float64Array>;

/** Of the sentences of a training that used all its steps. */
export function measureCounts(
  settings: Omit<GapSettings, 'cell' | 'bias'>,
  tests: readonly TestSentence[],
): readonly GapAccuracy[] {
  const counts = countSentences(settings);
  return testedGaps(settings).map((gap) => {
    const right = tests.filter(({ key, fillers }) => {
      const words = [key, ...fillers.subarray(0, gap), questionId];
      return mostFrequent(counts, words) === key;
    });
    return { gap, right: right.length, of: tests.length };
  });
}

function countSentences(settings: Omit<GapSettings, 'cell' | 'bias'>): Counts {
  const { B } = sizes;
  const T = lengthOf(settings.gap);
  const batch: Batch = {
    ...{ B, inputs: new Int32Array(T * B), answers: new Int32Array(B), rows: new Int32Array(B) },
  };
  const sentences = randomOf.sentences(settings.seed);
  const counts: Counts = new Map();
  for (let step = 0; step < settings.steps; step++) {
    drawBatch(sentences, settings, batch);
    for (let b = 0; b < B; b++) {
      const length = (batch.rows[b] - b) / B + 1;
      const words = Array.from({ length }, (_, t) => batch.inputs[t * B + b]);
      for (const context of contextsOf(words)) count(counts, context, batch.answers[b]);
    }
  }
  return counts;
}

function count(counts: Counts, context: string, answer: number): void {
  const found = counts.get(context) ?? new Float64Array(keyCount + 1);
  found[answer]++;
  counts.set(context, found);
}

/** The longest first. */
const contextsOf = (words: readonly number[]): string[] =>
  Array.from({ length: Math.min(wordsCounted, words.length) }, (_, n) =>
    words.slice(-Math.min(wordsCounted, words.length) + n).join(' '),
  );

function mostFrequent(counts: Counts, words: readonly number[]): number {
  for (const context of contextsOf(words)) {
    const found = counts.get(context);
    if (found) return found.indexOf(Math.max(...found));
  }
  return 0;
}
