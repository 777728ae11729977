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
import { areaUnderCurve, createRanker, type Ranker } from './ranks';

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
  /**
   * One half of a unit's values at a time, the first before the second: a caller need not have both.
   * @param values one per token of that half
   */
  area(half: 0 | 1, values: Float32Array): number;
  /** Of the first half's values given last: 1 for each shift of its labels under which they are high. */
  noteSides(sides: Uint8Array): void;
  /** Of the second half's values given last, the best under any shift, on the sides that the first half shows. */
  bestShiftedOn(sides: Uint8Array): number;
  /** Both halves at once. @param values of one unit, one per token of the stretch */
  areas(values: Float32Array): Areas;
  /** Of the values given last, the best on the second half under any shift of the labels. */
  bestShifted(): number;
}

/** On the second half, in the direction that the first half shows. */
export const heldOut = ({ first, second }: Areas): number => (first >= 0.5 ? second : 1 - second);

/** How well it tells them apart, whatever the direction. */
export const chosenBy = ({ first }: Areas): number => Math.max(first, 1 - first);

/** What is known of one half, and of the values measured on it last. */
interface Side {
  readonly half: LabelledHalf;
  /** Where runs of labels begin and end. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Every labelled token, where runs are so short that these are as soon added up one by one. */
  readonly tokens: Int32Array | undefined;
  readonly ranks: Int32Array;
  /** Of the ranks before each token. */
  readonly sums: Float64Array;
  readonly shifts: Int32Array;
  /** In ascending order; and which shift each of them is. */
  readonly sorted: Int32Array;
  readonly order: readonly number[];
  /** Under each shift, of the labels; in the order of `sorted`. */
  readonly rankSums: Float64Array;
  /** In the order of `shifts`. */
  readonly areas: Float64Array;
}

/**
 * @param runs at least `fewestRuns`
 * @param dice for the shifts
 * @param ranker for as many values as the stretch has
 */
export function createUnitSearch(
  runs: readonly Run[],
  tokens: number,
  dice: Random,
  ranker: Ranker = createRanker(tokens),
): UnitSearch {
  const halves = halvesOf(runs, tokens);
  const sides = [createSide(halves[0], dice, ranker), createSide(halves[1], dice, ranker)] as const;
  const own = new Uint8Array(shiftCount);

  function area(half: 0 | 1, values: Float32Array): number {
    const side = sides[half];
    ranker.rank(values, side.ranks);
    addUp(side);
    return areaOf(side, side.tokens ? sumOf(side.ranks, side.tokens) : sumOfRuns(side, 0));
  }

  /** Of labels that are moved on in a circle, under each shift. */
  function shiftedAreas(side: Side): Float64Array {
    const { tokens, ranks, sorted, rankSums, shifts, areas } = side;
    if (tokens) {
      ranker.shiftedSums(ranks, tokens, sorted, rankSums);
      side.order.forEach((shift, n) => (areas[shift] = areaOf(side, rankSums[n])));
    } else shifts.forEach((shift, n) => (areas[n] = areaOf(side, sumOfRuns(side, shift))));
    return areas;
  }

  function noteSides(noted: Uint8Array): void {
    const areas = shiftedAreas(sides[0]);
    for (let n = 0; n < shiftCount; n++) noted[n] = areas[n] >= 0.5 ? 1 : 0;
  }

  function bestShiftedOn(noted: Uint8Array): number {
    const areas = shiftedAreas(sides[1]);
    let best = 0;
    for (let n = 0; n < shiftCount; n++) {
      best = Math.max(best, noted[n] ? areas[n] : 1 - areas[n]);
    }
    return best;
  }

  return {
    ...{ halves, area, noteSides, bestShiftedOn },
    areas(values) {
      const [first, second] = halves.map(({ from, length }, half) =>
        area(half === 0 ? 0 : 1, values.subarray(from, from + length)),
      );
      return { first, second };
    },
    bestShifted() {
      noteSides(own);
      return bestShiftedOn(own);
    },
  };
}

function createSide(half: LabelledHalf, dice: Random, ranker: Ranker): Side {
  const shifts = shiftsFor(half, dice);
  const order = Array.from(shifts.keys()).sort((one, other) => shifts[one] - shifts[other]);
  const sorted = ranker.integers(shiftCount);
  sorted.set(order.map((shift) => shifts[shift]));
  return {
    half,
    starts: Int32Array.from(half.runs, ({ start }) => start),
    ends: Int32Array.from(half.runs, ({ end }) => end),
    tokens: half.labelled <= 2 * half.runs.length ? labelledTokens(half, ranker) : undefined,
    ranks: ranker.integers(half.length),
    sums: new Float64Array(half.length + 1),
    ...{ shifts, sorted, order },
    rankSums: new Float64Array(shiftCount),
    areas: new Float64Array(shiftCount),
  };
}

function labelledTokens({ runs, labelled }: LabelledHalf, ranker: Ranker): Int32Array {
  const tokens = ranker.integers(labelled);
  let count = 0;
  for (const { start, end } of runs) for (let t = start; t < end; t++) tokens[count++] = t;
  return tokens;
}

function addUp({ ranks, sums, tokens }: Side): void {
  if (tokens) return;
  let sum = 0;
  for (let t = 0; t < ranks.length; t++) {
    sum += ranks[t];
    sums[t + 1] = sum;
  }
}

/** Not so small that a label still lies on itself, unless it fills more than a quarter of the half. */
function shiftsFor({ length, runs }: LabelledHalf, dice: Random): Int32Array {
  const longest = Math.max(...runs.map(({ start, end }) => end - start));
  const least = Math.max(1, Math.min(longest, length >> 2));
  return Int32Array.from({ length: shiftCount }, () => least + dice.below(length - 2 * least + 1));
}

const areaOf = ({ half }: Side, rankSum: number): number =>
  areaUnderCurve(rankSum, half.labelled, half.length);

function sumOf(ranks: Int32Array, tokens: Int32Array): number {
  let sum = 0;
  for (let n = 0; n < tokens.length; n++) sum += ranks[tokens[n]];
  return sum;
}

/** Of runs in the order of the text: first those that the shift leaves before the end, then one across it, then the rest. */
function sumOfRuns({ half, starts, ends, sums }: Side, shift: number): number {
  const { length } = half;
  const back = shift - length;
  let sum = 0;
  let run = 0;
  for (; run < ends.length && ends[run] + shift <= length; run++) {
    sum += sums[ends[run] + shift] - sums[starts[run] + shift];
  }
  if (run < ends.length && starts[run] + shift < length) {
    sum += sums[length] - sums[starts[run] + shift] + sums[ends[run] + back];
    run++;
  }
  for (; run < ends.length; run++) sum += sums[ends[run] + back] - sums[starts[run] + back];
  return sum;
}
