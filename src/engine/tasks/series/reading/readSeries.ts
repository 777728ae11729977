/**
 * Reads a table of numbers in time: CSV by commas or semicolons, tabs, or a number to a line; with dates or
 * without. Nothing is filled in or passed over: a value that is missing or no number is named by its line.
 */
import { inOneGo, pauses, type Steps } from '../../../steps';
import { readingRows, type Row, type Separator } from '../../formats/delimited';
import { flawed, read, type Flawed, type Read } from '../../formats/flaws';
import { timeColumn, type TimeColumn } from './timeColumn';
import { numberIn, isMissing } from './numbers';
import { fewestRows, type Series, type SeriesColumn } from '../series';

export interface SeriesWishes {
  /** Names of columns, or their numbers from 1; the first is predicted. None: the first of numbers. */
  readonly columns?: readonly string[];
  /** Rows that are needed; of a series that is only continued, fewer. */
  readonly fewest?: number;
}

export const readSeries = (text: string, wishes?: SeriesWishes): Read<Series> =>
  inOneGo(readingSeries(text, wishes));

export function* readingSeries(text: string, wishes: SeriesWishes = {}): Steps<Read<Series>> {
  const separator = separatorOf(text);
  const rows = yield* readingRows(text, separator);
  if (!rows.ok) return rows;
  const table = tableOf(rows.value, separator);
  if ('flaw' in table) return table;
  const time = yield* timeColumn(table.rows, table.names);
  if (time.flaw) return time.flaw;
  return yield* seriesOf(table, time.column, wishes);
}

export interface NumericColumn {
  readonly name: string;
  /** Among all columns, from 1. */
  readonly number: number;
}

/** Columns that hold numbers, the one that says when left out, to choose from. */
export function* findingNumericColumns(text: string): Steps<Read<readonly NumericColumn[]>> {
  const separator = separatorOf(text);
  const rows = yield* readingRows(text, separator);
  if (!rows.ok) return rows;
  const table = tableOf(rows.value, separator);
  if ('flaw' in table) return table;
  const { column: time } = yield* timeColumn(table.rows, table.names);
  const numeric = yield* numericIn(table, time);
  return read(numeric.map((n) => ({ name: table.names[n], number: n + 1 })));
}

/** What kind of table it is, whatever is wrong with a value. */
export interface SeriesShape {
  readonly rows: number;
  /** Columns of numbers, by name. */
  readonly numeric: readonly string[];
  /** Columns that neither hold numbers nor say when. */
  readonly others: number;
  /** A column says when. */
  readonly isDated: boolean;
}

/** @returns undefined where it is no table */
export function* shapeOfSeries(text: string): Steps<SeriesShape | undefined> {
  const separator = separatorOf(text);
  const rows = yield* readingRows(text, separator);
  if (!rows.ok) return undefined;
  const table = tableOf(rows.value, separator);
  if ('flaw' in table) return undefined;
  const { column, flaw } = yield* timeColumn(table.rows, table.names);
  const isDated = column !== undefined || flaw !== undefined;
  const numeric = (yield* numericIn(table, column)).map((n) => table.names[n]);
  const others = Math.max(0, table.names.length - numeric.length - Number(isDated));
  return { rows: table.rows.length, numeric, others, isDated };
}

interface Table {
  readonly names: readonly string[];
  readonly hasHeading: boolean;
  /** Without the heading. */
  readonly rows: readonly Row[];
  readonly separator: Separator;
}

function separatorOf(text: string): Separator {
  const head = text.slice(0, 10_000);
  const counts = (sign: string): number => head.split(sign).length - 1;
  if (counts(';') > 0) return ';';
  return counts('\t') > 0 ? '\t' : ',';
}

/** Lines that begin with `#` are remarks. */
function tableOf(all: readonly Row[], separator: Separator): Table | Flawed {
  const rows = all.filter(({ fields }) => !fields[0].text.startsWith('#'));
  if (rows.length === 0) return flawed({ kind: 'noValues' });
  const [first] = rows;
  const odd = rows.find(({ fields }) => fields.length !== first.fields.length);
  if (odd) {
    const [columns, expected] = [odd.fields.length, first.fields.length];
    return flawed({ kind: 'unequalColumns', line: odd.line, columns, expected });
  }
  const hasHeading = rows.length > 1 && isHeading(first, rows[1], separator);
  const names = first.fields.map(({ text }, n) =>
    hasHeading && text !== '' ? text : `column ${n + 1}`,
  );
  return { names, hasHeading, rows: hasHeading ? rows.slice(1) : rows, separator };
}

/** Holds no number where the row after it has one. */
function isHeading(first: Row, second: Row, separator: Separator): boolean {
  const isNumber = ({ text }: { text: string }): boolean => numberIn(text, separator) !== undefined;
  return !first.fields.some(isNumber) && (second.fields.some(isNumber) || first.fields.length > 1);
}

function* seriesOf(
  table: Table,
  time: TimeColumn | undefined,
  { columns: wanted = [], fewest = fewestRows }: SeriesWishes,
): Steps<Read<Series>> {
  const { rows, names } = table;
  const numeric = yield* numericIn(table, time);
  const chosen = chosenColumns(table, numeric, wanted);
  if ('flaw' in chosen) return chosen;
  if (rows.length < fewest) return flawed({ kind: 'fewValues', values: rows.length, fewest });
  const columns: SeriesColumn[] = [];
  for (const index of chosen.indices) {
    const column = yield* columnOf(table, index);
    if ('flaw' in column) return column;
    if (fewest > 1 && column.values.every((value) => value === column.values[0])) {
      return flawed({ kind: 'constantSeries', column: column.name });
    }
    columns.push(column);
  }
  return read({
    ...{ task: 'series', columns, numeric: numeric.map((n) => names[n]) },
    ...(time?.dates && { dates: time.dates }),
    skips: time?.skips ?? 0,
    lines: Int32Array.from(rows, ({ line }) => line),
  });
}

function* numericIn(table: Table, time: TimeColumn | undefined): Steps<number[]> {
  const numeric: number[] = [];
  for (const n of table.names.keys()) {
    if (n !== time?.index && (yield* isNumeric(table, n))) numeric.push(n);
  }
  return numeric;
}

/** Of what is there, at least half are numbers. */
function* isNumeric({ rows, separator }: Table, index: number): Steps<boolean> {
  const isDue = pauses();
  let [there, numbers] = [0, 0];
  for (const { fields } of rows) {
    if (isDue()) yield;
    const { text } = fields[index];
    if (isMissing(text)) continue;
    there++;
    if (numberIn(text, separator) !== undefined) numbers++;
  }
  return numbers > 0 && numbers >= there / 2;
}

/** Of more than these it is to be said which is meant. */
const mostUnnamed = 100;
/** Columns that a network reads side by side. */
const mostColumns = 64;

function chosenColumns(
  { names }: Table,
  numeric: readonly number[],
  wanted: readonly string[],
): { readonly indices: readonly number[] } | Flawed {
  const columns = names.length;
  if (wanted.length > mostColumns) {
    return flawed({ kind: 'manyColumns', columns: wanted.length, most: mostColumns });
  }
  const indices: number[] = [];
  for (const column of wanted) {
    const index = indexOf(names, column);
    if (index === undefined) return flawed({ kind: 'noColumn', column, columns });
    if (!indices.includes(index)) indices.push(index);
  }
  if (indices.length > 0) return { indices };
  if (numeric.length > mostUnnamed)
    return flawed({ kind: 'unnamedColumn', columns: numeric.length });
  return numeric.length === 0
    ? flawed({ kind: 'noNumbers', columns })
    : { indices: numeric.slice(0, 1) };
}

function indexOf(names: readonly string[], wanted: string): number | undefined {
  const byName = names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  if (byName >= 0) return byName;
  const number = /^\d+$/.test(wanted) ? Number(wanted) : 0;
  return number >= 1 && number <= names.length ? number - 1 : undefined;
}

function* columnOf({ rows, names, separator }: Table, index: number): Steps<SeriesColumn | Flawed> {
  const isDue = pauses();
  const name = names[index];
  const values = new Float64Array(rows.length);
  for (const [n, { line, fields }] of rows.entries()) {
    const { text } = fields[index];
    if (isMissing(text)) return flawed({ kind: 'missingValue', line, column: name });
    const value = numberIn(text, separator);
    if (value === undefined) return flawed({ kind: 'notNumber', line, column: name, text });
    values[n] = value;
    if (isDue()) yield;
  }
  return { name, values };
}
