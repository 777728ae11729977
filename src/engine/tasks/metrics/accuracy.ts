/**
 * How often judgements are right, how sure that figure is, and whether two differ: below two standard
 * errors it is a tie. Figures are percentages, 0 to 100.
 */

export interface Accuracy {
  readonly accuracy: number;
  /** Of the accuracy, by the number of judgements alone. */
  readonly standardError: number;
  readonly count: number;
}

export function accuracyOf(right: number, count: number): Accuracy {
  const share = count === 0 ? 0 : right / count;
  const variance = count === 0 ? 0 : (share * (1 - share)) / count;
  return { accuracy: 100 * share, standardError: 100 * Math.sqrt(variance), count };
}

export function rightOf(given: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let right = 0;
  for (let at = 0; at < wanted.length; at++) if (given[at] === wanted[at]) right++;
  return right;
}

/** The first of the largest. */
export function largest(scores: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < scores.length; at++) if (scores[at] > scores[best]) best = at;
  return best;
}

export interface Difference {
  /** Of the first against the second, in percentage points. */
  readonly points: number;
  readonly standardError: number;
  readonly tie: boolean;
}

/** Below as many standard errors two figures are the same. */
export const tieWithin = 2;

export const differenceOf = (points: number, standardError: number): Difference => ({
  points,
  standardError,
  tie: Math.abs(points) < tieWithin * standardError || points === 0,
});

/** Two that judged the same examples: only those count that one got right and the other wrong. */
export function pairedDifference(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  wanted: ArrayLike<number>,
): Difference {
  const count = Math.max(1, wanted.length);
  let [onlyOne, onlyOther] = [0, 0];
  for (let at = 0; at < wanted.length; at++) {
    const [first, second] = [one[at] === wanted[at], other[at] === wanted[at]];
    if (first && !second) onlyOne++;
    if (second && !first) onlyOther++;
  }
  const mean = (onlyOne - onlyOther) / count;
  const variance = ((onlyOne + onlyOther) / count - mean * mean) / count;
  return differenceOf(100 * mean, 100 * Math.sqrt(Math.max(0, variance)));
}

/** Two that judged different examples. */
export const unpairedDifference = (one: Accuracy, other: Accuracy): Difference =>
  differenceOf(one.accuracy - other.accuracy, Math.hypot(one.standardError, other.standardError));
