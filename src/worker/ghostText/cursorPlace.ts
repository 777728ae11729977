/** Where in a text a word is completed: the letters of it that are typed, and the words before it. */
import { isAlphabetic } from '../../engine/text/corpus';
import { mayBeginWord, type Sliced } from '../../engine/text/places';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';

export interface CursorPlace {
  /** Letters before the offset that the words replace. */
  readonly prefix: string;
  /** Tokens wholly before the prefix. */
  readonly context: number;
}

/** @returns undefined where no word can stand */
export function placeAt(text: TokenizedText, offset: number): CursorPlace | undefined {
  const prefix = lettersBefore(text, offset);
  const start = offset - prefix.length;
  if (prefix === '' && !mayBeginWord(text, offset)) return undefined;
  return { prefix, context: start === 0 ? 0 : text.indexAt(start - 1) + 1 };
}

const longestPrefix = 100;

/** The word being typed: what a token would be if the text ended here. */
function lettersBefore(text: Sliced, offset: number): string {
  const near = text.slice(Math.max(0, offset - longestPrefix), offset);
  const letters = /\p{L}[\p{L}\p{M}\u200c\u200d]*(?:['’][\p{L}\p{M}\u200c\u200d]+)*['’]?$/u.exec(
    near,
  );
  return letters && isAlphabetic(letters[0]) && letters[0].length < longestPrefix ? letters[0] : '';
}
