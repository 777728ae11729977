/**
 * Rows of fields: separated by tabs, in which quotes are letters like any other, or by commas or
 * semicolons (RFC 4180): there a field may stand in quotes, and then hold separators, line breaks and
 * doubled quotes. Empty lines are no rows. One pass, without regular expressions.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import { flawed, read, type Flawed, type Read } from './flaws';
import { afterMark, linesOf, pastBreak, trimmed, type Trimmed } from './lines';

export interface Row {
  /** In which it begins. */
  readonly line: number;
  readonly fields: readonly Trimmed[];
}

export type Separator = '\t' | ',' | ';';

export const readRows = (text: string, separator: Separator): Read<Row[]> =>
  inOneGo(readingRows(text, separator));

export function* readingRows(text: string, separator: Separator): Steps<Read<Row[]>> {
  return separator === '\t' ? read(yield* tabRows(text)) : yield* quotedRows(text, separator);
}

function* tabRows(text: string): Steps<Row[]> {
  const isDue = pauses();
  const rows: Row[] = [];
  for (const { number, start, end } of linesOf(text)) {
    const fields: Trimmed[] = [];
    let from = start;
    for (const part of text.slice(start, end).split('\t')) {
      fields.push(trimmed(text, from, from + part.length));
      from += part.length + 1;
    }
    if (fields.some((field) => field.text !== '')) rows.push({ line: number, fields });
    if (isDue(end - start)) yield;
  }
  return rows;
}

interface Reading {
  readonly text: string;
  readonly separator: Separator;
  at: number;
  line: number;
}

function* quotedRows(text: string, separator: Separator): Steps<Read<Row[]>> {
  const isDue = pauses();
  const rows: Row[] = [];
  const reading: Reading = { text, separator, at: afterMark(text), line: 1 };
  while (reading.at < text.length) {
    const { line, at } = reading;
    const fields = rowAt(reading);
    if ('flaw' in fields) return fields;
    const isEmpty = fields.length === 1 && fields[0]?.text === '';
    if (!isEmpty) rows.push({ line, fields });
    if (isDue(reading.at - at)) yield;
  }
  return read(rows);
}

function rowAt(reading: Reading): Trimmed[] | Flawed {
  const { text, separator } = reading;
  const fields: Trimmed[] = [];
  for (;;) {
    const field = fieldAt(reading);
    if ('flaw' in field) return field;
    fields.push(field);
    if (text[reading.at] === separator) {
      reading.at++;
      continue;
    }
    const next = pastBreak(text, reading.at);
    if (next !== reading.at) reading.line++;
    reading.at = next;
    return fields;
  }
}

/** Leaves `at` on what ends the field: a separator, a line break or the end of the text. */
function fieldAt(reading: Reading): Trimmed | Flawed {
  const { text } = reading;
  const from = reading.at;
  while (text[reading.at] === ' ') reading.at++;
  if (text[reading.at] === '"') return quotedAt(reading);
  reading.at = endOfPlain(reading);
  return trimmed(text, from, reading.at);
}

function endOfPlain({ text, separator, at }: Reading): number {
  let end = at;
  while (end < text.length && text[end] !== separator && pastBreak(text, end) === end) end++;
  return end;
}

function quotedAt(reading: Reading): Trimmed | Flawed {
  const { text, line } = reading;
  const start = reading.at + 1;
  let close = text.indexOf('"', start);
  let doubled = false;
  while (close >= 0 && text[close + 1] === '"') {
    doubled = true;
    close = text.indexOf('"', close + 2);
  }
  if (close < 0) return flawed({ kind: 'badQuote', line, isOpen: true });
  reading.line += breaksIn(text, start, close);
  reading.at = close + 1;
  const after = endOfPlain(reading);
  if (text.slice(reading.at, after).trim() !== '') {
    return flawed({ kind: 'badQuote', line: reading.line, isOpen: false });
  }
  reading.at = after;
  const field = trimmed(text, start, close);
  return doubled ? { ...field, text: field.text.replaceAll('""', '"') } : field;
}

function breaksIn(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at++) {
    const next = pastBreak(text, at);
    if (next === at) continue;
    breaks++;
    at = next - 1;
  }
  return breaks;
}
