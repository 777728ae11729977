/** A trained network of a series predicts: the next value of each row, and many values from a row on. */
import type { Network } from '../../network/network';
import { createSeriesReader, streamsAtOnce, type Origin } from '../../training/series/seriesReader';
import { onLine } from './lines/lines';
import type { ColumnFacts } from './seriesFacts';
import { readRow, rowsOf } from './seriesNetwork';

export interface Forecasting {
  /** The first column in rows [from, to), each from the rows before it. */
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
  return {
    next(values, from, to) {
      const said = reader.read(rowsOf(values, columns), { from: from - 1, to: to - 1 });
      if (!said) throw new Error('It was interrupted');
      return Float64Array.from({ length: to - from }, (_, n) => {
        return onLine(line, values[0], from + n) + left * said[n * columns.length];
      });
    },
    rollOuts(values, origins, steps) {
      const all: Float64Array[] = [];
      for (let from = 0; from < origins.length; from += streamsAtOnce) {
        const some = origins.slice(from, from + streamsAtOnce);
        const streams = some.map((origin) => streamFrom(values, columns, origin, steps));
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

/** What is known up to a row, and what is predicted from there on. */
function streamFrom(
  values: readonly Float64Array[],
  columns: readonly ColumnFacts[],
  origin: number,
  steps: number,
) {
  const known = values.map((column) => {
    const all = new Float64Array(origin + steps);
    all.set(column.subarray(0, origin));
    return all;
  });
  const width = 2 * columns.length;
  const rows = rowsOf(known, columns);
  const numbers = Float64Array.from(rows.values);
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
