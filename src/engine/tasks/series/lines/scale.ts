/** The scale of a column: from what is learnt from alone, so that nothing of the test is known before it. */

export interface Scale {
  readonly mean: number;
  /** The standard deviation; 1 where all are the same. */
  readonly spread: number;
}

export function meanAndSpread(values: Float64Array): Scale {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / Math.max(1, values.length);
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const spread = Math.sqrt(squares / Math.max(1, values.length));
  return { mean, spread: spread > 0 ? spread : 1 };
}

/** From each value to the next. */
export const changesOf = (values: Float64Array): Float64Array =>
  values.subarray(1).map((value, n) => value - values[n]);
