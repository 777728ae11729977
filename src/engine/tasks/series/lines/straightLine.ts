/** The straight line through values at rows 0, 1, 2 …, by least squares. */
export interface StraightLine {
  readonly start: number;
  /** Per row. */
  readonly slope: number;
}

export function lineThrough(values: Float64Array): StraightLine {
  const n = values.length;
  const middle = (n - 1) / 2;
  let [sum, products, squares] = [0, 0, 0];
  for (let t = 0; t < n; t++) {
    sum += values[t];
    products += (t - middle) * values[t];
    squares += (t - middle) * (t - middle);
  }
  const slope = squares > 0 ? products / squares : 0;
  return { start: sum / Math.max(1, n) - slope * middle, slope };
}
