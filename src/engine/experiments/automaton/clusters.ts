/** Points in groups: k-means from well spread starts (Arthur & Vassilvitskii 2007), the best of several. */
import type { Random } from '../../random';

export interface Clusters {
  readonly count: number;
  /** [count][width] */
  readonly centres: Float64Array;
  /** Of each point. */
  readonly of: Int32Array;
}

const attempts = 4;
const rounds = 60;

/** @param points [count][width] */
export function cluster(
  points: Float64Array,
  width: number,
  count: number,
  dice: Random,
): Clusters {
  let best: (Clusters & { readonly spread: number }) | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = attemptOnce(points, width, count, dice);
    if (!best || found.spread < best.spread) best = found;
  }
  return best ?? { count: 0, centres: new Float64Array(), of: new Int32Array() };
}

function attemptOnce(points: Float64Array, width: number, count: number, dice: Random) {
  const centres = begin(points, width, count, dice);
  const of = new Int32Array(points.length / width).fill(-1);
  let spread = 0;
  for (let round = 0; round < rounds; round++) {
    let changes = 0;
    spread = 0;
    for (let n = 0; n < of.length; n++) {
      const { at, distance } = nearest(points, n * width, centres, width);
      spread += distance;
      if (at !== of[n]) changes++;
      of[n] = at;
    }
    if (changes === 0) break;
    moveToMeans(points, width, of, centres);
  }
  return { count, centres, of, spread };
}

/** The next centre is a point that is drawn by its squared distance from those there are. */
function begin(points: Float64Array, width: number, count: number, dice: Random): Float64Array {
  const centres = new Float64Array(count * width);
  const number = points.length / width;
  const pick = (k: number, n: number): void =>
    centres.set(points.subarray(n * width, (n + 1) * width), k * width);
  pick(0, dice.below(number));
  for (let k = 1; k < count; k++) {
    const known = centres.subarray(0, k * width);
    const distances = Float64Array.from(
      { length: number },
      (_, n) => nearest(points, n * width, known, width).distance,
    );
    let left = dice.between(
      0,
      distances.reduce((sum, one) => sum + one, 0),
    );
    let chosen = 0;
    while (chosen < number - 1 && (left -= distances[chosen]) > 0) chosen++;
    pick(k, chosen);
  }
  return centres;
}

/** Also of a point that was in no cluster: the nearest centre. */
export function nearest(
  points: Float64Array,
  from: number,
  centres: Float64Array,
  width: number,
): { readonly at: number; readonly distance: number } {
  let at = 0;
  let least = Infinity;
  for (let k = 0; k * width < centres.length; k++) {
    let distance = 0;
    for (let j = 0; j < width && distance < least; j++) {
      const by = points[from + j] - centres[k * width + j];
      distance += by * by;
    }
    if (distance < least) [least, at] = [distance, k];
  }
  return { at, distance: least };
}

function moveToMeans(
  points: Float64Array,
  width: number,
  of: Int32Array,
  centres: Float64Array,
): void {
  const counts = new Int32Array(centres.length / width);
  const sums = new Float64Array(centres.length);
  of.forEach((k, n) => {
    counts[k]++;
    for (let j = 0; j < width; j++) sums[k * width + j] += points[n * width + j];
  });
  counts.forEach((count, k) => {
    if (count === 0) return;
    for (let j = 0; j < width; j++) centres[k * width + j] = sums[k * width + j] / count;
  });
}
