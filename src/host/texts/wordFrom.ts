/**
 * The word that a command at a place of a text is about: the one there, or the next one; after the last
 * word of a text, that one. Knows nothing of VS Code.
 */
export interface Lines {
  readonly count: number;
  at(line: number): string;
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface WordPlace {
  readonly line: number;
  readonly start: number;
  /** After its last character. */
  readonly end: number;
}

/** Lines without a word in a row that are passed over, in each direction. */
const mostLines = 1000;

/** A word of letters; in a text of none, whatever is no white space. */
const kinds = [/\p{L}[\p{L}\p{M}]*/gu, /\S+/gu] as const;

export function wordFrom(lines: Lines, from: Place): WordPlace | undefined {
  for (const kind of kinds) {
    const word = wordAtOrAfter(lines, from, kind) ?? wordBefore(lines, from, kind);
    if (word) return word;
  }
  return undefined;
}

function wordAtOrAfter(lines: Lines, from: Place, kind: RegExp): WordPlace | undefined {
  const last = Math.min(lines.count, from.line + mostLines);
  for (let line = from.line; line < last; line++) {
    const isBehind = ({ end }: WordPlace): boolean => line > from.line || end > from.character;
    const word = wordsIn(lines, line, kind).find(isBehind);
    if (word) return word;
  }
  return undefined;
}

function wordBefore(lines: Lines, from: Place, kind: RegExp): WordPlace | undefined {
  const first = Math.max(0, from.line - mostLines);
  for (let line = Math.min(from.line, lines.count - 1); line >= first; line--) {
    const isBefore = ({ start }: WordPlace): boolean => line < from.line || start < from.character;
    const word = wordsIn(lines, line, kind).findLast(isBefore);
    if (word) return word;
  }
  return undefined;
}

const wordsIn = (lines: Lines, line: number, kind: RegExp): WordPlace[] =>
  [...lines.at(line).matchAll(kind)].map(({ index, 0: word }) => ({
    ...{ line, start: index, end: index + word.length },
  }));
