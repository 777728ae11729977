/**
 * The classes of characters that the grammar of version 2 knows: those of UAX #29 (Word_Break) as far
 * as the project's words keep to it, found by the properties that JavaScript has; see `tokenizer.ts`.
 */
import { classTable } from './classTable';

export { OTHER, SURROGATE } from './classTable';

/** ALetter of UAX #29 and other letters and numbers but decimal digits: of scripts with spaces. */
export const LETTER = 1;
export const HEBREW_LETTER = 2;
/** Extend: what combines with the character before it. */
export const MARK = 3;
/** Format and the joiners: not seen, and no boundary; without the zero-width space. */
export const FORMAT = 4;
/** Up to here a class is part of a word. */
export const LAST_OF_WORD = FORMAT;
/** ', which is an apostrophe between letters, and a geresh after a Hebrew one. */
export const APOSTROPHE = 5;
/** MidLetter and MidNumLet without the full stops and colons: part of a word between letters. */
export const MIDDLE = 6;
/** ", a gershayim between Hebrew letters. */
export const DOUBLE_QUOTE = 7;
export const SPACE = 8;
export const CARRIAGE_RETURN = 9;
export const LINE_FEED = 10;
/** A letter of a script without spaces between words. */
export const UNSPACED_LETTER = 11;
export const DIGIT = 12;
export const UNDERSCORE = 13;
export const REGIONAL_INDICATOR = 14;
export const PICTOGRAPH = 15;
export const EMOJI_MODIFIER = 16;

/** ALetter that is neither \p{L} nor \p{Alphabetic}: modifier signs, Armenian marks, geresh. */
const letterSigns =
  /[\u02c2-\u02c5\u02d2-\u02d7\u02de\u02df\u02e5-\u02eb\u02ed\u02ef-\u02ff\u055a-\u055c\u055e\u058a\u05f3\u070f\ua708-\ua716\ua720\ua721\ua789\ua78a\uab5b]+/gu;
const prependedNumberSigns = /[\u0600-\u0605\u06dd\u0890\u0891\u08e2\u{110bd}\u{110cd}]+/gu;
const unspacedLetters =
  /[[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tale}\p{sc=Talu}\p{sc=Lana}\p{sc=Tavt}\p{sc=Ahom}]&&[\p{L}\p{Nl}\p{No}]]+/gv;
/** Of Han and Kana in common, such as the long vowel's sign. */
const sharedUnspacedLetters =
  /[[\p{sc=Zyyy}&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]]&&[\p{L}\p{Nl}\p{No}]]+/gv;

const table = classTable([
  [/[\s\u0085\u200b]+/gu, SPACE],
  [/\r/gu, CARRIAGE_RETURN],
  [/\n/gu, LINE_FEED],
  [/'/gu, APOSTROPHE],
  [/[’‘＇·\u0387\u055f\u05f4‧]+/gu, MIDDLE],
  [/"/gu, DOUBLE_QUOTE],
  [/_/gu, UNDERSCORE],
  [/\p{Nd}+/gu, DIGIT],
  [/[\p{L}\p{Nl}\p{No}\p{Alphabetic}]+/gu, LETTER],
  [letterSigns, LETTER],
  [/[\p{sc=Hebr}&&\p{Lo}]+/gv, HEBREW_LETTER],
  [unspacedLetters, UNSPACED_LETTER],
  [sharedUnspacedLetters, UNSPACED_LETTER],
  [/[\p{Extended_Pictographic}--\p{Alphabetic}]+/gv, PICTOGRAPH],
  [/\p{Regional_Indicator}+/gu, REGIONAL_INDICATOR],
  [/\p{Emoji_Modifier}+/gu, EMOJI_MODIFIER],
  [/[\p{M}\p{Grapheme_Extend}]+/gu, MARK],
  [/[\p{Cf}--[\u200b\u070f]]+/gv, FORMAT],
  [/[\u200c\u200d\ufeff]+/gu, FORMAT],
  [prependedNumberSigns, DIGIT],
]);

export const classAt = table.at;

/** The class of each UTF-16 unit; SURROGATE where its code point must be asked about. */
export const unitClasses: Uint8Array = table.units;

/** Of every code point, for a scanner in another language. */
export const classRuns = table.runs;
