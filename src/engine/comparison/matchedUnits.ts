/**
 * Which unit of one network does what a unit of another does: the correlation of their courses over the
 * same words. With many units some correlate by chance, so beside each stands what is reached when the other
 * network's courses are moved to other places of the text, which keeps their own rhythm.
 */
import type { Random } from '../random';

/** Courses of units, [units][words]. */
export interface Courses {
  readonly units: number;
  readonly words: number;
  readonly values: Float32Array;
}

export interface MatchedUnit {
  readonly unit: number;
  /** The other network's unit with the strongest correlation. */
  readonly with: number;
  readonly correlation: number;
}

export interface Matches {
  /** Of each unit of the first network. */
  readonly units: readonly MatchedUnit[];
  /** The strongest correlation of a unit, without its sign, on average and in one of twenty units, after moving. */
  readonly byChance: { readonly mean: number; readonly ofOneInTwenty: number };
}

/** Times that the other courses are moved. */
const moves = 5;

/** @param dice how far they are moved */
export function matchUnits(first: Courses, second: Courses, dice: Random): Matches {
  const one = standardised(first);
  const other = standardised(second);
  const units = strongest(one, other, 0).map(({ with: match, correlation }, unit) => ({
    ...{ unit, with: match, correlation },
  }));
  const { words } = first;
  const chances: number[] = [];
  for (let n = 0; n < moves; n++) {
    // At least a quarter of the text away, so that nothing of a course meets itself.
    const by = Math.floor(dice.between(words / 4, (3 * words) / 4));
    for (const { correlation } of strongest(one, other, by)) chances.push(Math.abs(correlation));
  }
  chances.sort((a, b) => a - b);
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / Math.max(1, chances.length);
  const ofOneInTwenty = chances[Math.floor(0.95 * chances.length)] ?? 0;
  return { units, byChance: { mean, ofOneInTwenty } };
}

/** Mean 0 and length 1; all 0 where a unit never moves. */
function standardised({ units, words, values }: Courses): Courses {
  const scaled = new Float32Array(values.length);
  for (let unit = 0; unit < units; unit++) {
    const course = values.subarray(unit * words, (unit + 1) * words);
    const mean = course.reduce((sum, value) => sum + value, 0) / words;
    const length = Math.sqrt(
      course.reduce((sum, value) => sum + (value - mean) * (value - mean), 0),
    );
    if (length < 1e-12) continue;
    for (let n = 0; n < words; n++) scaled[unit * words + n] = (course[n] - mean) / length;
  }
  return { units, words, values: scaled };
}

function strongest(one: Courses, other: Courses, by: number) {
  const { words } = one;
  return Array.from({ length: one.units }, (_, unit) => {
    let best = { with: 0, correlation: 0 };
    for (let candidate = 0; candidate < other.units; candidate++) {
      const correlation = product(
        one.values,
        unit * words,
        other.values,
        candidate * words,
        words,
        by,
      );
      if (Math.abs(correlation) > Math.abs(best.correlation))
        best = { with: candidate, correlation };
    }
    return best;
  });
}

/** The second course moved by so many words, its end to its beginning. */
function product(
  a: Float32Array,
  fromA: number,
  b: Float32Array,
  fromB: number,
  words: number,
  by: number,
): number {
  let sum = 0;
  for (let n = 0; n < words - by; n++) sum += a[fromA + n] * b[fromB + n + by];
  for (let n = words - by; n < words; n++) sum += a[fromA + n] * b[fromB + n + by - words];
  return sum;
}
