/** Where in a text a word is completed: the letters of it that are typed, and the words before it. */
import { isAlphabetic, wordBefore } from '../../engine/text/words/word';
import { newestCut, type Cut } from '../../engine/text/tokens/cut';
import { mayBeginWord } from '../../engine/text/places';
import { UNSPACED_LETTER, classOf } from '../../engine/text/tokens/characterClasses';
import { tokensBefore } from '../../engine/text/tokens/tokensBefore';
import { tokenizedText, type TokenizedText } from '../../engine/text/tokens/tokenizedText';

export interface CursorPlace {
  /** Letters before the offset that the words replace. */
  readonly prefix: string;
  /** Tokens wholly before the prefix. */
  readonly context: number;
  /** In a script without spaces: the letters may be a whole word, which the next one follows at once. */
  readonly mayBeWhole: boolean;
}

/** @returns undefined where no word can stand */
export function placeAt(text: TokenizedText, offset: number): CursorPlace | undefined {
  const { prefix, mayBeWhole } = lettersBefore(text, offset);
  const start = offset - prefix.length;
  if (prefix === '' && !mayBeginWord(text, offset)) return undefined;
  return { prefix, context: tokensBefore(text, start), mayBeWhole };
}

const longestPrefix = 100;

/** The word being typed: what a token would be if the text ended here. */
function lettersBefore(text: TokenizedText, offset: number): Omit<CursorPlace, 'context'> {
  const near = text.slice(Math.max(0, offset - longestPrefix), offset);
  const cut: Cut = text.kind === 'words' ? text.cut : newestCut('words');
  const letters = wordBefore(near, cut.version);
  if (letters === '') return { prefix: '', mayBeWhole: false };
  const unspaced = isUnspaced(letters);
  if (unspaced === 'none') {
    const isWord = isAlphabetic(letters) && letters.length < longestPrefix;
    return { prefix: isWord ? letters : '', mayBeWhole: false };
  }
  // A run of such letters is cut into words; the last is the one that is typed.
  const words = tokenizedText(letters, cut);
  const last = words.count - 1;
  const prefix = last < 0 ? '' : letters.slice(words.start(last), words.end(last));
  return isAlphabetic(prefix)
    ? { prefix, mayBeWhole: unspaced === 'last' }
    : { prefix: '', mayBeWhole: false };
}

/** Whether there are letters of scripts without spaces, and whether the last letter is one. */
function isUnspaced(letters: string): 'none' | 'some' | 'last' {
  const bases = [...letters].filter((letter) => /\p{L}/u.test(letter));
  const unspaced = bases.map((letter) => classOf(letter.codePointAt(0) ?? 0) === UNSPACED_LETTER);
  if (!unspaced.includes(true)) return 'none';
  return unspaced.at(-1) ? 'last' : 'some';
}
