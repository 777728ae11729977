/**
 * Reads a series for some of its rows: those that stand near each other in one go, the others each after
 * the rows before it. In steps, so that whoever asks can do something else meanwhile.
 */
import type { Network } from '../../network/network';
import { outputsOf } from '../../network/shape';
import { carryState, resetState } from '../../network/state';
import { runLayers, type Pass } from '../../network/window';
import { answerAt, putRow } from '../../training/series/numberSteps';
import { rowsBefore } from '../../training/series/seriesReader';
import { onLine } from './lines/lines';
import type { ColumnFacts } from './seriesFacts';
import { readRow } from './seriesNetwork';

export interface ReadSeries {
  readonly network: Network;
  readonly columns: readonly ColumnFacts[];
  /** As long as each other, in the order of the columns. */
  readonly values: readonly Float64Array[];
}

/**
 * @param pass of one stream; nobody else uses it meanwhile
 * @param rows ascending
 * @param see is told of each row, by its place in `rows`, the step of the pass that read it
 * @returns does a step; says true once all have been read
 */
export function readAtRows(
  { network, columns, values }: ReadSeries,
  pass: Pass,
  rows: ArrayLike<number>,
  see: (place: number, step: number) => void,
): () => boolean {
  const { T } = pass;
  const length = values[0]?.length ?? 0;
  const width = 2 * columns.length;
  const earlier = (network.shape.window ?? 1) - 1;
  const chunk = new Float64Array((earlier + T) * width);
  let place = 0;
  let at = -1;
  return () => {
    if (place >= rows.length) return true;
    if (at < 0 || rows[place] - at >= rowsBefore) {
      at = Math.max(0, rows[place] - rowsBefore);
      resetState(network.states, pass);
    } else carryState(network.states, pass);
    const count = Math.min(T, length - at);
    const base = Math.max(0, at - earlier);
    for (let row = base; row < at + count; row++) {
      readRow(values, columns, row, chunk, (row - base) * width);
    }
    for (let t = 0; t < T; t++) {
      const row = at + Math.min(t, count - 1) - base;
      putRow(network, pass, { t, b: 0 }, { values: chunk, width }, row);
    }
    runLayers(network, pass);
    for (; place < rows.length && rows[place] < at + count; place++) see(place, rows[place] - at);
    at += count;
    return place >= rows.length;
  };
}

/** What was expected of each column in some rows, each from the rows before it; NaN in the first row. */
export function predictAtRows(
  series: ReadSeries,
  pass: Pass,
  rows: ArrayLike<number>,
): { readonly predicted: readonly Float64Array<ArrayBuffer>[]; readonly step: () => boolean } {
  const { network, columns, values } = series;
  const predicted = columns.map(() => new Float64Array(rows.length).fill(NaN));
  const first = rows.length > 0 && rows[0] === 0 ? 1 : 0;
  const before = Array.from({ length: rows.length - first }, (_, n) => rows[first + n] - 1);
  const said = new Float64Array(outputsOf(network.shape));
  const step = readAtRows(series, pass, before, (place, t) => {
    answerAt(network, pass, t, said);
    columns.forEach(({ line, left }, c) => {
      predicted[c][first + place] = onLine(line, values[c], before[place] + 1) + left * said[c];
    });
  });
  return { predicted, step };
}
