/**
 * Labels that a text carries in itself: what lies in brackets (headings: `headings.ts`). As spans of
 * offsets, in order, without overlaps.
 */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

const openers = '([{';
const closers = ')]}';

/**
 * From each opening bracket of the outermost level to just before its closing one: where, after
 * reading, a bracket is open. What is never closed, or never opened, is no bracket.
 *
 * @param of the opening ones that count
 */
export function bracketSpans(text: string, of = openers): TextSpan[] {
  const open: { readonly start: number; readonly kind: number }[] = [];
  // How many of each kind are open, so that a closing bracket without one costs nothing.
  const counts = [0, 0, 0];
  const spans: TextSpan[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[()[\]{}]/g)) {
    const opened = openers.indexOf(bracket);
    if (opened >= 0 && !of.includes(bracket)) continue;
    if (opened >= 0) {
      open.push({ start: index, kind: opened });
      counts[opened]++;
      continue;
    }
    const kind = closers.indexOf(bracket);
    if (counts[kind] === 0) continue; // also those of a kind that does not count
    let last = open.pop();
    // Those that were opened within and never closed.
    for (; last && last.kind !== kind; last = open.pop()) counts[last.kind]--;
    if (!last) continue;
    counts[kind]--;
    while ((spans.at(-1)?.start ?? -1) > last.start) spans.pop();
    spans.push({ start: last.start, end: index });
  }
  return spans;
}
