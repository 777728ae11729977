/**
 * The numbers behind a picture, and the forms in which they leave the panel. Numbers go out in full;
 * words go out as words: no cell of a table can become a formula in a spreadsheet.
 */
export type Value = string | number;

export interface DataTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** RFC 4180; every word in quotes. */
export function csvOf({ columns, rows }: DataTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** For the clipboard: spreadsheets take it apart at tabs and line breaks, so cells have none. */
export function tsvOf({ columns, rows }: DataTable): string {
  const cell = (value: Value): string =>
    typeof value === 'number' ? String(value) : guarded(value.replace(/[\t\r\n\v\f]+/g, ' '));
  return [columns, ...rows].map((row) => row.map(cell).join('\t')).join('\n');
}

/** One object a row would repeat the columns' names in each; arrays do not. */
export function jsonOf({ title, columns, rows }: DataTable): string {
  const written = rows.map((row) => row.map(jsonValue));
  return `${JSON.stringify({ title, columns, rows: written }, null, 1)}\n`;
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
