/**
 * What a word of letters is, decided once: for models of words and of characters, for what completion
 * offers and for what is being typed. Words come from the tokenizer; here they are recognised.
 */
import type { CutVersion } from '../tokens/cut';

/** Combines with the letter before it, seen or not. */
const extension =
  '\\p{M}\\u00ad\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff';
/** Between two letters, part of a word: apostrophes, middle dots, Armenian and Hebrew signs. */
const middle = "'’‘＇·\\u0387\\u055f\\u05f4‧";
/** Letters in all but name. */
const sign = '\\u055a-\\u055c\\u055e\\u05f3';
const gershayim = '(?<=\\p{sc=Hebr})"(?=\\p{sc=Hebr})';

const whole = new RegExp(`^\\p{L}(?:[\\p{L}${extension}${middle}${sign}]|${gershayim})*$`, 'u');

/** Whether a token is a word of letters: what completion offers and counts. */
export const isAlphabetic = (token: string): boolean => whole.test(token);

const letters = (more: string): string => `[\\p{L}${more}]`;
const beginnings: Readonly<Record<CutVersion, RegExp>> = {
  1: /\p{L}[\p{L}\p{M}\u200c\u200d]*(?:['’][\p{L}\p{M}\u200c\u200d]+)*['’]?$/u,
  2: new RegExp(
    `\\p{L}(?:${letters(extension + sign)}|[${middle}](?=[${extension}]*\\p{L})|${gershayim})*(?:[${middle}][${extension}]*)?$`,
    'u',
  ),
};

/** The word that is being typed at the end of a text: what a token would be if the text ended here. */
export const wordBefore = (text: string, version: CutVersion): string =>
  beginnings[version].exec(text)?.[0] ?? '';

export type PartOfWord = 'letter' | 'middle';

const isLetter = new RegExp(`^[\\p{L}${extension}${sign}]$`, 'u');
const isMiddle = new RegExp(`^[${middle}]$`, 'u');

/** What a character is within a word, where it can be anything. */
export function partOfWord(character: string): PartOfWord | undefined {
  if (isLetter.test(character)) return 'letter';
  return isMiddle.test(character) ? 'middle' : undefined;
}

const seen = /[\p{L}\p{M}]/u;

/**
 * Whether a place in a token parts a word: what is written there would stand in front of the rest of
 * it.
 */
export const partsWord = (token: string, place: number): boolean =>
  place > 0 && isAlphabetic(token) && seen.test(token.slice(place));
