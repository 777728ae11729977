/** What was taken for what: a table whose cells know their examples, and what it says of each class. */

export interface Confusion {
  readonly classes: number;
  /** Numbers of the examples of class `wanted` that were judged `given`, ascending. */
  examples(wanted: number, given: number): readonly number[];
  count(wanted: number, given: number): number;
  /** Numbers of all that were judged wrong, ascending. */
  readonly wrong: readonly number[];
}

/** @param classes those of training; a wanted one above them is never given */
export function confusionOf(
  given: ArrayLike<number>,
  wanted: ArrayLike<number>,
  classes: number,
): Confusion {
  const cells = new Map<number, number[]>();
  const wrong: number[] = [];
  for (let at = 0; at < wanted.length; at++) {
    const key = wanted[at] * classes + given[at];
    const cell = cells.get(key);
    if (cell) cell.push(at);
    else cells.set(key, [at]);
    if (given[at] !== wanted[at]) wrong.push(at);
  }
  const examples = (row: number, column: number): readonly number[] =>
    cells.get(row * classes + column) ?? [];
  return { classes, examples, wrong, count: (row, column) => examples(row, column).length };
}

/** In percent. */
export interface ClassFigures {
  /** Of those judged so, how many were. */
  readonly precision: number;
  /** Of those that were, how many were judged so. */
  readonly recall: number;
  readonly f1: number;
  /** Examples of the class. */
  readonly count: number;
}

export function figuresOf(
  given: ArrayLike<number>,
  wanted: ArrayLike<number>,
  classes: number,
): ClassFigures[] {
  const [hits, judged, counts] = [0, 1, 2].map(() => new Float64Array(classes));
  for (let at = 0; at < wanted.length; at++) {
    if (given[at] < classes) judged[given[at]]++;
    if (wanted[at] < classes) counts[wanted[at]]++;
    if (wanted[at] < classes && given[at] === wanted[at]) hits[wanted[at]]++;
  }
  return Array.from(counts, (count, at) => ({ ...figures(hits[at], judged[at], count), count }));
}

/** Precision, recall and F1 in percent; 0 where there is nothing to divide by. */
export function figures(
  hits: number,
  given: number,
  wanted: number,
): { readonly precision: number; readonly recall: number; readonly f1: number } {
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);
  return {
    precision: share(hits, given),
    recall: share(hits, wanted),
    f1: share(2 * hits, given + wanted),
  };
}

/** The mean of the classes' F1, each as heavy as any other. */
export function macroF1(all: readonly ClassFigures[]): number {
  const there = all.filter(({ count }) => count > 0);
  return there.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, there.length);
}
