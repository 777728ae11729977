/** Which sign separates the columns of a table of classes, by its first line and its name. */
import { classHeadings, textHeadings } from './headings';
import { readRows, type Separator } from './delimited';
import { linesOf } from './lines';

/** Undefined where no line says so. */
export function separatorOf(text: string, name: string): Separator | undefined {
  const first = firstLine(text);
  const counts = { ',': count(first, ','), ';': count(first, ';') };
  const bySign: Separator = counts[';'] > counts[','] ? ';' : ',';
  if (counts[bySign] > 0 && (/\.csv$/i.test(name) || isHeading(first, bySign))) return bySign;
  return first.includes('\t') ? '\t' : undefined;
}

function firstLine(text: string): string {
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (line.trim() !== '') return line;
  }
  return '';
}

const count = (line: string, sign: string): number => line.split(sign).length - 1;

/** A line of short names, of which one says that a text or a class follows below it. */
function isHeading(line: string, separator: Separator): boolean {
  const rows = readRows(line, separator);
  const names = rows.ok ? (rows.value[0]?.fields ?? []).map(({ text }) => text.toLowerCase()) : [];
  const isKnown = (name: string): boolean => classHeadings.has(name) || textHeadings.has(name);
  return names.length > 1 && names.some(isKnown);
}
