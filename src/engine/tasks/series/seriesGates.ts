/** What the cells of a layer did after some rows of a series, and which of their units go with a column. */
import type { Pass } from '../../network/window';
import { readAtRows, type ReadSeries } from './readAtRows';

export interface GatePlace {
  readonly layer: number;
  /** Of the cell's equations. */
  readonly letter: string;
}

export interface GatesAtRows {
  /** [rows][units of the layer]; whole once `step` has said true. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly step: () => boolean;
}

/** @returns undefined where the network has no such layer or quantity */
export function gatesAtRows(
  series: ReadSeries,
  pass: Pass,
  rows: ArrayLike<number>,
  { layer, letter }: GatePlace,
): GatesAtRows | undefined {
  const { layout, shape } = series.network;
  if (layer >= layout.layers.length) return undefined;
  const { cell } = layout.layers[layer];
  const quantity = cell.description.quantities.find((one) => one.letter === letter);
  if (!quantity) return undefined;
  const { array, index } = quantity.place;
  const record = pass.records[layer];
  const source = array === 'state' ? record.states[index] : record.columns;
  const { H } = layout.padded;
  const { columns } = cell.compiled;
  const values = new Float32Array(rows.length * shape.H);
  const step = readAtRows(series, pass, rows, (place, t) => {
    // Block 0 of a state is what it was before the first step.
    const from = (array === 'state' ? t + 1 : t * columns + index) * H;
    values.set(source.subarray(from, from + shape.H), place * shape.H);
  });
  return { values, step };
}

/** Units by how much their values vary, the most varying first. @param values [rows][H] */
export function mostVarying(values: Float32Array, H: number): number[] {
  const rows = Math.max(1, values.length / H);
  const variances = Array.from({ length: H }, (_, unit) => {
    let [sum, squares] = [0, 0];
    for (let at = unit; at < values.length; at += H) {
      sum += values[at];
      squares += values[at] * values[at];
    }
    return squares / rows - (sum / rows) * (sum / rows);
  });
  return variances.map((_, unit) => unit).sort((one, other) => variances[other] - variances[one]);
}

/**
 * Pearson's correlation of a unit's values with a column's; 0 where one of them never changes.
 * @param values [rows][H]
 */
export function correlationOf(
  values: Float32Array,
  H: number,
  unit: number,
  column: ArrayLike<number>,
): number {
  const rows = column.length;
  let [meanX, meanY] = [0, 0];
  for (let n = 0; n < rows; n++) {
    meanX += values[n * H + unit] / rows;
    meanY += column[n] / rows;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let n = 0; n < rows; n++) {
    const x = values[n * H + unit] - meanX;
    const y = column[n] - meanY;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
