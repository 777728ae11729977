/** The alphabetic words of a lexicon in code unit order: those with one prefix stand together. */
export interface PrefixIndex {
  readonly words: readonly string[];
  /** Ids in the order of their words. */
  readonly sorted: Int32Array;
  /** [S] letters of each word, in code points. */
  readonly letters: Uint16Array;
}

/** @param offered whether a word may be suggested */
export function createPrefixIndex(
  words: readonly string[],
  offered: (id: number) => boolean,
): PrefixIndex {
  const ids = words.flatMap((word, id) => (word !== '' && offered(id) ? [id] : []));
  ids.sort((a, b) => (words[a] < words[b] ? -1 : 1));
  const letters = Uint16Array.from(words, (word) => [...word].length);
  return { words, sorted: Int32Array.from(ids), letters };
}

/** Where in `sorted` the words stand that start with the prefix; `to` is exclusive. */
export function rangeOf(index: PrefixIndex, prefix: string): { from: number; to: number } {
  return { from: lowerBound(index, prefix), to: lowerBound(index, `${prefix}\uffff`) };
}

function lowerBound({ words, sorted }: PrefixIndex, bound: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[sorted[middle]] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
