/**
 * Shapes and ids, checked at the door: behind it there are only addresses. Each failure is a
 * ShapeMismatch that names the array. Cheap beside the operation: lengths, and one look at each id.
 */
import { ShapeMismatch } from './failures';
import type { Decoder, Floats, LstmFlow, LstmRecord, LstmWeights } from './kernels';
import type { SharedHeap } from './memory';

const alignment = 8;

export type Checks = ReturnType<typeof checks>;

export function checks(heap: SharedHeap) {
  /** At least `expected` long, single precision, and of this memory. */
  const length = (what: string, array: Floats | Int32Array, expected: number): void => {
    if (array.length < expected) throw new ShapeMismatch(what, expected, array.length);
    if (array.BYTES_PER_ELEMENT !== 4 || !heap.owns(array.buffer)) {
      throw new Error(`${what} is not an array of these kernels.`);
    }
  };

  const aligned = (what: string, size: number): void => {
    if (size < alignment || size % alignment !== 0) {
      throw new ShapeMismatch(what, Math.max(1, Math.ceil(size / alignment)) * alignment, size);
    }
  };

  const ids = (what: string, array: Int32Array, count: number): void => {
    length(what, array, array.length);
    for (let n = 0; n < array.length; n++) {
      if (!(array[n] >= 0 && array[n] < count)) throw new ShapeMismatch(what, count, array[n]);
    }
  };

  const weights = ({ K, H, wx, wh, bx, bh }: LstmWeights): void => {
    aligned('K', K);
    aligned('H', H);
    length('wx', wx, 4 * H * K);
    length('wh', wh, 4 * H * H);
    length('bx', bx, 4 * H);
    length('bh', bh, 4 * H);
  };

  const record = ({ K, H }: LstmWeights, { T, B, x, rows, gates, c, h }: LstmRecord): void => {
    if (rows) {
      length('rows', rows, T * B);
      ids('rows', rows, x.length / K);
    }
    length('x', x, rows ? K : T * B * K);
    length('gates', gates, T * B * 4 * H);
    length('c', c, (T + 1) * B * H);
    length('h', h, (T + 1) * B * H);
  };

  const flow = ({ K, H }: LstmWeights, record: LstmRecord, { dh, dz, dx }: LstmFlow): void => {
    const { T, B, x, rows } = record;
    length('dh', dh, T * B * H);
    length('dz', dz, T * B * 4 * H);
    length('dx', dx, rows ? x.length : T * B * K);
  };

  const decoder = ({ V, H, w, b }: Decoder): void => {
    aligned('V', V);
    aligned('H', H);
    length('w', w, V * H);
    length('b', b, V);
  };

  /** @returns the number of rows of `h` that have a target */
  const rows = (projection: Decoder, h: Floats, targets: Int32Array): number => {
    decoder(projection);
    ids('targets', targets, projection.V);
    length('h', h, targets.length * projection.H);
    return targets.length;
  };

  return { length, aligned, ids, weights, record, flow, decoder, rows };
}
