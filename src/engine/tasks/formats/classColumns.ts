/**
 * Which columns of a table are the text and its class, and whether the first row names them. The class
 * is the column that is called so, else the one with the fewest different values that come again; the
 * text is the column that is called so, else the longest of the others.
 */
import { pauses, type Steps } from '../../steps';
import type { Row, Separator } from './delimited';
import { flawed, read, type Read } from './flaws';
import { classHeadings, textHeadings } from './headings';

export interface ClassColumns {
  readonly text: number;
  readonly class: number;
  readonly hasHeading: boolean;
}

interface Column {
  readonly index: number;
  /** In the first row, in lower case. */
  readonly name: string;
  /** Apart from the first row. */
  readonly different: number;
  readonly meanLength: number;
  /** Whether the first row's value comes again. */
  readonly isRepeated: boolean;
}

/** @param wanted the class: the name of a column, or its number from 1 */
export function* classColumns(
  rows: readonly Row[],
  separator: Separator,
  wanted?: string,
): Steps<Read<ClassColumns>> {
  const columns: Column[] = [];
  const count = rows[0]?.fields.length ?? 0;
  while (columns.length < count) columns.push(yield* columnOf(rows, columns.length));
  const named = wanted === undefined ? undefined : wantedColumn(columns, wanted);
  if (wanted !== undefined && !named) {
    return flawed({ kind: 'noColumn', column: wanted, columns: columns.length });
  }
  const judged = named ?? called(columns, classHeadings) ?? fewest(columns, rows.length);
  const others = columns.filter((column) => column !== judged);
  const text = called(others, textHeadings) ?? longest(others);
  if (!judged || !text) return flawed({ kind: 'noClassColumn', columns: columns.length });
  const hasHeading = isHeading([judged, text], separator, rows.length);
  const values = rows.length - (hasHeading ? 1 : 0);
  const distinct = judged.different + (hasHeading || judged.isRepeated ? 0 : 1);
  if (!named && values > 3 && values < alwaysMany && distinct === values) {
    return flawed({ kind: 'noClassColumn', columns: columns.length });
  }
  return read({ text: text.index, class: judged.index, hasHeading });
}

/** From here on as many classes as rows are said to be too many, which says more. */
const alwaysMany = 1000;

function* columnOf(rows: readonly Row[], index: number): Steps<Column> {
  const isDue = pauses();
  const values = new Set<string>();
  let length = 0;
  for (let row = 1; row < rows.length; row++) {
    const { text } = rows[row].fields[index];
    values.add(text);
    length += text.length;
    if (isDue(text.length)) yield;
  }
  const first = rows[0].fields[index].text;
  return {
    index,
    name: first.toLowerCase(),
    different: values.size,
    meanLength: length / Math.max(1, rows.length - 1),
    isRepeated: values.has(first),
  };
}

function wantedColumn(columns: readonly Column[], wanted: string): Column | undefined {
  const byName = columns.find(({ name }) => name === wanted.toLowerCase());
  return byName ?? columns.find(({ index }) => String(index + 1) === wanted);
}

const called = (columns: readonly Column[], names: ReadonlySet<string>): Column | undefined =>
  columns.find(({ name, isRepeated }) => names.has(name) && !isRepeated);

/** Of those in which classes come again; else of those with one class only, else of all. */
function fewest(columns: readonly Column[], rows: number): Column | undefined {
  const several = columns.filter(({ different }) => different > 1 && different <= rows / 2);
  const single = columns.filter(({ different }) => different === 1);
  const from = [several, single].find((some) => some.length > 0) ?? columns;
  return smallest(from, (one, other) =>
    one.different === other.different
      ? one.meanLength - other.meanLength
      : one.different - other.different,
  );
}

const longest = (columns: readonly Column[]): Column | undefined =>
  smallest(columns, (one, other) => other.meanLength - one.meanLength);

/** Of equals the last. */
function smallest(
  columns: readonly Column[],
  compare: (one: Column, other: Column) => number,
): Column | undefined {
  let best: Column | undefined;
  for (const column of columns) if (!best || compare(column, best) <= 0) best = column;
  return best;
}

/** CSV has one unless its first class comes again; between tabs only names that are known are one. */
function isHeading(columns: readonly Column[], separator: Separator, rows: number): boolean {
  if (rows < 2 || columns.some(({ isRepeated }) => isRepeated)) return false;
  const isKnown = ({ name }: Column): boolean => classHeadings.has(name) || textHeadings.has(name);
  return separator !== '\t' || columns.some(isKnown);
}
