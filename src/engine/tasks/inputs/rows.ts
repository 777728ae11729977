/**
 * The rows of an embedding: one for whatever is not known, then one for each value that was seen often
 * enough, most frequent first.
 */
import { pauses, type Steps } from '../../steps';

export interface Rows {
  /** By row; the first is '', for all that is not known. */
  readonly values: readonly string[];
  /** 0 for what is not known. */
  of(value: string): number;
}

export const unknownRow = 0;

/** Of the words of texts. */
export function* countingValues(
  texts: readonly { readonly words: readonly string[] }[],
): Steps<Map<string, number>> {
  const isDue = pauses();
  const counts = new Map<string, number>();
  for (const { words } of texts) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    if (isDue(8 * words.length)) yield;
  }
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
