/**
 * Examples as ids: what of a text or sentence a network reads, from one table of rows. Of classes the words
 * in lower case; of labels the affixes of each token, their rows one table after the other.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { Sequences } from '../../training/sequences/sequences';
import { longestRead } from '../../training/sequences/lanes';
import type { LabelSentence } from '../examples';
import { affixIds, affixNames, type Affixes } from '../inputs/affixes';
import { unknownRow, type Rows } from '../inputs/rows';

/** A text as its words, with its class. */
export interface ReadText {
  readonly words: readonly string[];
  readonly class: number;
}

/** A text without a word is read as one that is not known. */
export const classSequences = (texts: readonly ReadText[], rows: Rows): Sequences =>
  inOneGo(makingClassSequences(texts, rows));

export function* makingClassSequences(texts: readonly ReadText[], rows: Rows): Steps<Sequences> {
  const isDue = pauses();
  const lengthOf = ({ words }: ReadText): number => Math.max(1, words.length);
  const starts = startsOf(texts, lengthOf);
  const ids = new Int32Array(starts[texts.length]).fill(unknownRow);
  for (const [n, { words }] of texts.entries()) {
    words.forEach((word, at) => (ids[starts[n] + at] = rows.of(word)));
    if (isDue(8 * words.length)) yield;
  }
  return { inputs: 1, ids, starts, answers: Int32Array.from(texts, (text) => text.class) };
}

/** Rows of all tables together, and where each begins. */
export function stackedRows(affixes: Affixes): { readonly size: number; readonly at: number[] } {
  let size = 0;
  const at = affixNames.map((name) => {
    const start = size;
    size += affixes[name].values.length;
    return start;
  });
  return { size, at };
}

/** A sentence that is too long to be read as a whole is read in pieces; its answers stand as they stood. */
export const labelSequences = (sentences: readonly LabelSentence[], affixes: Affixes): Sequences =>
  inOneGo(makingLabelSequences(sentences, affixes));

export function* makingLabelSequences(
  sentences: readonly LabelSentence[],
  affixes: Affixes,
): Steps<Sequences> {
  const isDue = pauses();
  const { at } = stackedRows(affixes);
  const inputs = affixNames.length;
  const pieces = sentences.flatMap(({ words }) => piecesOf(words.length));
  const tokens = sentences.reduce((sum, { words }) => sum + words.length, 0);
  const ids = new Int32Array(tokens * inputs);
  const answers = new Int32Array(tokens);
  let token = 0;
  for (const { words, labels } of sentences) {
    affixIds(words, affixes).forEach((id, n) => (ids[token * inputs + n] = at[n % inputs] + id));
    answers.set(labels, token);
    token += words.length;
    if (isDue(32 * words.length)) yield;
  }
  return { inputs, ids, starts: startsOf(pieces, (length) => length), answers };
}

/** Where nothing but the word is read of a token. */
export function wordSequences(sentences: readonly (readonly string[])[], rows: Rows): Sequences {
  const pieces = sentences.flatMap(({ length }) => piecesOf(length));
  const ids = Int32Array.from(sentences.flat(), (word) => rows.of(word));
  const starts = startsOf(pieces, (length) => length);
  return { inputs: 1, ids, starts, answers: new Int32Array(ids.length) };
}

function piecesOf(length: number): number[] {
  const pieces: number[] = [];
  for (let left = length; left > 0; left -= longestRead) pieces.push(Math.min(left, longestRead));
  return pieces;
}

function startsOf<T>(items: readonly T[], lengthOf: (item: T) => number): Int32Array {
  const starts = new Int32Array(items.length + 1);
  items.forEach((item, n) => (starts[n + 1] = starts[n] + lengthOf(item)));
  return starts;
}

/**
 * What a feed-forward network reads: at each token also its neighbours', as unknown where there is none.
 * @param offsets of the neighbours from the token, itself among them
 */
function* widened(
  sequences: Sequences,
  offsets: readonly number[],
  unknown: readonly number[],
): Steps<Sequences> {
  const isDue = pauses();
  const { inputs, ids, starts } = sequences;
  const wide = new Int32Array(ids.length * offsets.length);
  for (let n = 0; n + 1 < starts.length; n++) {
    for (let token = starts[n]; token < starts[n + 1]; token++) {
      offsets.forEach((offset, o) => {
        const from = token + offset;
        const isInside = from >= starts[n] && from < starts[n + 1];
        const into = (token * offsets.length + o) * inputs;
        for (let k = 0; k < inputs; k++) {
          wide[into + k] = isInside ? ids[from * inputs + k] : unknown[k];
        }
      });
    }
    if (isDue((starts[n + 1] - starts[n]) * inputs * offsets.length)) yield;
  }
  return { ...sequences, inputs: inputs * offsets.length, ids: wide };
}

/** A token and the words before it, as in a text that is read from its beginning. */
export const upToToken = (sequences: Sequences, window: number): Sequences =>
  inOneGo(wideningBefore(sequences, window));

export function* wideningBefore(sequences: Sequences, window: number): Steps<Sequences> {
  if (window === 1) return sequences;
  const offsets = Array.from({ length: window }, (_, n) => n + 1 - window);
  return yield* widened(sequences, offsets, [unknownRow]);
}

/**
 * A token in the middle of its neighbours; of an even window there is one more before it than after it.
 * @param unknown the row of each input for what is not there
 */
export const aroundToken = (
  sequences: Sequences,
  window: number,
  unknown: readonly number[],
): Sequences => inOneGo(wideningAround(sequences, window, unknown));

export function* wideningAround(
  sequences: Sequences,
  window: number,
  unknown: readonly number[],
): Steps<Sequences> {
  if (window === 1) return sequences;
  const offsets = Array.from({ length: window }, (_, n) => n - Math.floor(window / 2));
  return yield* widened(sequences, offsets, unknown);
}
