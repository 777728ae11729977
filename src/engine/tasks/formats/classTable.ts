/** A table of classes: one example a row, its text in one column and its class in another. */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { ClassExample, ClassExamples } from '../examples';
import { classColumns, type ClassColumns } from './classColumns';
import { classesOf, type ClassText } from './classTexts';
import { readingRows, type Row, type Separator } from './delimited';
import { flawed, read, type Flawed, type Read } from './flaws';
import { linesOf } from './lines';
import { separatorOf } from './separator';

export interface ClassTable extends ClassExamples {
  readonly format: ClassFormat;
}

/** What was recognised: which columns, from 0. */
export interface ClassFormat extends ClassColumns {
  readonly separator: Separator;
  readonly columns: number;
  /** What the heading calls the class. */
  readonly heading?: string;
}

export interface TableWishes {
  /** The class: the name of a column, or its number from 1. */
  readonly column?: string;
  /** Of training examples, where these are to test what was learnt from them. */
  readonly known?: readonly string[];
}

/** @param name of the file: what ends in `.csv` is separated by commas or semicolons */
export const readClassTable = (
  text: string,
  name: string,
  wishes?: TableWishes,
): Read<ClassTable> => inOneGo(readingClassTable(text, name, wishes));

export function* readingClassTable(
  text: string,
  name: string,
  { column, known }: TableWishes = {},
): Steps<Read<ClassTable>> {
  const separator = separatorOf(text, name);
  if (separator === undefined) return flawed(withoutSeparator(text));
  const rows = yield* readingRows(text, separator);
  if (!rows.ok) return rows;
  const uneven = unevenRow(rows.value, separator);
  if (uneven) return uneven;
  const columns = yield* classColumns(rows.value, separator, column);
  if (!columns.ok) return columns;
  const texts = yield* textsOf(rows.value, columns.value);
  if ('flaw' in texts) return texts;
  const judged = yield* classesOf(texts, known);
  if (!judged.ok) return judged;
  const format = formatOf(rows.value, columns.value, separator);
  return read({ ...judged.value, format });
}

function withoutSeparator(text: string): Flawed['flaw'] {
  for (const { number, start, end } of linesOf(text)) {
    if (text.slice(start, end).trim() !== '') return { kind: 'noTab', line: number };
  }
  return { kind: 'noExamples' };
}

function unevenRow(rows: readonly Row[], separator: Separator): Flawed | undefined {
  const expected = rows[0]?.fields.length ?? 0;
  const odd = rows.find(({ fields }) => fields.length !== expected);
  if (!odd) return undefined;
  const { line, fields } = odd;
  const columns = fields.length;
  const hasNone = columns === 1 && separator === '\t';
  return flawed(
    hasNone ? { kind: 'noTab', line } : { kind: 'unequalColumns', line, columns, expected },
  );
}

function* textsOf(
  rows: readonly Row[],
  { text, class: judged, hasHeading }: ClassColumns,
): Steps<ClassText[] | Flawed> {
  const isDue = pauses();
  const texts: ClassText[] = [];
  for (const { line, fields } of hasHeading ? rows.slice(1) : rows) {
    const [words, name] = [fields[text], fields[judged].text];
    if (words.text === '') return flawed({ kind: 'emptySide', line, side: 'text' });
    if (name === '') return flawed({ kind: 'emptySide', line, side: 'class' });
    texts.push({ ...words, name, line });
    if (isDue()) yield;
  }
  return texts;
}

function formatOf(rows: readonly Row[], found: ClassColumns, separator: Separator): ClassFormat {
  const fields = rows[0]?.fields ?? [];
  const heading = found.hasHeading ? { heading: fields[found.class].text } : {};
  return { ...found, separator, columns: fields.length, ...heading };
}

/** Where in the file a place within an example's text lies: doubled quotes count twice there. */
export function placeInFile({ text, start, end }: ClassExample, offset: number): number {
  if (end - start === text.length) return start + offset;
  let doubled = 0;
  for (let at = 0; at < offset; at++) if (text[at] === '"') doubled++;
  return start + offset + doubled;
}
