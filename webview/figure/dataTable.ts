/**
 * The numbers behind a picture, and the forms in which they leave the panel. Numbers go out in full;
 * words go out as words: no cell of a table can become a formula in a spreadsheet. Words and layers are
 * counted from 0 in data, and the heads of columns say so; the page counts them from 1.
 */
export type Value = string | number;

export interface DataTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** Those of them that count words or layers: from 0 in the rows. */
  readonly counted?: readonly string[];
  /** Those of numbers that lie powers of ten apart, and are written so. */
  readonly powers?: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const headsOf = ({ columns, counted }: DataTable): readonly string[] =>
  columns.map((name) => (counted?.includes(name) ? `${name} (from 0)` : name));

/** RFC 4180; every word in quotes. */
export function csvOf(table: DataTable): string {
  return [headsOf(table), ...table.rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** For the clipboard: spreadsheets take it apart at tabs and line breaks, so cells have none. */
export function tsvOf(table: DataTable): string {
  const cell = (value: Value): string =>
    typeof value === 'number' ? String(value) : guarded(value.replace(/[\t\r\n\v\f]+/g, ' '));
  return [headsOf(table), ...table.rows].map((row) => row.map(cell).join('\t')).join('\n');
}

/** One object a row would repeat the columns' names in each; arrays do not. */
export function jsonOf(table: DataTable): string {
  const rows = table.rows.map((row) => row.map(jsonValue));
  return `${JSON.stringify({ title: table.title, columns: headsOf(table), rows }, null, 1)}\n`;
}

const jsonValue = (value: Value): Value | null =>
  typeof value === 'number' && !Number.isFinite(value) ? null : value;

function csvCell(value: Value): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return `"${guarded(value).replace(/"/g, '""')}"`;
}

/**
 * A word that a spreadsheet would run gets an apostrophe before it: what begins with = + - @ (their
 * wide forms too) after white space of any kind, and what begins with a control character.
 */
function guarded(word: string): string {
  const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠|%]/u;

  return formula.test(word) || /^[\u0000-\u001f]/.test(word) ? `'${word}` : word;
}
