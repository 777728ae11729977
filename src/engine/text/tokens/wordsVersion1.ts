/**
 * Words as version 1 of the cut has them: the regular expression of `tokenizer.ts` written as a
 * scanner by character class, because the expression overflows the stack on a token of 1 MB and is
 * slow before that. It stays as it is: models read by it, and the reference figures were measured
 * with it.
 */
import {
  APOSTROPHE,
  CARRIAGE_RETURN,
  DIGIT,
  EMOJI,
  JOINER,
  LETTER,
  LINE_FEED,
  MARK,
  OTHER,
  SPACE,
  SURROGATE,
  UNDERSCORE,
  UNSPACED_LETTER,
  classOf,
  unitClasses,
} from './characterClasses';
import type { Cursor } from './cursor';
import { afterLineBreaks, beginSlice, found, lineBreakWidth, pointWidth, takeWord } from './cursor';

const KEYCAP_SELECTOR = 0xfe0f;

/** The class at a position, surrogate pairs put together; -1 at the end of the text. */
function classAt(text: string, position: number): number {
  if (position >= text.length) return -1;
  const unitClass = unitClasses[text.charCodeAt(position)];
  return unitClass === SURROGATE ? classOf(text.codePointAt(position) ?? 0) : unitClass;
}

function afterClass(text: string, position: number, wanted: number): number {
  let end = position;
  while (classAt(text, end) === wanted) end += pointWidth(text, end);
  return end;
}

/** `(?:L)+(?:['’](?:L)+)*` from its first letter on. */
function afterWord(text: string, position: number): number {
  let end = position;
  for (;;) {
    // The loop for what nearly all text is made of; pairs and apostrophes are seen to below.
    let unitClass = unitClasses[text.charCodeAt(end)];
    while (unitClass === LETTER || unitClass === MARK || unitClass === JOINER) {
      unitClass = unitClasses[text.charCodeAt(++end)];
    }
    if (end >= text.length) return text.length;
    if (unitClass === APOSTROPHE && classAt(text, end + 1) === LETTER) end += 1;
    else if (unitClass !== SURROGATE) return end;
    else {
      const pairClass = classAt(text, end);
      if (unitClasses[text.charCodeAt(end)] !== SURROGATE) continue; // met for the first time
      if (pairClass !== LETTER && pairClass !== MARK) return end;
      end += pointWidth(text, end);
    }
  }
}

/** `[^\s]\p{M}*`, or the emoji sequence that begins here. */
function afterSymbol(cursor: Cursor, position: number, mayBeEmoji: boolean): number {
  const { text, emoji } = cursor;
  if (mayBeEmoji) {
    emoji.lastIndex = position;
    if (emoji.test(text)) return emoji.lastIndex;
  }
  return afterClass(text, position + pointWidth(text, position), MARK);
}

/** One letter of unspaced script with its marks and joiners. */
function afterUnspacedLetter(text: string, position: number): number {
  if (classAt(text, position) !== UNSPACED_LETTER) return -1;
  let end = position + pointWidth(text, position);
  for (let next = classAt(text, end); next === MARK || next === JOINER; next = classAt(text, end)) {
    end += pointWidth(text, end);
  }
  return end;
}

export function nextWordOfVersion1(cursor: Cursor): boolean {
  if (cursor.nextWord < cursor.words.length) return takeWord(cursor);
  const { text } = cursor;
  for (let at = cursor.position; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const characterClass = unitClasses[unit] === SURROGATE ? classAt(text, at) : unitClasses[unit];
    switch (characterClass) {
      case SPACE:
        break;
      case CARRIAGE_RETURN:
        if (lineBreakWidth(text, at) === 0) break;
        return found(cursor, at, afterLineBreaks(text, at));
      case LINE_FEED:
        return found(cursor, at, afterLineBreaks(text, at));
      case LETTER:
        return found(cursor, at, afterWord(text, at));
      case UNSPACED_LETTER:
        beginSlice(cursor, at, afterUnspacedLetter);
        return takeWord(cursor);
      case DIGIT:
      case UNDERSCORE:
        return found(cursor, at, afterClass(text, at, characterClass));
      case EMOJI:
        return found(cursor, at, afterSymbol(cursor, at, true));
      case OTHER: {
        const keycap = text.charCodeAt(at + 1) === KEYCAP_SELECTOR;
        return found(cursor, at, afterSymbol(cursor, at, keycap));
      }
      default:
        return found(cursor, at, afterSymbol(cursor, at, false));
    }
  }
  return false;
}
