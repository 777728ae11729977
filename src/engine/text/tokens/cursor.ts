/**
 * Where a scan of a text is, and the token that it found last.
 *
 * A token is *fresh* when scanning that starts at it finds the same tokens as scanning that started
 * at the text's beginning. All are, except the second and later words of a slice of unspaced script.
 * What a fresh start finds depends on no text before it, and whether a token ends where it does on
 * at most `REACH` units after its start or its end.
 */
import type { Cut } from './cut';
import { LONGEST_SLICE, segmentSlice } from './segmentation';

/** Bounds how far a token's extent looks ahead: one slice, and the longest emoji (15 units). */
export const REACH = LONGEST_SLICE + 128;

export interface Cursor {
  readonly text: string;
  readonly cut: Cut;
  position: number;
  start: number;
  end: number;
  fresh: boolean;
  /** Ends of the words of the slice at hand, and which of them comes next. */
  words: readonly number[];
  nextWord: number;
  readonly emoji: RegExp;
}

export function cursorAtPlace(text: string, cut: Cut, position: number): Cursor {
  const emoji = /\p{RGI_Emoji}/vy;
  return { text, cut, position, start: 0, end: 0, fresh: true, words: [], nextWord: 0, emoji };
}

export function found(cursor: Cursor, start: number, end: number): true {
  cursor.start = start;
  cursor.end = end;
  cursor.position = end;
  cursor.fresh = true;
  return true;
}

export function takeWord(cursor: Cursor): true {
  const first = cursor.nextWord === 0;
  found(cursor, cursor.position, cursor.words[cursor.nextWord++]);
  cursor.fresh = first;
  return true;
}

export function pointWidth(text: string, position: number): number {
  const unit = text.charCodeAt(position);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  return (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
}

/** 1 or 2 units of line break at the position (LF, CRLF), 0 if there is none. */
export function lineBreakWidth(text: string, position: number): number {
  const unit = text.charCodeAt(position);
  if (unit === 10) return 1;
  return unit === 13 && text.charCodeAt(position + 1) === 10 ? 2 : 0;
}

export function afterLineBreaks(text: string, position: number): number {
  let end = position;
  for (let width = lineBreakWidth(text, end); width > 0; width = lineBreakWidth(text, end)) {
    end += width;
  }
  return end;
}

/**
 * Cuts the slice of unspaced script that begins here into the words to hand out next.
 * @param afterLetter the end of the letter that begins at a place, -1 where none of the script does
 */
export function beginSlice(
  cursor: Cursor,
  position: number,
  afterLetter: (text: string, position: number) => number,
): void {
  const { text } = cursor;
  let end = afterLetter(text, position);
  let complete = true;
  for (let next = afterLetter(text, end); next >= 0; next = afterLetter(text, end)) {
    if (next - position > LONGEST_SLICE) {
      complete = false;
      break;
    }
    end = next;
  }
  cursor.words =
    end - position > LONGEST_SLICE ? [end] : segmentSlice(text, position, end, complete);
  cursor.nextWord = 0;
  cursor.position = position;
}
