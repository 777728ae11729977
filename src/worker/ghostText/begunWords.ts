/**
 * The words of the text that begin with what is typed, in its case, the most likely first, and their
 * total probability with that of new words: the mixture's probabilities renormalised over all words
 * with that beginning.
 */
import { newWordsMass } from '../../engine/experts/expertVotes';
import { inCaseOf } from '../../engine/text/words/letterCase';
import type { Lexicon } from '../../engine/text/words/lexicon';

/** A word in the case of what is typed. */
export interface Begun {
  readonly word: string;
  /** Of the word of the text that gives it most. */
  readonly id: number;
  /** The probability of all words of the text that it may be. */
  readonly mass: number;
}

export interface BegunWords {
  readonly candidates: readonly Begun[];
  /** What all of them have together, and what new words with that beginning have. */
  readonly whole: number;
  readonly others: number;
}

/**
 * Of the new words with that beginning, the share that already ends here; nothing else is known of
 * them.
 */
const endedHere = 1 / 2;

/** How likely what is typed is a whole word. */
export function chanceOfWhole({ candidates, whole, others }: BegunWords, typed: string): number {
  const exact = candidates.find(({ word }) => word === typed)?.mass ?? 0;
  const all = whole + others;
  return all > 0 ? (exact + endedHere * others) / all : 1;
}

/** How likely a word is written in another case than in the text: one time in this many. */
const otherCase = 1 / 50;

/**
 * All words with that beginning, the most likely first, and their total probability with that of new
 * words.
 */
export function begunWith(
  { words, alphabetic, size }: Lexicon,
  probabilities: Float64Array,
  beginning: string,
): BegunWords {
  const inCase = inCaseOf(beginning);
  const found = new Map<string, Begun>();
  let whole = 0;
  let fitting = 0;
  let offered = 0;
  for (let id = 1; id < size; id++) {
    if (alphabetic[id] === 0) continue;
    offered++;
    const exact = words[id].startsWith(beginning);
    const word = exact ? words[id] : inCase(words[id]);
    const mass = probabilities[id] * (exact ? 1 : otherCase);
    if (exact) fitting++;
    if (word === undefined || !(mass > 0)) continue;
    whole += mass;
    const same = found.get(word);
    const leading = same && same.mass > mass ? same.id : id;
    found.set(word, { word, id: leading, mass: mass + (same?.mass ?? 0) });
  }
  const candidates = [...found.values()].sort((one, other) => other.mass - one.mass);
  return { candidates, whole, others: newWordsMass(probabilities[0], fitting, offered) };
}
