/**
 * The tokenizer's cursor: finds one token after another, for any cut. Reads raw text:
 * CRLF counts as one LF, and offsets are those of the raw text.
 */
import type { Cursor } from './cursor';
import { cursorAtPlace, found, lineBreakWidth, pointWidth } from './cursor';
import type { CutVersion, StatedCut } from './cut';
import { cutFrom } from './cut';
import { nextWordOfVersion1 } from './wordsVersion1';
import { nextWordOfVersion2 } from './wordsVersion2';

export { REACH } from './cursor';

const BYTE_ORDER_MARK = 0xfeff;

export const cursorAt = (text: string, cut: StatedCut, position: number): Cursor =>
  cursorAtPlace(text, cutFrom(cut), position);

function nextCharacter(cursor: Cursor): boolean {
  const { text } = cursor;
  let at = cursor.position;
  if (at === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK) at = 1;
  if (at >= text.length) return false;
  return found(cursor, at, at + (lineBreakWidth(text, at) || pointWidth(text, at)));
}

/** What JavaScript calls white space, and what Python's `str.split()` does. */
const spacePatterns: Readonly<Record<CutVersion, RegExp>> = {
  1: /\s/u,
  2: /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u,
};
/** By unit, 1 for those; made when the first text is cut so. */
const spaces = new Map<CutVersion, Uint8Array>();

function spacesOf(version: CutVersion): Uint8Array {
  const known = spaces.get(version) ?? unitsThat(spacePatterns[version]);
  spaces.set(version, known);
  return known;
}

function unitsThat(match: RegExp): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, unit) =>
    match.test(String.fromCharCode(unit)) ? 1 : 0,
  );
}

function nextBetweenSpaces(cursor: Cursor): boolean {
  const { text, cut } = cursor;
  const space = spacesOf(cut.version);
  for (let at = cursor.position; at < text.length; at++) {
    const width = cut.kind === 'ids' ? 0 : lineBreakWidth(text, at);
    if (width > 0) return found(cursor, at, at + width);
    const unit = text.charCodeAt(at);
    if (space[unit] === 1 || (at === 0 && unit === BYTE_ORDER_MARK)) continue;
    let end = at + 1;
    while (end < text.length && space[text.charCodeAt(end)] === 0) end++;
    return found(cursor, at, end);
  }
  return false;
}

/** Moves to the next token. @returns false, the cursor's token unchanged, when there is none */
export function nextToken(cursor: Cursor): boolean {
  const { kind, version } = cursor.cut;
  switch (kind) {
    case 'words':
      return version === 1 ? nextWordOfVersion1(cursor) : nextWordOfVersion2(cursor);
    case 'characters':
      return nextCharacter(cursor);
    case 'whitespace':
    case 'ids':
      return nextBetweenSpaces(cursor);
    default:
      return kind satisfies never;
  }
}
