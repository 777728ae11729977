/** The alphabetic words of a lexicon in code unit order: those with one prefix stand together. */
import { letterWorth } from '../text/words/letterWorth';
import type { OfferedWords } from './typingSimulation';

/** @param offered whether a word may be suggested */
export function createPrefixIndex(
  words: readonly string[],
  offered: (id: number) => boolean,
): OfferedWords {
  const ids = words.flatMap((word, id) => (word !== '' && offered(id) ? [id] : []));
  ids.sort((a, b) => (words[a] < words[b] ? -1 : 1));
  const sorted = Int32Array.from(ids);
  const letters = Uint16Array.from(words, letterWorth);
  return {
    words,
    count: sorted.length,
    lettersOf: (id) => letters[id],
    beginning: (prefix) =>
      sorted.subarray(
        lowerBound(words, sorted, prefix),
        lowerBound(words, sorted, `${prefix}\uffff`),
      ),
  };
}

function lowerBound(words: readonly string[], sorted: Int32Array, bound: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[sorted[middle]] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
