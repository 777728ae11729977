/**
 * A whole document at a glance: for every layer, quantity and unit the mean over 16 tokens at a time, in
 * bytes with a scale for each column, gathered while the trace reads on. Coarser columns are means
 * of these. For pictures only: a byte is within 1/254 of its column's largest value, and a number
 * that is printed is computed again from the tokens themselves.
 *
 * Memory: tokens / 16 x quantities of all layers x (H + 4) bytes; 10 MB for an LSTM's six over 50,000 tokens x
 * 512 units.
 */
import type { LayerReading } from '../network/predictor';

/** Tokens in the narrowest column. */
export const overviewColumn = 16;

export interface OverviewColumns {
  /** [columns][units], of -127 to 127. */
  readonly values: Int8Array<ArrayBuffer>;
  /** What 127 stands for, a column; NaN where nothing was read yet. */
  readonly scales: Float32Array<ArrayBuffer>;
}

export interface Overviews {
  /** Tokens noted without a gap from the beginning; the next to note. */
  readonly noted: number;
  /** In order. */
  note(token: number, layers: readonly LayerReading[]): void;
  /** All tokens from here on, and those before it in the same column. */
  forget(from: number): void;
  /**
   * @param tokens in a column, a multiple of `overviewColumn`
   * @param from first column
   */
  columns(
    place: { readonly layer: number; readonly letter: string },
    tokens: number,
    from: number,
    count: number,
    units: readonly number[],
  ): OverviewColumns;
}

const steps = 127;

/** @param letters of the quantities of each layer */
export function createOverviews(letters: readonly (readonly string[])[], H: number): Overviews {
  const places = letters.flatMap((all, layer) => all.map((letter) => ({ layer, letter })));
  const rows = places.map(() => createRow(H));
  const sums = new Float64Array(rows.length * H);
  let noted = 0;

  const unfinished = (): number => noted % overviewColumn;
  const close = (): void => {
    const column = Math.ceil(noted / overviewColumn) - 1;
    const tokens = noted - column * overviewColumn;
    rows.forEach((row, r) => row.set(column, sums.subarray(r * H, (r + 1) * H), tokens));
  };

  return {
    get noted() {
      return noted;
    },
    note(token, layers) {
      if (token !== noted) throw new Error(`token ${token} after ${noted} tokens`);
      if (unfinished() === 0) sums.fill(0);
      places.forEach(({ layer, letter }, r) => add(sums, r * H, layers[layer].values[letter]));
      noted++;
      if (unfinished() === 0) close();
    },
    forget(from) {
      if (from < noted) noted = from - (from % overviewColumn);
    },
    columns(place, tokens, from, count, units) {
      const at = places.findIndex(
        (one) => one.layer === place.layer && one.letter === place.letter,
      );
      const row = rows[at];
      if (unfinished() > 0) close();
      const finest = Math.ceil(noted / overviewColumn);
      const values = new Int8Array(count * units.length);
      const scales = new Float32Array(count);
      const mean = new Float64Array(units.length);
      const merged = tokens / overviewColumn;
      for (let column = 0; column < count; column++) {
        const first = (from + column) * merged;
        const end = Math.min(first + merged, finest);
        mean.fill(0);
        for (let n = first; n < end; n++) row.add(n, units, mean);
        const scale = end > first ? largest(mean) : NaN;
        scales[column] = scale / Math.max(1, end - first);
        for (let u = 0; u < mean.length; u++) {
          values[column * mean.length + u] = Math.round((steps * mean[u]) / (scale || 1));
        }
      }
      return { values, scales };
    },
  };
}

function add(sums: Float64Array, from: number, values: ArrayLike<number>): void {
  for (let u = 0; u < values.length; u++) sums[from + u] += values[u];
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** The columns of one quantity of one layer; grows by doubling. */
function createRow(H: number) {
  let bytes = new Int8Array(0);
  let scales = new Float32Array(0);
  return {
    set(column: number, sum: Float64Array, tokens: number): void {
      if (column >= scales.length) {
        const length = Math.max(64, 2 * scales.length);
        const [oldBytes, oldScales] = [bytes, scales];
        bytes = new Int8Array(length * H);
        bytes.set(oldBytes);
        scales = new Float32Array(length);
        scales.set(oldScales);
      }
      const scale = largest(sum) || 1;
      scales[column] = scale / tokens;
      for (let u = 0; u < H; u++) bytes[column * H + u] = Math.round((steps * sum[u]) / scale);
    },
    add(column: number, units: readonly number[], onto: Float64Array): void {
      const by = scales[column] / steps;
      for (let u = 0; u < units.length; u++) onto[u] += bytes[column * H + units[u]] * by;
    },
  };
}
