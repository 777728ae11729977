/**
 * Least squares of a value on earlier ones: the moments of all lags in one pass, and the solution for any
 * choice of them. In units of the mean and the spread, so that large values lose no digits.
 */
import { pauses, type Steps } from '../../../steps';
import { meanAndSpread } from './scale';

export interface Moments {
  readonly lags: readonly number[];
  /** [1 + lags][1 + lags]: of the constant and the lags. */
  readonly matrix: Float64Array;
  /** With the value itself. */
  readonly right: Float64Array;
  readonly mean: number;
  readonly spread: number;
}

/** @param to rows before this one are counted */
export function* momentsOf(
  values: Float64Array,
  lags: readonly number[],
  to: number,
): Steps<Moments> {
  const isDue = pauses();
  const { mean, spread } = meanAndSpread(values.subarray(0, to));
  const size = lags.length + 1;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  const row = new Float64Array(size).fill(1);
  const scaled = values.subarray(0, to).map((value) => (value - mean) / spread);
  for (let t = Math.min(Math.max(...lags), to - 1); t < to; t++) {
    for (let k = 1; k < size; k++) row[k] = scaled[Math.max(0, t - lags[k - 1])];
    for (let i = 0; i < size; i++) {
      right[i] += row[i] * scaled[t];
      for (let j = 0; j <= i; j++) matrix[i * size + j] += row[i] * row[j];
    }
    if (isDue(size * size)) yield;
  }
  return { lags, matrix, right, mean, spread };
}

/** The constant and a weight for each of these lags. */
export function solved({ lags: all, matrix, right }: Moments, lags: readonly number[]): number[] {
  const size = all.length + 1;
  const places = [0, ...lags.map((lag) => all.indexOf(lag) + 1)];
  const n = places.length;
  const factor = new Float64Array(n * n);
  // What a pure sum of waves leaves undetermined is settled by a hair of ridge.
  const ridge = 1e-11 * (matrix[0] + 1);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [high, low] = [Math.max(places[i], places[j]), Math.min(places[i], places[j])];
      let sum = matrix[high * size + low] + (i === j ? ridge : 0);
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / factor[j * n + j];
    }
  }
  const found = places.map((place) => right[place]);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) found[i] -= factor[i * n + k] * found[k];
    found[i] /= factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) found[i] -= factor[k * n + i] * found[k];
    found[i] /= factor[i * n + i];
  }
  return found;
}
