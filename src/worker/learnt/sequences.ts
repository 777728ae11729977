/**
 * Words that follow each other in a text, counted: those that begin as asked, and those that repeat
 * most. Works in stretches (`step` says whether it is done), so that the thread can give signs of life
 * in between; a text of a million tokens takes a few hundred milliseconds in all. Pure.
 */

/** Tokens by the ids of a lexicon. */
export interface CountedTokens {
  /** Counted so far, from the beginning of the text. */
  readonly count: number;
  idAt(position: number): number;
  /** Where a sequence cannot go on: a line break, say. */
  isEnd(id: number): boolean;
  isWord(id: number): boolean;
}

export interface FoundSequence {
  readonly length: number;
  /** Occurrences. */
  count: number;
  /** The first of them. */
  readonly positions: number[];
}

export interface Counting {
  /** Counts on. @returns whether all is counted */
  step(): boolean;
  found(): FoundSequence[];
}

/** Tokens at once: about a millisecond. */
const stretch = 8_192;
/** This many more tokens than were asked for. */
const mostFurther = 3;

/**
 * @param wanted for each token of the question the ids that fit there
 * @param further also longer sequences that begin so, end with a word and come back
 * @param places how many positions of each are kept
 */
export function countBegunBy(
  tokens: CountedTokens,
  wanted: readonly ReadonlySet<number>[],
  { further, places }: { readonly further: boolean; readonly places: number },
): Counting {
  const found = new Map<string, FoundSequence>();
  const longest = wanted.length + (further ? mostFurther : 0);
  const count = (position: number): void => {
    let key = '';
    for (let n = 0; n < longest && position + n < tokens.count; n++) {
      const id = tokens.idAt(position + n);
      if (n >= wanted.length ? tokens.isEnd(id) : !wanted[n].has(id)) return;
      key += `${id},`;
      const isAsked = n + 1 === wanted.length;
      const isLonger = n + 1 > wanted.length && tokens.isWord(id);
      if (isAsked || isLonger) note(found, key, position, n + 1, places);
    }
  };
  const isWorthIt = ({ length, count }: FoundSequence): boolean =>
    length === wanted.length || count > 1;
  return {
    step: inStretches(tokens.count, count),
    found: () => withoutParts([...found.values()].filter(isWorthIt)),
  };
}

/** The shortest that is shown as coming back, and how often it has to. */
const shortest = 4;
const leastRepeats = 3;
const hashSize = 1 << 20;
/** Looked at more closely, the most frequent first. */
const mostExtended = 300;

/** Sequences of at least four tokens that occur three times or more, as long as they stay the same. */
export function countRepeated(tokens: CountedTokens, places: number): Counting {
  // Several sequences may share a number: those are told apart in the second round.
  const seen = new Uint8Array(hashSize);
  const found = new Map<string, FoundSequence>();
  const first = inStretches(tokens.count, (position) => {
    const hash = hashAt(tokens, position);
    if (hash >= 0 && seen[hash] < leastRepeats) seen[hash]++;
  });
  const second = inStretches(tokens.count, (position) => {
    const hash = hashAt(tokens, position);
    if (hash < 0 || seen[hash] < leastRepeats) return;
    let key = '';
    for (let n = 0; n < shortest; n++) key += `${tokens.idAt(position + n)},`;
    note(found, key, position, shortest, places);
  });
  return {
    step: () => first() && second(),
    found() {
      const often = [...found.values()].filter(({ count }) => count >= leastRepeats);
      often.sort((one, other) => other.count - one.count);
      return withoutParts(often.slice(0, mostExtended).map((one) => extended(tokens, one)));
    },
  };
}

function inStretches(count: number, visit: (position: number) => void): () => boolean {
  let at = 0;
  return () => {
    const end = Math.min(count, at + stretch);
    for (; at < end; at++) visit(at);
    return at >= count;
  };
}

function note(
  found: Map<string, FoundSequence>,
  key: string,
  position: number,
  length: number,
  places: number,
): void {
  const one = found.get(key);
  if (!one) found.set(key, { length, count: 1, positions: [position] });
  else {
    one.count++;
    if (one.positions.length < places) one.positions.push(position);
  }
}

/** @returns a number below the size, or -1 where no sequence begins or one would cross an end */
function hashAt({ count, idAt, isEnd, isWord }: CountedTokens, position: number): number {
  if (position + shortest > count || !isWord(idAt(position))) return -1;
  let hash = 0;
  for (let n = 0; n < shortest; n++) {
    const id = idAt(position + n);
    if (isEnd(id)) return -1;
    hash = Math.imul(hash ^ id, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash & (hashSize - 1);
}

/** As far as the same token follows at every place that is known. */
function extended(tokens: CountedTokens, sequence: FoundSequence): FoundSequence {
  const { positions, count } = sequence;
  // Where not every place was kept, the others may go on otherwise.
  if (positions.length < count) return sequence;
  let { length } = sequence;
  for (; ; length++) {
    const ends = positions.map((position) => position + length);
    if (ends.some((end) => end >= tokens.count)) break;
    const id = tokens.idAt(ends[0]);
    if (tokens.isEnd(id) || ends.some((end) => tokens.idAt(end) !== id)) break;
  }
  return { ...sequence, length };
}

/** A sequence that only occurs as a part of a longer one says nothing of its own. */
function withoutParts(found: readonly FoundSequence[]): FoundSequence[] {
  const ends = new Map<string, number>();
  for (const { positions, count, length } of found) {
    const end = `${positions[0] + length}:${count}`;
    ends.set(end, Math.max(ends.get(end) ?? 0, length));
  }
  const begins = new Map<string, number>();
  for (const { positions, count, length } of found) {
    const begin = `${positions[0]}:${count}`;
    begins.set(begin, Math.max(begins.get(begin) ?? 0, length));
  }
  return found.filter(
    ({ positions, count, length }) =>
      ends.get(`${positions[0] + length}:${count}`) === length &&
      begins.get(`${positions[0]}:${count}`) === length,
  );
}
