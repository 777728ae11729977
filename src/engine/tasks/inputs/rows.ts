/**
 * The rows of an embedding: one for whatever is not known, then one for each value that was seen often
 * enough, most frequent first.
 */

export interface Rows {
  /** By row; the first is '', for all that is not known. */
  readonly values: readonly string[];
  /** 0 for what is not known. */
  of(value: string): number;
}

export const unknownRow = 0;

export function countValues(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** @param atLeast times seen */
export function rowsOf(counts: ReadonlyMap<string, number>, atLeast: number): Rows {
  const often = [...counts].filter(([value, count]) => count >= atLeast && value !== '');
  // Sorting is stable: what is equally frequent stands as it came.
  const sorted = often.sort(([, one], [, other]) => other - one);
  return rowsFrom(['', ...sorted.map(([value]) => value)]);
}

/** As a model keeps them. @param values with the unknown one first */
export function rowsFrom(values: readonly string[]): Rows {
  const rows = new Map(values.map((value, row) => [value, row]));
  return { values, of: (value) => rows.get(value) ?? unknownRow };
}
