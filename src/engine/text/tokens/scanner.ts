/**
 * The tokenizer's cursor: finds one token after another. It is the regular expression of
 * `tokenizer.ts` written as a scanner by character class, because the expression overflows the
 * stack on a token of 1 MB and is slow before that. Reads raw text: CRLF counts as one LF, and
 * offsets are those of the raw text.
 *
 * A token is *fresh* when scanning that starts at it finds the same tokens as scanning that started
 * at the text's beginning. All are, except the second and later words of a slice of unspaced script.
 * What a fresh start finds depends on no text before it, and whether a token ends where it does on
 * at most `REACH` units after its start or its end.
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
import { LONGEST_SLICE, segmentSlice } from './segmentation';

export type TokenKind = 'words' | 'characters' | 'whitespace' | 'ids';

/** Bounds how far a token's extent looks ahead: one slice, and the longest emoji (15 units). */
export const REACH = LONGEST_SLICE + 128;

const BYTE_ORDER_MARK = 0xfeff;
const KEYCAP_SELECTOR = 0xfe0f;

/** Where the scan is, and the token that it found last. */
export interface Cursor {
  readonly text: string;
  readonly kind: TokenKind;
  position: number;
  start: number;
  end: number;
  fresh: boolean;
  /** Ends of the words of the slice at hand, and which of them comes next. */
  words: readonly number[];
  nextWord: number;
  readonly emoji: RegExp;
}

export function cursorAt(text: string, kind: TokenKind, position: number): Cursor {
  const emoji = /\p{RGI_Emoji}/vy;
  return { text, kind, position, start: 0, end: 0, fresh: true, words: [], nextWord: 0, emoji };
}

/** The class at a position, surrogate pairs put together; -1 at the end of the text. */
function classAt(text: string, position: number): number {
  if (position >= text.length) return -1;
  const unitClass = unitClasses[text.charCodeAt(position)];
  return unitClass === SURROGATE ? classOf(text.codePointAt(position) ?? 0) : unitClass;
}

function pointWidth(text: string, position: number): number {
  const unit = text.charCodeAt(position);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  return (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
}

/** 1 or 2 units of line break at the position (LF, CRLF), 0 if there is none. */
function lineBreakWidth(text: string, position: number): number {
  const unit = text.charCodeAt(position);
  if (unit === 10) return 1;
  return unit === 13 && text.charCodeAt(position + 1) === 10 ? 2 : 0;
}

function afterLineBreaks(text: string, position: number): number {
  let end = position;
  for (let width = lineBreakWidth(text, end); width > 0; width = lineBreakWidth(text, end)) {
    end += width;
  }
  return end;
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
  let end = position + pointWidth(text, position);
  for (let next = classAt(text, end); next === MARK || next === JOINER; next = classAt(text, end)) {
    end += pointWidth(text, end);
  }
  return end;
}

/** Cuts the slice of unspaced script that begins here into the words to hand out next. */
function beginSlice(cursor: Cursor, position: number): void {
  const { text } = cursor;
  let end = afterUnspacedLetter(text, position);
  let complete = true;
  while (classAt(text, end) === UNSPACED_LETTER) {
    const next = afterUnspacedLetter(text, end);
    if (next - position > LONGEST_SLICE) {
      complete = false;
      break;
    }
    end = next;
  }
  cursor.words =
    end - position > LONGEST_SLICE ? [end] : segmentSlice(text, position, end, complete);
  cursor.nextWord = 0;
}

function found(cursor: Cursor, start: number, end: number): true {
  cursor.start = start;
  cursor.end = end;
  cursor.position = end;
  cursor.fresh = true;
  return true;
}

function takeWord(cursor: Cursor): true {
  const first = cursor.nextWord === 0;
  found(cursor, cursor.position, cursor.words[cursor.nextWord++]);
  cursor.fresh = first;
  return true;
}

function nextWordToken(cursor: Cursor): boolean {
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
        beginSlice(cursor, at);
        cursor.position = at;
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

function nextCharacter(cursor: Cursor): boolean {
  const { text } = cursor;
  let at = cursor.position;
  if (at === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK) at = 1;
  if (at >= text.length) return false;
  return found(cursor, at, at + (lineBreakWidth(text, at) || pointWidth(text, at)));
}

function isSpace(unit: number): boolean {
  const unitClass = unitClasses[unit];
  return unitClass === SPACE || unitClass === LINE_FEED || unitClass === CARRIAGE_RETURN;
}

function nextBetweenSpaces(cursor: Cursor): boolean {
  const { text } = cursor;
  for (let at = cursor.position; at < text.length; at++) {
    const width = cursor.kind === 'ids' ? 0 : lineBreakWidth(text, at);
    if (width > 0) return found(cursor, at, at + width);
    if (isSpace(text.charCodeAt(at))) continue;
    let end = at + 1;
    while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
    return found(cursor, at, end);
  }
  return false;
}

/** Moves to the next token. @returns false, the cursor's token unchanged, when there is none */
export function nextToken(cursor: Cursor): boolean {
  switch (cursor.kind) {
    case 'words':
      return nextWordToken(cursor);
    case 'characters':
      return nextCharacter(cursor);
    case 'whitespace':
    case 'ids':
      return nextBetweenSpaces(cursor);
    default:
      return cursor.kind satisfies never;
  }
}
