/**
 * Shapes and ids, checked at the door: behind it there are only addresses. Each failure is a
 * ShapeMismatch that names the array. Cheap beside the operation: lengths, and one look at each id.
 */
import { ShapeMismatch } from './failures';
import type { Decoder, Floats } from './arrays';
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

  return { length, aligned, ids, decoder, rows };
}
