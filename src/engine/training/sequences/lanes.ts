/**
 * A network that reads batches of sequences side by side: memory for B of them, in a few lengths, taken
 * once. A batch is read in the shortest that holds it; what is longer than the longest is cut there.
 */
import type { Kernels } from '../../kernels/kernels';
import type { Network, Parameters } from '../../network/network';
import { resetState } from '../../network/state';
import { allocateWindow, readBackwards, type Window } from '../../network/window';
import { lengthOf, type Sequences } from './sequences';
import type { Lengths } from './readout';

export interface Lanes {
  readonly B: number;
  readonly longest: number;
  /** Of all windows together. */
  readonly gradients: Parameters;
  readonly lengths: Lengths;
  /** Puts sequences side by side; the ids stand in `first` of the window that is returned. */
  fill(sequences: Sequences, batch: Int32Array): Window;
}

/** Tokens of the longest sequence that is read as a whole. */
export const longestRead = 512;

const lengthsRead = [8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, longestRead];

/** The shortest length of memory that holds a sequence. */
export const roomFor = (length: number): number =>
  lengthsRead.find((room) => room >= length) ?? longestRead;

/** Tokens of a lane for which there is memory, all lengths together. */
export const tokensHeld = (longest: number): number =>
  roomsFor(longest).reduce((all, room) => all + room, 0);

const roomsFor = (longest: number): number[] =>
  lengthsRead.filter((room) => room <= roomFor(longest));

/**
 * @param longest of the sequences
 * @param shared gradients that others add to as well
 */
export function createLanes(
  network: Network,
  B: number,
  longest: number,
  shared?: Parameters,
): Lanes {
  const rooms = roomsFor(longest);
  const [first, ...others] = rooms;
  const shortest = allocateMasked(network, first, B, shared);
  const windows = [
    shortest,
    ...others.map((T) => allocateMasked(network, T, B, shortest.gradients)),
  ];
  const lengths = new Int32Array(B);
  return {
    ...{ B, lengths, gradients: shortest.gradients },
    longest: rooms[rooms.length - 1],
    fill(sequences, batch) {
      batch.forEach((sequence, b) => {
        lengths[b] = Math.min(longestRead, lengthOf(sequences, sequence));
      });
      lengths.fill(0, batch.length);
      const most = Math.max(1, ...lengths);
      const window = windows[rooms.findIndex((room) => room >= most)];
      putIds(window, sequences, batch, lengths);
      readBackwards(window, lengths);
      return window;
    },
  };
}

function allocateMasked(network: Network, T: number, B: number, gradients?: Parameters): Window {
  const window = allocateWindow(network, T, B, { input: 'given', gradients });
  resetState(network.states, window);
  return { ...window, inputMask: onesLike(network.kernels, window.x.length) };
}

function onesLike(kernels: Kernels, length: number) {
  const ones = kernels.floats(length);
  ones.fill(1);
  return ones;
}

function putIds(
  { first, T, B }: Window,
  { inputs, ids, starts }: Sequences,
  batch: Int32Array,
  lengths: Lengths,
): void {
  if (first.kind !== 'given') throw new Error('Sequences bring their ids');
  first.ids.fill(0, 0, T * B * inputs);
  batch.forEach((sequence, b) => {
    const from = starts[sequence];
    for (let t = 0; t < lengths[b]; t++) {
      for (let k = 0; k < inputs; k++) {
        first.ids[(t * B + b) * inputs + k] = ids[(from + t) * inputs + k];
      }
    }
  });
}
