/**
 * A layer that reads forwards and backwards shows both side by side: [T][B][2 H], at every step what
 * the one has read up to it and what the other has read down to it. The one that reads backwards has its
 * steps in its own order, the last one of the text first.
 */
import type { CellFlow } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';
import type { CarriedRecord } from './state';

/** What both show, into `shown`. @param H with padding */
export function joinDirections(
  forwards: CarriedRecord,
  backwards: CarriedRecord,
  shown: Floats,
  H: number,
): void {
  const { T, B } = forwards;
  eachRow(T, B, (n, mirrored) => {
    // Block 0 is the state before the first step.
    const row = (record: CarriedRecord, at: number): Floats =>
      record.states[0].subarray((at + B) * H, (at + B + 1) * H);
    shown.set(row(forwards, n), 2 * n * H);
    shown.set(row(backwards, mirrored), (2 * n + 1) * H);
  });
}

/** The way back: gradients at what both show. */
export function splitDirections(
  shown: Floats,
  forwards: CellFlow,
  backwards: CellFlow,
  { T, B }: CarriedRecord,
  H: number,
): void {
  eachRow(T, B, (n, mirrored) => {
    forwards.dh.set(shown.subarray(2 * n * H, (2 * n + 1) * H), n * H);
    backwards.dh.set(shown.subarray((2 * n + 1) * H, (2 * n + 2) * H), mirrored * H);
  });
}

function eachRow(T: number, B: number, visit: (n: number, mirrored: number) => void): void {
  for (let t = 0; t < T; t++) {
    for (let b = 0; b < B; b++) visit(t * B + b, (T - 1 - t) * B + b);
  }
}
