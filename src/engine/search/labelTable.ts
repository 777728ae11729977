/**
 * Labels from a file: a line a span, its first and the offset after its last character, separated by a
 * tab; what follows is not read. Offsets count UTF-16 units, as VS Code does. One line of headings may
 * come first; empty lines and those that begin with # are passed over.
 */
import type { TextSpan } from './labelledText';

export type ReadTable =
  | { readonly ok: true; readonly spans: readonly TextSpan[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** @param length of the text that the offsets are of */
export function readLabelTable(table: string, length: number): ReadTable {
  const spans: TextSpan[] = [];
  let isFirst = true;
  for (const [n, raw] of table.split(/\r?\n/).entries()) {
    const line = raw.replace(/^\ufeff/, '');
    if (/^\s*(#|$)/.test(line)) continue;
    const numbers = /^\s*(\d{1,15})\t\s*(\d{1,15})\s*(?:\t|$)/.exec(line);
    const isHead = isFirst && /^\D+$/.test(line.split('\t', 1)[0]);
    isFirst = false;
    if (!numbers && isHead) continue;
    const refused = (reason: string): ReadTable => ({ ok: false, line: n + 1, reason });
    if (!numbers) return refused('it does not begin with two whole numbers separated by a tab');
    const [start, end] = [Number(numbers[1]), Number(numbers[2])];
    if (end <= start) return refused(`${start} to ${end} is not a span`);
    if (end > length) return refused(`${end} is beyond the text’s ${length} characters`);
    spans.push({ start, end });
  }
  return { ok: true, spans };
}
