/**
 * Which of the reader's words becomes ghost text: the most probable one that is made of letters,
 * goes on from what is typed and saves enough of it. Pure.
 */
import type { WordProbability } from '../shared/api';

export interface Situation {
  /** What is there already: the letters that the word replaces, or the item of the suggest list. */
  readonly typed: string;
  /** At least so many letters must be saved. */
  readonly minimumLetters: number;
}

const letters = /^\p{L}[\p{L}\p{M}\u200c\u200d'’]*$/u;

export function suggestion(
  words: readonly WordProbability[],
  { typed, minimumLetters }: Situation,
): string | undefined {
  return words.find(
    ({ word }) =>
      letters.test(word) &&
      word.startsWith(typed) &&
      [...word].length - [...typed].length >= minimumLetters,
  )?.word;
}

/** A cursor within a word: what stands behind it would be doubled. */
export function isInsideWord(after: string): boolean {
  return /^[\p{L}\p{M}\p{N}]/u.test(after);
}
