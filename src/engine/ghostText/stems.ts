/**
 * Where no ending of a word is sure, its beginning may be: what the likeliest words have in common
 * beyond what is typed, letter by letter the likeliest way on, as far as two words or more go it.
 */
import { letterWorth } from '../text/words/letterWorth';

/** The beginning of several words, longer than what is typed. */
export interface Stem {
  readonly stem: string;
  /** That the word begins so, among all words that begin with what is typed, new ones included. */
  readonly probability: number;
  /** Letters, as `letterWorth` counts them. */
  readonly saved: number;
}

export interface WeighedWord {
  readonly word: string;
  readonly mass: number;
}

/** Below it, no way on is worth following. */
const leastFollowed = 0.3;

/**
 * @param words that begin with what is typed
 * @param whole what all words that begin so have together, new ones included
 * @param minimumLetters that they save
 * @returns the shortest first
 */
export function stemsOf(
  words: readonly WeighedWord[],
  typed: string,
  whole: number,
  minimumLetters: number,
): Stem[] {
  const stems: Stem[] = [];
  let stem = typed;
  let sharing = words;
  for (;;) {
    const next = likeliestLetter(sharing, stem.length);
    if (!next || next.mass < leastFollowed * whole) return stems;
    const { letter, mass } = next;
    const at = stem.length;
    sharing = sharing.filter(({ word }) => word.startsWith(letter, at));
    stem += letter;
    if (sharing.length < 2) return stems;
    const saved = letterWorth(stem.slice(typed.length));
    if (saved >= minimumLetters && mayEnd(stem, sharing)) {
      stems.push({ stem, probability: mass / whole, saved });
    }
  }
}

function likeliestLetter(
  words: readonly WeighedWord[],
  at: number,
): { readonly letter: string; readonly mass: number } | undefined {
  const masses = new Map<number, number>();
  for (const { word, mass } of words) {
    const point = word.codePointAt(at);
    if (point !== undefined) masses.set(point, (masses.get(point) ?? 0) + mass);
  }
  let best: { readonly letter: string; readonly mass: number } | undefined;
  for (const [point, mass] of masses) {
    if (!best || mass > best.mass) best = { letter: String.fromCodePoint(point), mass };
  }
  return best;
}

const ended = /\p{L}\p{M}*$/u;

/** Not at an apostrophe, nor between a letter and what combines with it. */
const mayEnd = (stem: string, words: readonly WeighedWord[]): boolean =>
  ended.test(stem) && !words.some(({ word }) => /^[\p{M}\p{Cf}]/u.test(word.slice(stem.length)));
