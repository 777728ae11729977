/**
 * Words that stand beside numbers in a vocabulary: each beside its row in the model, or beside how
 * often it occurs. Rows count from 0, or from 1 where row 0 is padding and has no word.
 */

export type WordList =
  | {
      readonly ok: true;
      /** In the order of the model's rows. */
      readonly words: readonly string[];
      /** What the file itself calls the class of unknown words. */
      readonly unknown?: string | undefined;
    }
  | { readonly ok: false; readonly problem: string };

export type NumberedWords = readonly (readonly [word: string, number: number])[];

export const bad = (problem: string): WordList => ({ ok: false, problem });
export const shown = (word: string): string => JSON.stringify(word.slice(0, 60));

/** Stands in row 0 where words are numbered from 1. */
const padding = '<padding>';

const ways = 'write only the words, one per line, in the order of their rows';

/** Whether the numbers are those of rows, each once and without a gap. */
export function areRows(entries: NumberedWords): boolean {
  const numbers = new Set(entries.map(([, number]) => number));
  if (numbers.size < entries.length) return false;
  const first = numbers.has(0) ? 0 : 1;
  return entries.every(
    ([, number]) => Number.isInteger(number) && number >= first && number < first + entries.length,
  );
}

/** @param rows of the model */
export function byRows(entries: NumberedWords, rows: number): WordList {
  const first = entries.some(([, number]) => number === 0) || entries.length === 0 ? 0 : 1;
  const words: (string | undefined)[] = entries.map(() => undefined);
  for (const [word, id] of entries) {
    const at = id - first;
    if (!Number.isInteger(id) || at < 0 || at >= words.length) {
      const last = first + words.length - 1;
      return bad(
        `the word ${shown(word)} has the id ${id}, but ${words.length} words have the ids ${first} to ${last}. Number them without gaps; if the numbers are counts, ${ways}`,
      );
    }
    const other = words[at];
    if (other !== undefined) {
      return bad(
        `the words ${shown(other)} and ${shown(word)} have the same id ${id}. Give each its own; if the numbers are counts, ${ways}`,
      );
    }
    words[at] = word;
  }
  const found = words.filter((word) => word !== undefined);
  return first === 0 ? { ok: true, words: found } : withPadding(found, rows);
}

function withPadding(words: readonly string[], rows: number): WordList {
  if (rows !== words.length + 1) {
    return bad(
      `its ids go from 1 to ${words.length}, so that with row 0, which has no word, there are ${words.length + 1} rows, and the model has ${rows}. Give each word the number of its row, from 0`,
    );
  }
  const name = words.includes(padding) ? '<padding 0>' : padding;
  return { ok: true, words: [name, ...words] };
}

/** Numbers that never rise, or that repeat and are larger than any row. */
function areCounts(entries: NumberedWords): boolean {
  const numbers = entries.map(([, number]) => number);
  if (!numbers.every((number) => Number.isInteger(number) && number >= 0)) return false;
  const falls = numbers.every((number, n) => n === 0 || number <= numbers[n - 1]);
  const repeats = new Set(numbers).size < numbers.length;
  return falls || (repeats && numbers.some((number) => number >= numbers.length));
}

const isFalling = (entries: NumberedWords): boolean =>
  entries.length > 1 && entries.every(([, n], at) => at === 0 || n < entries[at - 1][1]);

/** Lines or pairs, whose order tells where the numbers do not. */
export function inOrder(entries: NumberedWords, rows: number): WordList {
  if (areRows(entries) && !isFalling(entries)) return byRows(entries, rows);
  const words = entries.map(([word]) => word);
  if (areCounts(entries) && !areRows(entries)) return { ok: true, words };
  return bad(
    `the numbers next to its words can be read neither as rows, each once and without a gap, nor as counts. For the first, number the rows from 0; for the second, ${ways}`,
  );
}
