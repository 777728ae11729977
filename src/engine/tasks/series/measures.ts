/**
 * How far predictions are off: of the next value, and of a roll-out by its horizon. Two that predicted the
 * same rows are compared row by row; what differs by less than two standard errors is a tie.
 */
import { tieWithin } from '../metrics/accuracy';
import { meanAndSpread } from './lines/scale';

/** Of a series' variance: what differs by less is the same but for rounding. */
const rounding = 1e-12;

export interface SeriesRow {
  /** Mean squared error, in the square of the column's unit. */
  readonly mse: number;
  /** Mean absolute error. */
  readonly mae: number;
  /** Of `mse`. */
  readonly standardError: number;
}

export interface ErrorDifference {
  /** Of the first's mean squared error and the second's: negative where the first is better. */
  readonly mse: number;
  readonly standardError: number;
  readonly tie: boolean;
}

/** A roll-out's errors by horizon, the next value first. */
export interface Horizons {
  readonly mse: readonly number[];
  readonly mae: readonly number[];
}

export function seriesRow(given: Float64Array, wanted: Float64Array): SeriesRow {
  const squares = given.map((value, n) => (value - wanted[n]) * (value - wanted[n]));
  const { mean, standardError } = meanOf(squares);
  const off = given.map((value, n) => Math.abs(value - wanted[n]));
  return { mse: mean, mae: meanOf(off).mean, standardError };
}

export function errorDifference(
  one: Float64Array,
  other: Float64Array,
  wanted: Float64Array,
): ErrorDifference {
  const squared = (value: number, n: number): number => (value - wanted[n]) * (value - wanted[n]);
  const { mean, standardError } = meanOf(
    one.map((value, n) => squared(value, n) - squared(other[n], n)),
  );
  const { spread } = meanAndSpread(wanted);
  const tie = Math.abs(mean) <= Math.max(tieWithin * standardError, rounding * spread * spread);
  return { mse: mean, standardError, tie };
}

function meanOf(values: Float64Array): { mean: number; standardError: number } {
  const { length } = values;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, length);
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    mean,
    standardError: Math.sqrt(squares / Math.max(1, length - 1) / Math.max(1, length)),
  };
}

/** @param rolled of each origin the values that were predicted from there on */
export function horizonsOf(
  rolled: readonly Float64Array[],
  values: Float64Array,
  origins: readonly number[],
): Horizons {
  const steps = rolled[0]?.length ?? 0;
  const errors = (h: number): number[] => rolled.map((one, n) => one[h] - values[origins[n] + h]);
  const byHorizon = Array.from({ length: steps }, (_, h) => errors(h));
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
  return {
    mse: byHorizon.map((all) => mean(all.map((error) => error * error))),
    mae: byHorizon.map((all) => mean(all.map(Math.abs))),
  };
}

/** Rows from which roll-outs of the test begin, evenly spread: each ends within it. */
export function originsOf(from: number, end: number, steps: number): number[] {
  const places = Math.max(1, end - steps - from + 1);
  const count = Math.min(mostOrigins, places);
  return Array.from({ length: count }, (_, n) => from + Math.floor((n * places) / count));
}

const mostOrigins = 64;
