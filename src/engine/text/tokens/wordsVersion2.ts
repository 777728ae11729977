/**
 * Words as version 2 of the cut has them: the boundaries of UAX #29 with the exceptions that
 * `tokenizer.ts` lists, found by character class.
 */
import type { Cursor } from './cursor';
import { afterLineBreaks, beginSlice, found, pointWidth, takeWord } from './cursor';
import {
  APOSTROPHE,
  CARRIAGE_RETURN,
  DIGIT,
  DOUBLE_QUOTE,
  EMOJI_MODIFIER,
  FORMAT,
  HEBREW_LETTER,
  LAST_OF_WORD,
  LETTER,
  LINE_FEED,
  MARK,
  MIDDLE,
  PICTOGRAPH,
  REGIONAL_INDICATOR,
  SPACE,
  SURROGATE,
  UNDERSCORE,
  UNSPACED_LETTER,
  classAt,
  unitClasses,
} from './wordBreakClasses';

const ZERO_WIDTH_JOINER = 0x200d;
/** Units that may combine with a sign between two letters: bounds how far a word looks ahead. */
const MOST_AFTER_MIDDLE = 32;

const isExtension = (characterClass: number): boolean =>
  characterClass === MARK || characterClass === FORMAT;

/** After all that combines with the character before the position (WB4). */
function afterExtensions(text: string, position: number, most = Infinity): number {
  let end = position;
  while (isExtension(classAt(text, end)) && end - position <= most) end += pointWidth(text, end);
  return end;
}

/** The class of the character that ends at the position, what combines with it passed over. */
function classBefore(text: string, position: number): number {
  for (let at = position - 1; at >= 0; at--) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xdc00 && unit <= 0xdfff && pointWidth(text, at - 1) === 2) at--;
    const characterClass = classAt(text, at);
    if (!isExtension(characterClass)) return characterClass;
  }
  return -1;
}

/**
 * After a sign within a word, or at its end; the sign's own position where it does not belong to the
 * word (WB6 to WB7c).
 */
function afterMiddle(text: string, position: number, sign: number): number {
  const after = position + 1;
  const end = afterExtensions(text, after, MOST_AFTER_MIDDLE);
  const next = classAt(text, end);
  if (sign === DOUBLE_QUOTE) {
    const isGershayim = next === HEBREW_LETTER && classBefore(text, position) === HEBREW_LETTER;
    return isGershayim ? end : position;
  }
  if (next === LETTER || next === HEBREW_LETTER) return end;
  const isGeresh = sign === APOSTROPHE && classBefore(text, position) === HEBREW_LETTER;
  return isGeresh ? after : position;
}

const isMiddle = (characterClass: number): boolean =>
  characterClass === APOSTROPHE || characterClass === MIDDLE || characterClass === DOUBLE_QUOTE;

/** A word of a script with spaces from its first letter on. */
function afterWord(text: string, position: number): number {
  let end = position;
  for (;;) {
    // The loop for what nearly all text is made of; pairs and signs are seen to below.
    let unitClass = unitClasses[text.charCodeAt(end)];
    while (unitClass >= LETTER && unitClass <= LAST_OF_WORD) {
      unitClass = unitClasses[text.charCodeAt(++end)];
    }
    if (end >= text.length) return text.length;
    if (isMiddle(unitClass)) {
      const next = afterMiddle(text, end, unitClass);
      if (next === end) return end;
      end = next;
    } else {
      const pairClass = unitClass === SURROGATE ? classAt(text, end) : unitClass;
      if (unitClasses[text.charCodeAt(end)] !== unitClass) continue; // met for the first time
      if (pairClass < LETTER || pairClass > LAST_OF_WORD) return end;
      end += pointWidth(text, end);
    }
  }
}

/** A run of one class, each character with what combines with it. */
function afterRun(text: string, position: number, wanted: number): number {
  let end = position;
  while (classAt(text, end) === wanted) end = afterSymbol(text, end);
  return end;
}

/** One character with what combines with it. */
function afterSymbol(text: string, position: number): number {
  return afterExtensions(text, position + pointWidth(text, position));
}

/** An emoji with its modifiers, and those that are joined to it (WB3c). */
function afterPictograph(text: string, position: number): number {
  let end = afterSymbol(text, position);
  for (;;) {
    const next = classAt(text, end);
    const isJoined = next === PICTOGRAPH && text.charCodeAt(end - 1) === ZERO_WIDTH_JOINER;
    if (!isJoined && next !== EMOJI_MODIFIER) return end;
    end = afterSymbol(text, end);
  }
}

/** A pair of regional indicators is a flag (WB15, WB16). */
function afterIndicators(text: string, position: number): number {
  const end = afterSymbol(text, position);
  return classAt(text, end) === REGIONAL_INDICATOR ? afterSymbol(text, end) : end;
}

function afterUnspacedLetter(text: string, position: number): number {
  return classAt(text, position) === UNSPACED_LETTER ? afterSymbol(text, position) : -1;
}

/** Whether nothing in from..to is seen: it combines with white space and is none of the tokens. */
function isInvisible(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += pointWidth(text, at)) {
    if (classAt(text, at) !== FORMAT) return false;
  }
  return true;
}

/** Where the token ends that begins here with a character of that class; its beginning for none. */
function tokenEnd(text: string, at: number, characterClass: number): number {
  switch (characterClass) {
    case SPACE:
      return at;
    case CARRIAGE_RETURN:
    case LINE_FEED:
      return afterLineBreaks(text, at);
    case LETTER:
    case HEBREW_LETTER:
      return afterWord(text, at);
    case DIGIT:
    case UNDERSCORE:
      return afterRun(text, at, characterClass);
    case PICTOGRAPH:
      return afterPictograph(text, at);
    case REGIONAL_INDICATOR:
      return afterIndicators(text, at);
    default:
      return afterSymbol(text, at);
  }
}

export function nextWordOfVersion2(cursor: Cursor): boolean {
  if (cursor.nextWord < cursor.words.length) return takeWord(cursor);
  const { text } = cursor;
  for (let at = cursor.position; at < text.length;) {
    const unitClass = unitClasses[text.charCodeAt(at)];
    const characterClass = unitClass === SURROGATE ? classAt(text, at) : unitClass;
    if (characterClass === UNSPACED_LETTER) {
      beginSlice(cursor, at, afterUnspacedLetter);
      return takeWord(cursor);
    }
    const extended = isExtension(characterClass) ? afterExtensions(text, at) : at;
    if (extended > at && isInvisible(text, at, extended)) at = extended;
    else {
      const end = extended > at ? extended : tokenEnd(text, at, characterClass);
      if (end > at) return found(cursor, at, end);
      at++;
    }
  }
  return false;
}
