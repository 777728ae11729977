/** A trained network of a series predicts: the next value of each row, and many values from a row on. */
import type { Network } from '../../network/network';
import {
  createSeriesReader,
  rowsBefore,
  streamsAtOnce,
  type Origin,
} from '../../training/series/seriesReader';
import { onLine, reachOf } from './lines/lines';
import type { ColumnFacts } from './seriesFacts';
import { readRow, rowsOf } from './seriesNetwork';

export interface Forecasting {
  /** The first column in rows [from, to), each from the rows before it; `from` is not the first row. */
  next(values: readonly Float64Array[], from: number, to: number): Float64Array;
  /** Of each origin the values of the first column from there on. */
  rollOuts(
    values: readonly Float64Array[],
    origins: readonly number[],
    steps: number,
  ): Float64Array[];
}

export function createForecasting(network: Network, columns: readonly ColumnFacts[]): Forecasting {
  const reader = createSeriesReader(network);
  const [{ line, left }] = columns;
  const needed = rowsNeeded(network, columns);
  return {
    next(values, from, to) {
      const base = Math.max(0, from - 1 - needed);
      const near = values.map((column) => column.subarray(base, to));
      const rows = rowsOf(near, columns);
      const said = reader.read(rows, { from: from - 1 - base, to: to - 1 - base });
      if (!said) throw new Error('It was interrupted');
      return Float64Array.from({ length: to - from }, (_, n) => {
        return onLine(line, values[0], from + n) + left * said[n * columns.length];
      });
    },
    rollOuts(values, origins, steps) {
      const all: Float64Array[] = [];
      for (let from = 0; from < origins.length; from += streamsAtOnce) {
        const some = origins.slice(from, from + streamsAtOnce);
        const streams = some.map((origin) => {
          const base = Math.max(0, origin - needed);
          const near = values.map((column) => column.subarray(base, origin));
          return streamFrom(near, columns, steps);
        });
        reader.rollOut(
          streams.map((stream) => stream.origin()),
          steps,
          (b, said) => streams[b].add(said),
        );
        all.push(...streams.map((stream) => stream.predicted()));
      }
      return all;
    },
  };
}

/** Rows before one that it is predicted from: those that are read, and those that the lines reach back to. */
function rowsNeeded({ shape }: Network, columns: readonly ColumnFacts[]): number {
  const reach = Math.max(1, ...columns.map(({ line }) => reachOf(line)));
  return rowsBefore + reach + (shape.window ?? 0) + 1;
}

/** What is known up to a row, and what is predicted from there on. */
function streamFrom(
  values: readonly Float64Array[],
  columns: readonly ColumnFacts[],
  steps: number,
) {
  const origin = values[0]?.length ?? 0;
  const known = values.map((column) => {
    const all = new Float64Array(origin + steps);
    all.set(column);
    return all;
  });
  const width = 2 * columns.length;
  const numbers = Float64Array.from(rowsOf(known, columns).values);
  let count = origin;
  const state = (): Origin => ({ rows: { values: numbers, width }, count });
  return {
    origin: state,
    add(said: Float64Array): Origin {
      columns.forEach(({ line, left }, c) => {
        known[c][count] = onLine(line, known[c], count) + left * said[c];
      });
      readRow(known, columns, count, numbers, count * width);
      count++;
      return state();
    },
    predicted: () => known[0].subarray(origin),
  };
}
