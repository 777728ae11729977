/**
 * Which units tell labelled tokens from the others? The labels are cut in two halves. On the first is
 * decided whether a unit is high or low over the labels, and which units are looked at; what is
 * reported is the area under the ROC curve on the second.
 *
 * Two things can look like a finding, so they are measured, too. Among hundreds of units some fit any
 * labels: so the labels are shifted in a circle, which keeps their lengths and distances, and every
 * unit is tried on them in the same way. And a network that has learnt nothing still echoes its last
 * words: so the same is asked of one with fresh weights. What does not beat the best of both is not
 * found.
 */
import type { Random } from '../random';
import type { LabelledHalf, Run } from './labels';
import { halvesOf } from './labels';
import { areaUnderCurve, createRanker } from './ranks';

export const shiftCount = 200;
/** Runs of labels: two for each half. */
export const fewestRuns = 4;
/** In each half, so that its shifts are many. */
export const fewestTokens = 100;

/** Areas under the curve of a unit's values: above 0.5 it is higher over the labels. */
export interface Areas {
  readonly first: number;
  readonly second: number;
}

export interface UnitSearch {
  readonly halves: readonly [LabelledHalf, LabelledHalf];
  /** @param values of one unit, one per token of the stretch */
  areas(values: Float32Array): Areas;
  /** Of the values given last, the best on the second half under any shift of the labels. */
  bestShifted(): number;
}

/** On the second half, in the direction that the first half shows. */
export const heldOut = ({ first, second }: Areas): number => (first >= 0.5 ? second : 1 - second);

/** How well it tells them apart, whatever the direction. */
export const chosenBy = ({ first }: Areas): number => Math.max(first, 1 - first);

/**
 * @param runs at least `fewestRuns`
 * @param dice for the shifts
 */
export function createUnitSearch(runs: readonly Run[], tokens: number, dice: Random): UnitSearch {
  const halves = halvesOf(runs, tokens);
  const ranker = createRanker(Math.max(halves[0].length, halves[1].length));
  const sides = halves.map((half) => ({
    half,
    ranks: new Int32Array(half.length),
    sums: new Float64Array(half.length + 1),
    shifts: shiftsFor(half, dice),
  }));
  const [one, two] = sides;

  const measure = (side: typeof one, values: Float32Array): number => {
    const { half, ranks, sums } = side;
    ranker.rank(values.subarray(half.from, half.from + half.length), ranks);
    for (let t = 0; t < half.length; t++) sums[t + 1] = sums[t] + ranks[t];
    return shiftedArea(half, sums, 0);
  };

  return {
    halves,
    areas: (values) => ({ first: measure(one, values), second: measure(two, values) }),
    bestShifted() {
      let best = 0;
      for (let n = 0; n < shiftCount; n++) {
        const first = shiftedArea(one.half, one.sums, one.shifts[n]);
        const second = shiftedArea(two.half, two.sums, two.shifts[n]);
        best = Math.max(best, heldOut({ first, second }));
      }
      return best;
    },
  };
}

/** Not so small that a label still lies on itself, unless it fills more than a quarter of the half. */
function shiftsFor({ length, runs }: LabelledHalf, dice: Random): Int32Array {
  const longest = Math.max(...runs.map(({ start, end }) => end - start));
  const least = Math.max(1, Math.min(longest, length >> 2));
  return Int32Array.from({ length: shiftCount }, () => least + dice.below(length - 2 * least + 1));
}

/** @param sums of the ranks before each token */
function shiftedArea({ runs, length, labelled }: LabelledHalf, sums: Float64Array, shift: number) {
  let sum = 0;
  for (const { start, end } of runs) {
    const from = (start + shift) % length;
    const to = from + end - start;
    sum += to <= length ? sums[to] - sums[from] : sums[length] - sums[from] + sums[to - length];
  }
  return areaUnderCurve(sum, labelled, length);
}
