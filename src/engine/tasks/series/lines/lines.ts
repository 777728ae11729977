/**
 * Linear prediction: a constant and so many earlier values, each with its weight. Yesterday's value, the one
 * of last season and an autoregression are all of this form.
 */
import { pauses, type Steps } from '../../../steps';
import { momentsOf, solved, type Moments } from './leastSquares';

export interface Line {
  readonly intercept: number;
  /** Rows back, from 1. */
  readonly lags: readonly number[];
  readonly weights: readonly number[];
}

export const repeating = (lag: number): Line => ({ intercept: 0, lags: [lag], weights: [1] });

/** Rows that must come before what is predicted. */
export const reachOf = ({ lags }: Line): number => Math.max(0, ...lags);

/** The value of row `t` from those before it; where there are none, the first one is read again. */
export function onLine(
  { intercept, lags, weights }: Line,
  values: Float64Array,
  t: number,
): number {
  let sum = intercept;
  for (let k = 0; k < lags.length; k++) sum += weights[k] * values[Math.max(0, t - lags[k])];
  return sum;
}

/** The mean squared error on rows [from, to). */
export function* lineError(
  line: Line,
  values: Float64Array,
  from: number,
  to: number,
): Steps<number> {
  const isDue = pauses();
  let sum = 0;
  for (let t = from; t < to; t++) {
    const error = values[t] - onLine(line, values, t);
    sum += error * error;
    if (isDue(line.lags.length)) yield;
  }
  return sum / Math.max(1, to - from);
}

/** Of a longer series the last rows decide its season and its weights: more would change neither. */
export const mostCounted = 100_000;

/** How many of the last values are tried. */
const tried = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64];

/**
 * Linear autoregression: least squares on what is learnt from; as many of the last values, with or without
 * that of last season, as predict the validation rows best.
 *
 * @param valid the first row that is not learnt from; rows up to `test` choose
 */
export function* autoregression(
  values: Float64Array,
  { valid, test }: { readonly valid: number; readonly test: number },
  season?: number,
): Steps<Line> {
  const orders = tried.filter((order) => order === 1 || order <= valid / 8);
  const most = orders[orders.length - 1];
  const seasonal = season !== undefined && season > 1 && season <= valid / 2 ? [season] : [];
  const lags = Array.from({ length: most }, (_, n) => n + 1);
  const beyond = seasonal.filter((lag) => lag > most);
  const from = Math.max(0, valid - mostCounted);
  const moments = yield* momentsOf(values.subarray(from), [...lags, ...beyond], valid - from);
  let best: { line: Line; error: number } | undefined;
  for (const order of orders) {
    const short = lags.slice(0, order);
    const sets = [short, ...seasonal.filter((lag) => lag > order).map((lag) => [...short, lag])];
    for (const set of sets) {
      const line = fitted(moments, set);
      yield;
      const error = yield* lineError(line, values, valid, test);
      if (!best || error < best.error) best = { line, error };
    }
  }
  return best?.line ?? repeating(1);
}

function fitted(moments: Moments, lags: readonly number[]): Line {
  const { mean, spread } = moments;
  const [constant, ...weights] = solved(moments, lags);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return { intercept: mean + spread * constant - mean * sum, lags, weights };
}
