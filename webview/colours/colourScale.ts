/**
 * From values to colours. What has a bound by nature, such as a gate or a candidate, gets it; states and
 * what has no bound get a round one from what is in view, which only grows, so that colours keep their
 * meaning while the text scrolls.
 */
import { naturalBound, paletteOf, type CellQuantity } from '../parts/quantities';

export interface ColourScale {
  readonly low: number;
  readonly high: number;
  /** Values beyond the ends take the ends' colours; the legend says so. */
  readonly clipped: boolean;
}

const mostSamples = 5000;
const steps = [1, 1.5, 2, 3, 5, 7.5];

/** A round number that 99 of 100 strengths do not exceed. */
export function boundOf(values: Float32Array): number {
  const strengths = sampled(values).map(Math.abs).filter(Number.isFinite).sort();
  const high = strengths[Math.floor(0.99 * (strengths.length - 1))] ?? 0;
  if (high <= 0.1) return 0.1;
  const power = 10 ** Math.floor(Math.log10(high));
  const step = steps.find((candidate) => candidate * power >= high) ?? 10;
  return Number((step * power).toPrecision(2));
}

/** Sorting a quarter of a million numbers would cost frames; a few thousand tell the same. */
function sampled(values: Float32Array): Float32Array {
  // Odd, so that it does not fall on the same units again and again.
  const every = Math.ceil(values.length / mostSamples) | 1;
  return every <= 1 ? values : values.filter((_, place) => place % every === 0);
}

export function scaleOf(quantity: CellQuantity, values: Float32Array, before: number): ColourScale {
  const isSequential = paletteOf(quantity) === 'sequential';
  const natural = naturalBound(quantity);
  const high = natural ?? Math.max(before, boundOf(values));
  const clipped = natural === undefined && values.some((value) => Math.abs(value) > high);
  return { low: isSequential ? 0 : -high, high, clipped };
}
