/**
 * The same operation on both sides of the kernel door: an array of the twin, as it is, and one of
 * the fast kernels, padded. Numbers are drawn in single precision, so that both start from the same.
 */
import type { Floats, Kernels } from '../../../src/engine/kernels/kernels';
import { createTwin } from '../../../src/engine/twin/twin';
import { randomNumbers, roundUp } from './wasmFixture';

export interface Pair {
  readonly twin: Floats;
  readonly wasm: Floats;
  /** Largest difference, relative to the twin's largest number (at least 1e-3). */
  difference(): number;
  /** Largest absolute number in the padding. */
  padding(): number;
}

/** A matrix of `blocks` blocks of `rows` rows, each block padded by itself. */
export interface Extent {
  readonly blocks?: number;
  readonly rows: number;
  /** Absent: a vector, whose numbers are its rows. */
  readonly columns?: number;
  /** Rows are padded too: words, gates, but not tokens. */
  readonly padRows: boolean;
}

export interface Pairs {
  readonly twin: Kernels;
  readonly wasm: Kernels;
  pair(extent: Extent, fill?: () => number, padding?: number): Pair;
  integers(values: readonly number[]): { twin: Int32Array; wasm: Int32Array };
  random(scale: number): () => number;
}

export function pairUp(wasm: Kernels, seed: number): Pairs {
  const twin = createTwin({ interrupted: () => false });
  const next = randomNumbers(seed);
  return {
    twin,
    wasm,
    random: (scale) => () => Math.fround(scale * next()),
    integers(values) {
      const fast = wasm.integers(values.length);
      fast.set(values);
      return { twin: Int32Array.from(values), wasm: fast };
    },
    pair(extent, fill = () => 0, padding = 0) {
      const { blocks = 1, rows, columns = 1 } = extent;
      const paddedRows = extent.padRows ? roundUp(rows) : rows;
      const paddedColumns = extent.columns === undefined ? 1 : roundUp(columns);
      const exact = twin.floats(blocks * rows * columns);
      const fast = wasm.floats(blocks * paddedRows * paddedColumns);
      fast.fill(padding);
      const place = (n: number): number => {
        const row = Math.floor(n / columns);
        const paddedRow = Math.floor(row / rows) * paddedRows + (row % rows);
        return paddedRow * paddedColumns + (n % columns);
      };
      for (let n = 0; n < exact.length; n++) {
        exact[n] = fill();
        fast[place(n)] = exact[n];
      }
      return {
        twin: exact,
        wasm: fast,
        difference() {
          let most = 0;
          let largest = 1e-3;
          for (let n = 0; n < exact.length; n++) {
            const difference = Math.abs(exact[n] - fast[place(n)]);
            // A NaN must not hide behind a comparison.
            most = difference <= most ? most : difference;
            largest = Math.max(largest, Math.abs(exact[n]));
          }
          return most / largest;
        },
        padding() {
          const inside = new Set(Array.from(exact, (_, n) => place(n)));
          let most = 0;
          fast.forEach((value, n) => {
            if (!inside.has(n) && !(Math.abs(value) <= most)) most = Math.abs(value);
          });
          return most;
        },
      };
    },
  };
}
