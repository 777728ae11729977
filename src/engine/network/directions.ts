/**
 * A layer that reads forwards and backwards shows both side by side: [T][B][2 H], at every step what
 * the one has read up to it and what the other has read down to it. The one that reads backwards has its
 * steps in its own order: of every column its last token first, its padding last.
 */
import type { CellFlow } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';
import type { CarriedRecord } from './state';

/** What both show, into `shown`. @param mirrored the row that each step of the backward one read, [T][B] */
export function joinDirections(
  forwards: CarriedRecord,
  backwards: CarriedRecord,
  shown: Floats,
  mirrored: Int32Array,
): void {
  const H = widthOf(shown, mirrored);
  // Block 0 is the state before the first step.
  const rowOf = ({ states, B }: CarriedRecord, n: number): Floats =>
    states[0].subarray((n + B) * H, (n + B + 1) * H);
  mirrored.forEach((step, n) => {
    shown.set(rowOf(forwards, n), 2 * n * H);
    shown.set(rowOf(backwards, step), (2 * n + 1) * H);
  });
}

/** The way back: gradients at what both show. */
export function splitDirections(
  shown: Floats,
  forwards: CellFlow,
  backwards: CellFlow,
  mirrored: Int32Array,
): void {
  const H = widthOf(shown, mirrored);
  mirrored.forEach((step, n) => {
    forwards.dh.set(shown.subarray(2 * n * H, (2 * n + 1) * H), n * H);
    backwards.dh.set(shown.subarray((2 * n + 1) * H, (2 * n + 2) * H), step * H);
  });
}

/** H with padding. A mirror is its own way back: a row is read at the step that reads the step's row. */
const widthOf = (shown: Floats, { length }: Int32Array): number => shown.length / (2 * length);
