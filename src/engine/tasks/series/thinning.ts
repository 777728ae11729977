/** Rows that stand for many: what a line through them shows is what a line through all would show. */

/**
 * All rows [from, to), or, where they are more, of each piece its lowest and its highest.
 * @returns ascending
 */
export function thinnedRows(
  values: Float64Array,
  from: number,
  to: number,
  most: number,
): Uint32Array<ArrayBuffer> {
  const count = Math.max(0, to - from);
  if (count <= most) return Uint32Array.from({ length: count }, (_, n) => from + n);
  const pieces = Math.max(1, most >> 1);
  const rows: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const start = from + Math.floor((piece * count) / pieces);
    const end = from + Math.floor(((piece + 1) * count) / pieces);
    let [low, high] = [start, start];
    for (let row = start + 1; row < end; row++) {
      if (values[row] < values[low]) low = row;
      if (values[row] > values[high]) high = row;
    }
    rows.push(Math.min(low, high));
    if (low !== high) rows.push(Math.max(low, high));
  }
  return Uint32Array.from(rows);
}

/** At most so many rows of [from, to), as far apart as each other, the first one among them. */
export function evenRows(from: number, to: number, most: number): Uint32Array<ArrayBuffer> {
  const count = Math.max(0, to - from);
  const every = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Uint32Array.from({ length: Math.ceil(count / every) }, (_, n) => from + n * every);
}
