/** Which units vary most: what a picture shows first. */

/**
 * @param values [rows][width]
 * @returns columns by descending variance over the rows, ties by number
 */
export function mostVarying(values: Float32Array, width: number, count: number): number[] {
  const rows = values.length / width;
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let n = 0; n < values.length; n++) mean[n % width] += values[n] / rows;
  for (let n = 0; n < values.length; n++) {
    const off = values[n] - mean[n % width];
    squares[n % width] += off * off;
  }
  return Array.from({ length: width }, (_, column) => column)
    .sort((one, other) => squares[other] - squares[one] || one - other)
    .slice(0, count);
}
