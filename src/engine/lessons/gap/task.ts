/**
 * The gap: a colour, some words that say nothing of it, then the question that only the colour answers.
 * `red and then there some over colour? red` has a gap of 5 words. Trained on one fixed gap, or on mixed
 * ones from 1 to the longest; tested at gaps that were never trained, too.
 */
import type { Random } from '../../random';

export interface GapTask {
  /** Words between the key and the question; of mixed ones the longest. */
  readonly gap: number;
  /** Of every sentence another gap, each of 1 to `gap` as likely. */
  readonly mixed: boolean;
}

const question = 'colour?';
const keys = ['red', 'blue', 'green', 'black', 'white', 'brown', 'pink', 'grey'];
const fillers = [
  ...['and', 'then', 'there', 'some', 'over', 'with', 'of', 'a', 'old', 'now'],
  ...['from', 'went', 'saw', 'by', 'house', 'tree', 'long', 'so', 'other', 'day'],
];
const words = [question, ...keys, ...fillers];

export const keyCount = keys.length;
export const wordCount = words.length;
export const shortestGap = 1;
export const longestGap = 100;
const alwaysTested = [1, 2, 5, 10, 20, 50, 100, 200] as const;
const longestTested = Math.max(...alwaysTested);

/** Where every network is tested, whatever it was trained on, and the gap that it was trained on. */
export const testedGaps = ({ gap }: Pick<GapTask, 'gap'>): readonly number[] =>
  [...new Set([...alwaysTested, gap])].sort((one, other) => one - other);

export const isKey = (id: number): boolean => id >= 1 && id <= keyCount;
export const questionId = 0;
const drawKey = (random: Random): number => 1 + random.below(keyCount);
const drawFiller = (random: Random): number => 1 + keyCount + random.below(fillers.length);

/** Words of a sentence from the key to the question, in front of the answer. */
export const lengthOf = (gap: number): number => gap + 2;

/** Sentences side by side: [T][B] words, of each the row after which its key is to be named. */
export interface Batch {
  readonly B: number;
  readonly inputs: Int32Array;
  readonly answers: Int32Array;
  readonly rows: Int32Array;
}

/** Of shorter gaps the rest of the column are questions: nothing after an answer is asked for. */
export function drawBatch(random: Random, { gap, mixed }: GapTask, batch: Batch): void {
  const { B, inputs, answers, rows } = batch;
  inputs.fill(questionId);
  for (let b = 0; b < B; b++) {
    const length = mixed ? 1 + random.below(gap) : gap;
    const key = drawKey(random);
    inputs[b] = key;
    for (let t = 1; t <= length; t++) inputs[t * B + b] = drawFiller(random);
    answers[b] = key;
    rows[b] = (length + 1) * B + b;
  }
}

/** A sentence without its question: at every tested gap its beginning is asked about. */
export interface TestSentence {
  readonly key: number;
  readonly fillers: Int32Array;
}

export const drawTests = (random: Random, count: number): TestSentence[] =>
  Array.from({ length: count }, () => ({
    key: drawKey(random),
    fillers: Int32Array.from({ length: longestTested }, () => drawFiller(random)),
  }));

/** To be shown: words and the answer. */
export function exampleSentence(random: Random, gap: number): string {
  const key = drawKey(random);
  const between = Array.from({ length: gap }, () => drawFiller(random));
  return [key, ...between, questionId, key].map((id) => words[id]).join(' ');
}
