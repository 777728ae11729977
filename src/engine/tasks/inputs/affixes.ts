/**
 * What a tagger sees of a word: the word in lower case (one row for each that was seen twice), its last
 * three letters, its last two, its first two, and its shape. Each has a row for what is not known.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { LabelSentence } from '../examples';
import { countingValues, rowsFrom, rowsOf, type Rows } from './rows';
import { shapeOf, shapes } from './shape';

export const affixNames = ['word', 'suffix3', 'suffix2', 'prefix2', 'shape'] as const;
export type AffixName = (typeof affixNames)[number];

export type Affixes = Readonly<Record<AffixName, Rows>>;

/** One row of each for each token, in the order of `affixNames`: token after token. */
export type AffixIds = Int32Array;

const parts: Readonly<Record<AffixName, (word: string, lower: string) => string>> = {
  word: (_, lower) => lower,
  suffix3: (_, lower) => lower.slice(-3),
  suffix2: (_, lower) => lower.slice(-2),
  prefix2: (_, lower) => lower.slice(0, 2),
  shape: (word) => shapeOf(word),
};

/** Of training sentences. */
export const affixesOf = (sentences: readonly LabelSentence[]): Affixes =>
  inOneGo(findingAffixes(sentences));

export function* findingAffixes(sentences: readonly LabelSentence[]): Steps<Affixes> {
  const counts = yield* countingValues(sentences);
  function* rows(name: AffixName, atLeast: number): Steps<Rows> {
    return rowsOf(yield* summed(counts, name), atLeast);
  }
  return {
    word: yield* rows('word', 2),
    suffix3: yield* rows('suffix3', 2),
    suffix2: yield* rows('suffix2', 2),
    prefix2: yield* rows('prefix2', 2),
    shape: rowsFrom(['', ...shapes.slice(1)]),
  };
}

function* summed(counts: ReadonlyMap<string, number>, name: AffixName): Steps<Map<string, number>> {
  const isDue = pauses();
  const sums = new Map<string, number>();
  for (const [word, count] of counts) {
    const part = parts[name](word, word.toLowerCase());
    sums.set(part, (sums.get(part) ?? 0) + count);
    if (isDue()) yield;
  }
  return sums;
}

export function affixIds(words: readonly string[], affixes: Affixes): AffixIds {
  const ids = new Int32Array(words.length * affixNames.length);
  words.forEach((word, at) => {
    const lower = word.toLowerCase();
    affixNames.forEach((name, n) => {
      ids[at * affixNames.length + n] = affixes[name].of(parts[name](word, lower));
    });
  });
  return ids;
}
