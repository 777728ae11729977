/**
 * How many letters an ideal user types of a word when one suggestion is on offer at every letter
 * (design section 6): the most probable alphabetic word of the vocabulary that starts, case and all,
 * with what is typed, from no letter on. Letters are code points.
 *
 * The words that share a prefix are a range of the sorted words, and the ranges of one word's
 * prefixes are nested; so the search goes from the whole word outwards and stops at the first better
 * word: it compares each candidate once.
 */
import { isAlphabetic } from '../text/words/word';

/** The alphabetic words of a vocabulary, and where the words with each of their prefixes stand. */
export interface PrefixRanges {
  /** Ids of the alphabetic words in code unit order. */
  readonly sorted: Int32Array;
  /** [V + 1] where a word's ranges start in `ranges`; a word that is not alphabetic has none. */
  readonly offsets: Int32Array;
  /** Per alphabetic word and k = 0..letters - 1: from, to (exclusive) in `sorted`. */
  readonly ranges: Int32Array;
}

export function letterCount(token: string): number {
  return [...token].length;
}

/** @param words the vocabulary by id; an id without a string (the unknown class) holds '' */
export function prefixRanges(words: readonly string[]): PrefixRanges {
  const alphabetic: number[] = [];
  words.forEach((word, id) => {
    if (isAlphabetic(word)) alphabetic.push(id);
  });
  alphabetic.sort((a, b) => (words[a] < words[b] ? -1 : 1));
  const spans = spansOfPrefixes(alphabetic.map((id) => words[id]));
  const offsets = new Int32Array(words.length + 1);
  const ranges: number[] = [];
  words.forEach((word, id) => {
    offsets[id] = ranges.length;
    if (isAlphabetic(word)) {
      for (const prefix of properPrefixes(word)) ranges.push(...(spans.get(prefix) ?? [0, 0]));
    }
    offsets[id + 1] = ranges.length;
  });
  return { sorted: Int32Array.from(alphabetic), offsets, ranges: Int32Array.from(ranges) };
}

function properPrefixes(word: string): string[] {
  const prefixes: string[] = [];
  let prefix = '';
  for (const letter of word) {
    prefixes.push(prefix);
    prefix += letter;
  }
  return prefixes;
}

function spansOfPrefixes(sorted: readonly string[]): Map<string, [number, number]> {
  const spans = new Map<string, [number, number]>();
  sorted.forEach((word, rank) => {
    for (const prefix of [...properPrefixes(word), word]) {
      const span = spans.get(prefix);
      if (span) span[1] = rank + 1;
      else spans.set(prefix, [rank, rank + 1]);
    }
  });
  return spans;
}

/**
 * Letters that must be typed until `target` is the suggestion; its own number of letters when it
 * never is. Of equally probable words the one with the lower id, the more frequent, is suggested.
 * @param probabilities [V]
 * @param target an alphabetic word's id
 */
export function lettersTyped(
  { sorted, offsets, ranges }: PrefixRanges,
  probabilities: Float64Array,
  target: number,
): number {
  const start = offsets[target];
  const own = probabilities[target];
  let typed = (offsets[target + 1] - start) / 2;
  let innerFrom = -1;
  let innerTo = -1;
  while (typed > 0) {
    const from = ranges[start + 2 * (typed - 1)];
    const to = ranges[start + 2 * (typed - 1) + 1];
    for (let rank = from; rank < to; rank++) {
      if (rank === innerFrom) rank = innerTo;
      if (rank >= to) break;
      const id = sorted[rank];
      const p = probabilities[id];
      if (p > own || (p === own && id < target)) return typed;
    }
    innerFrom = from;
    innerTo = to;
    typed--;
  }
  return 0;
}
