/** How long a step of a training takes, from some that were timed. */

/** The middle one, and never nothing: budgets are divided by it. */
export function medianTime(seconds: readonly number[]): number {
  const sorted = seconds.toSorted((one, other) => one - other);
  return Math.max(1e-6, sorted[sorted.length >> 1] ?? 0);
}

/** Of the second half: the first steps are slower, until the machine has warmed up. */
export const usualTime = (seconds: readonly number[]): number =>
  medianTime(seconds.slice(seconds.length >> 1));
