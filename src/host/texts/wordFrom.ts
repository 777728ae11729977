/** The word at a place of a text, or the next one. Knows nothing of VS Code. */
export interface Lines {
  readonly count: number;
  at(line: number): string;
}

export interface WordPlace {
  readonly line: number;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** Lines without a word in a row that are passed over. */
const mostLines = 1000;

export function wordFrom(
  lines: Lines,
  from: { readonly line: number; readonly character: number },
): WordPlace | undefined {
  const last = Math.min(lines.count, from.line + mostLines);
  for (let line = from.line; line < last; line++) {
    for (const { index, 0: word } of lines.at(line).matchAll(/\p{L}+/gu)) {
      const end = index + word.length;
      if (line > from.line || end > from.character) return { line, start: index, end };
    }
  }
  return undefined;
}
