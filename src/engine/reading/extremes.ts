/** Where a trace is highest or lowest, one place for each stretch of text. */

/**
 * @param apart tokens between two places: neighbours are one passage
 * @returns places in the trace, the most extreme first, ties by place
 */
export function extremes(
  trace: ArrayLike<number>,
  side: 'highest' | 'lowest',
  count: number,
  apart: number,
): number[] {
  const sign = side === 'highest' ? 1 : -1;
  const order = Int32Array.from({ length: trace.length }, (_, place) => place).sort(
    (one, other) => sign * (trace[other] - trace[one]) || one - other,
  );
  const found: number[] = [];
  for (const place of order) {
    if (found.length === count) break;
    if (found.every((other) => Math.abs(other - place) >= apart)) found.push(place);
  }
  return found;
}
