/**
 * Words and passages that a user never wants to be offered again. They are removed from the experts'
 * mixture: their probability is shared among all other words, as if they had never been counted. The
 * weights of the network still contain them; only another training changes those.
 *
 * A passage of several tokens is forgotten as a sequence: after its beginning, its next word is not
 * offered. The words themselves may still appear elsewhere.
 */

/** A word of one token, or a passage of several. */
export type Sequence = readonly string[];

export interface Forgotten {
  readonly sequences: readonly Sequence[];
  /** In capitals or not. */
  has(word: string): boolean;
  /** Which words must not come after the tokens before a place; `before(1)` is the nearest one. */
  after(before: (back: number) => string | undefined): (word: string) => boolean;
}

/** Tokens of a passage that must be in the text before it is recognised. */
const recognisedAfter = 2;

/** É written as one sign or as two is the same letter. */
export const folded = (word: string): string => word.normalize('NFC').toLowerCase();

export function forgetting(sequences: readonly Sequence[]): Forgotten {
  const words = new Set(sequences.filter(({ length }) => length === 1).map(([one]) => folded(one)));
  const passages = sequences.filter(({ length }) => length > 1).map((one) => one.map(folded));
  /** A lexicon's words are looked up repeatedly. */
  const known = new Map<string, string>();
  const foldedOnce = (word: string): string => {
    const there = known.get(word);
    if (there !== undefined) return there;
    const now = folded(word);
    known.set(word, now);
    return now;
  };
  return {
    sequences,
    has: (word) => words.size > 0 && words.has(foldedOnce(word)),
    after(before) {
      const next = passages.flatMap((passage) => continuations(passage, before));
      const unwanted = new Set([...words, ...next]);
      return (word) => unwanted.size > 0 && unwanted.has(foldedOnce(word));
    },
  };
}

/** Wherever the text before the place is a beginning of the passage. */
function continuations(passage: Sequence, before: (back: number) => string | undefined): string[] {
  const found: string[] = [];
  const least = Math.min(recognisedAfter, passage.length - 1);
  for (let next = least; next < passage.length; next++) {
    if (endsWith(passage, next, before)) found.push(passage[next]);
  }
  return found;
}

/** Whether the tokens before the place are the passage's first `count`. */
function endsWith(
  passage: Sequence,
  count: number,
  before: (back: number) => string | undefined,
): boolean {
  for (let back = 1; back <= count; back++) {
    const token = before(back);
    if (token === undefined || folded(token) !== passage[count - back]) return false;
  }
  return true;
}

/**
 * Takes what is forgotten out of a distribution, in place; the rest is scaled to sum to 1 again.
 * Where nothing else had a probability, all of it goes to class 0, a word that is not there.
 *
 * @param words by id, as a lexicon has them
 * @param probabilities [size of the lexicon], sums to 1
 */
export function leaveOut(
  words: readonly string[],
  isUnwanted: (word: string) => boolean,
  probabilities: Float64Array,
): void {
  let taken = 0;
  for (let id = 1; id < probabilities.length; id++) {
    if (probabilities[id] === 0 || !isUnwanted(words[id])) continue;
    taken += probabilities[id];
    probabilities[id] = 0;
  }
  if (taken === 0) return;
  const left = 1 - taken;
  // Below it, scaling would blow up rounding.
  if (left < 1e-9) probabilities[0] += taken;
  else for (let id = 0; id < probabilities.length; id++) probabilities[id] /= left;
}
