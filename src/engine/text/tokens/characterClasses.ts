/** The classes of characters that the grammar of version 1 knows; see `tokenizer.ts`. */
import { OTHER, classTable } from './classTable';

export { OTHER, SURROGATE } from './classTable';
export const SPACE = 1;
export const CARRIAGE_RETURN = 2;
export const LINE_FEED = 3;
/** \p{L}, \p{Nl} or \p{No} of a script that puts spaces between words. */
export const LETTER = 4;
/** A letter of a script without spaces between words: Han, Kana, Thai. */
export const UNSPACED_LETTER = 5;
export const MARK = 6;
export const JOINER = 7;
export const DIGIT = 8;
export const UNDERSCORE = 9;
export const APOSTROPHE = 10;
/** May begin a \p{RGI_Emoji} sequence. */
export const EMOJI = 11;

const table = classTable([
  [/\p{Emoji}+/gu, EMOJI],
  [/\s+/gu, SPACE],
  [/\r/gu, CARRIAGE_RETURN],
  [/\n/gu, LINE_FEED],
  [/\p{M}+/gu, MARK],
  [/[\u200c\u200d]+/gu, JOINER],
  [/['’]/gu, APOSTROPHE],
  // ASCII emoji (# and *) are punctuation first; the scanner looks for a keycap itself.
  [/[#*]/gu, OTHER],
  [/_/gu, UNDERSCORE],
  [/\p{Nd}+/gu, DIGIT],
  [/[\p{L}\p{Nl}\p{No}]+/gu, LETTER],
  [/[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]&&[\p{L}\p{Nl}\p{No}]]+/gv, UNSPACED_LETTER],
]);

/** @returns the class of a code point; a lone surrogate is OTHER */
export const classOf = table.of;

/** The class of each UTF-16 unit; SURROGATE where its code point must be asked about. */
export const unitClasses: Uint8Array = table.units;

/** Of every code point, for a scanner in another language. */
export const classRuns = table.runs;
