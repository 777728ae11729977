/**
 * What of a batch's states the projection reads, and the way back of its gradients. Rows are collected
 * without gaps: a row for each sequence, or for each token where every one is asked about. Padding is
 * never among them.
 */
import type { Floats } from '../../kernels/kernels';
import type { Pass, Window } from '../../network/window';
import type { Asked } from './sequences';

/** Sequences side by side in a pass: how long each is; 0 where a column is empty. */
export type Lengths = Int32Array;

export interface Readout {
  readonly asked: Asked;
  /** Of a row, in numbers with padding. */
  readonly width: number;
  /** 2 where a state is two directions' side by side. */
  readonly directions: 1 | 2;
  /** Of `maximum`: the row that each number was taken from, [B][width]. */
  readonly from: Int32Array;
}

/** @returns the number of rows in `into` */
export function collect(readout: Readout, pass: Pass, lengths: Lengths, into: Floats): number {
  const { width } = readout;
  let row = 0;
  eachColumn(lengths, (b, length) => {
    const put = (values: Floats): void => into.set(values, row * width);
    switch (readout.asked) {
      case 'each':
        for (let t = 0; t < length; t++, row++) put(stateAt(pass, width, t, b));
        return;
      case 'last':
        put(stateAt(pass, width, length - 1, b));
        // The backward direction has read everything where the text begins.
        if (readout.directions === 2) {
          into.set(stateAt(pass, width, 0, b).subarray(width / 2), row * width + width / 2);
        }
        break;
      case 'mean':
        meanInto(pass, readout, b, length, into.subarray(row * width, (row + 1) * width));
        break;
      case 'maximum':
        maximumInto(pass, readout, b, length, row, into.subarray(row * width, (row + 1) * width));
        break;
      default:
        readout.asked satisfies never;
    }
    row++;
  });
  return row;
}

/** Gradients at the collected rows, back to the states they came from; everything else becomes 0. */
export function spread(readout: Readout, window: Window, lengths: Lengths, rows: Floats): void {
  const { width, asked, directions, from } = readout;
  const { dh, B } = window;
  dh.fill(0);
  let row = 0;
  eachColumn(lengths, (b, length) => {
    const gradient = rows.subarray(row * width, (row + 1) * width);
    const at = (t: number): number => (t * B + b) * width;
    switch (asked) {
      case 'each':
        for (let t = 0; t < length; t++, row++) {
          dh.set(rows.subarray(row * width, (row + 1) * width), at(t));
        }
        return;
      case 'last': {
        const forwards = width / directions;
        dh.set(gradient.subarray(0, forwards), at(length - 1));
        if (directions === 2) dh.set(gradient.subarray(forwards), at(0) + forwards);
        break;
      }
      case 'mean':
        for (let t = 0; t < length; t++) {
          for (let k = 0; k < width; k++) dh[at(t) + k] = gradient[k] / length;
        }
        break;
      case 'maximum':
        for (let k = 0; k < width; k++) dh[from[row * width + k] * width + k] = gradient[k];
        break;
      default:
        asked satisfies never;
    }
    row++;
  });
}

function eachColumn(lengths: Lengths, visit: (column: number, length: number) => void): void {
  for (let b = 0; b < lengths.length; b++) if (lengths[b] > 0) visit(b, lengths[b]);
}

const stateAt = ({ h, B }: Pass, width: number, t: number, b: number): Floats =>
  h.subarray((t * B + b) * width, (t * B + b + 1) * width);

function meanInto(pass: Pass, { width }: Readout, b: number, length: number, into: Floats): void {
  into.fill(0);
  for (let t = 0; t < length; t++) {
    const state = stateAt(pass, width, t, b);
    for (let k = 0; k < width; k++) into[k] += state[k];
  }
  for (let k = 0; k < width; k++) into[k] /= length;
}

/** Of equal ones the first. */
function maximumInto(
  pass: Pass,
  { width, from }: Readout,
  b: number,
  length: number,
  row: number,
  into: Floats,
): void {
  into.fill(-Infinity);
  for (let t = 0; t < length; t++) {
    const state = stateAt(pass, width, t, b);
    for (let k = 0; k < width; k++) {
      if (!(state[k] > into[k])) continue;
      into[k] = state[k];
      from[row * width + k] = t * pass.B + b;
    }
  }
}
