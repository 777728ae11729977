/**
 * A vocabulary of lines: one word per line, or words in columns with numbers next to them: ids or
 * counts (`word<TAB>id`, `word count`, `id,word`), a line of titles above them or not.
 */
import type { NumberedWords, WordList } from './numberedWords';
import { areRows, inOrder } from './numberedWords';

/** What can stand between two columns, the most likely first. */
const separators: readonly string[] = ['\\t', '[ \\t]+', ', ?', '; ?', ': ?', ' ?= ?', ' ?\\| ?'];

export function fromLines(text: string, rows: number): WordList {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  while (lines.at(-1) === '') lines.pop();
  for (const separator of separators) {
    const columns = columnsOf(lines, separator) ?? columnsUnderTitles(lines, separator);
    if (columns) return inOrder(columns, rows);
  }
  return { ok: true, words: lines };
}

/** The first line names the columns. */
function columnsUnderTitles(
  lines: readonly string[],
  separator: string,
): NumberedWords | undefined {
  const [titles, ...rest] = lines;
  const isTitled = rest.length > 1 && new RegExp(`^\\w+${separator}\\w+`).test(titles);
  return isTitled ? columnsOf(rest, separator) : undefined;
}

/** Each word with its number; of several columns of numbers, that of the rows. */
function columnsOf(lines: readonly string[], separator: string): NumberedWords | undefined {
  if (lines.length < 2) return undefined;
  const behind = new RegExp(`^(.+?)${separator}(\\d+)$`, 's');
  const before = new RegExp(`^\\s*(\\d+)${separator}(.+)$`, 's');
  const columns: number[][] = [];
  let words: readonly string[] = lines;
  for (const [form, word, number] of [
    [behind, 1, 2],
    [behind, 1, 2],
    [before, 2, 1],
  ] as const) {
    const found = words.map((one) => form.exec(one));
    const sound = found.filter((one) => one !== null);
    if (sound.length < words.length) continue;
    columns.push(sound.map((one) => Number(one[number])));
    words = sound.map((one) => one[word]);
  }
  const tables = columns.map((numbers) => words.map((word, n) => [word, numbers[n]] as const));
  return tables.find(areRows) ?? tables.at(0);
}
