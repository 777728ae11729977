/** The lines of a text with their offsets. Ends are LF, CRLF or CR; a byte order mark is passed over. */

export interface Line {
  /** From 1, as editors count. */
  readonly number: number;
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
}

const lineFeed = 10;
const carriageReturn = 13;

export const afterMark = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0);

/** @returns where the next line begins, if a line break is at `at`; else `at` */
export function pastBreak(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit === lineFeed) return at + 1;
  if (unit !== carriageReturn) return at;
  return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
}

export function* linesOf(text: string): Generator<Line, void> {
  const ends = [finder(text, '\n'), finder(text, '\r')];
  let start = afterMark(text);
  for (let number = 1; start < text.length; number++) {
    const end = Math.min(ends[0](start), ends[1](start));
    yield { number, start, end };
    start = pastBreak(text, end);
  }
}

/** Where a sign comes next, or the text's length: asked for ascending places, it passes the text once. */
function finder(text: string, sign: string): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next < from) {
      const found = text.indexOf(sign, from);
      next = found < 0 ? text.length : found;
    }
    return next;
  };
}

/** The text of a span without white space around it, and where that lies. */
export interface Trimmed {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function trimmed(whole: string, start: number, end: number): Trimmed {
  const raw = whole.slice(start, end);
  if (isInk(raw.charCodeAt(0)) && isInk(raw.charCodeAt(raw.length - 1))) {
    return { text: raw, start, end };
  }
  const text = raw.trim();
  const from = start + (raw.length - raw.trimStart().length);
  return { text, start: from, end: from + text.length };
}

/** For sure no white space: of ASCII. */
const isInk = (unit: number): boolean => unit > 32 && unit < 127;
