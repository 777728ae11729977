/**
 * Reads sequences to look at them: batches of nearly one length without gradients, and a single one with
 * all that its cells did. Memory is taken for each length when it is first needed, so that the whole stays
 * within a budget that is known before.
 */
import type { Floats } from '../../kernels/kernels';
import type { Network, Parameters } from '../../network/network';
import { outputsOf, paddedWidth, type Width } from '../../network/shape';
import { resetState } from '../../network/state';
import {
  allocatePass,
  allocateWindow,
  readBackwards,
  readWords,
  runLayers,
  type Pass,
  type Window,
} from '../../network/window';
import { readoutOf } from '../../training/sequences/answers';
import { longestRead } from '../../training/sequences/lanes';
import { collect, type Readout } from '../../training/sequences/readout';
import { countOf, lengthOf, type Asked, type Sequences } from '../../training/sequences/sequences';

/** Lengths that there is memory for; a longer sequence is cut at the longest. */
const rooms = [16, 32, 64, 128, 256, longestRead];
const mostRows = 1024;
const batchBytes = 6 << 20;

const roomOf = (length: number): number => rooms.find((room) => room >= length) ?? longestRead;

/** A sequence by itself, after it was read. */
export interface ReadAlone {
  readonly window: Window;
  readonly lengths: Int32Array;
  readonly readout: Readout;
  /** What the projection reads, a row for each answer. */
  readonly rows: Floats;
  readonly count: number;
}

export interface SequenceReader {
  readonly network: Network;
  /** Numbers of a state that the projection reads, without padding: of two directions both. */
  readonly shown: { readonly width: number };
  /**
   * As `read` where one answer is asked for, with the state that it is read off: the same arrays at every call.
   */
  readStates(
    sequences: Sequences,
    batch: Int32Array,
    asked: Exclude<Asked, 'each'>,
    visit: (sequence: number, state: Floats, probabilities: Floats) => void,
  ): void;
  /** Numbers of sequences that are read together, the shortest first. @param which all without it */
  batches(sequences: Sequences, which?: Iterable<number>): Int32Array[];
  /**
   * @param visit answers as `answer` counts them: a sequence, or a token where each is asked about; the
   * same array of probabilities at every call
   */
  read(
    sequences: Sequences,
    batch: Int32Array,
    asked: Asked,
    visit: (answer: number, probabilities: Floats) => void,
  ): void;
  /** The next call overwrites it. */
  readAlone(sequences: Sequences, sequence: number, asked: Asked): ReadAlone;
  /** Of what `readAlone` found; the same array at every call. */
  probabilities(row: Floats): Floats;
}

const unpadded = (state: Floats, { pieces, each, padded }: Width): Floats =>
  pieces === 1 || each === padded
    ? state.subarray(0, pieces * each)
    : state.filter((_, n) => n % padded < each);

type Sized = Pick<Network, 'layout' | 'shape'>;

interface Room {
  readonly pass: Pass;
  readonly lengths: Int32Array;
  readonly readouts: Map<Asked, Readout>;
  readonly rows: Floats;
}

export function createSequenceReader(network: Network): SequenceReader {
  const { kernels, layout, parameters, shape } = network;
  const lanesFor = lanesOf(network);
  const logits = kernels.floats(layout.padded.outputs);
  const probabilities = (row: Floats): Floats => {
    kernels.logits(parameters.decoder, row, logits);
    kernels.normalise(logits);
    return logits.subarray(0, outputsOf(shape));
  };
  const together = kept((T) => openRoom(network, allocatePass(network, T, lanesFor(T), 'given')));
  let gradients: Parameters | undefined;
  const alone = kept((T) => {
    const window = allocateWindow(network, T, 1, { input: 'given', gradients });
    gradients = window.gradients;
    return { ...openRoom(network, window), window };
  });
  const roomFor = (sequences: Sequences, batch: Int32Array): Room => {
    const longest = Math.max(...Array.from(batch, (one) => lengthOf(sequences, one)));
    return batch.length === 1 ? alone(roomOf(longest)) : together(roomOf(longest));
  };
  return {
    network,
    shown: { width: layout.shown.pieces * layout.shown.each },
    batches: (sequences, which) => batchesOf(sequences, lanesFor, which),
    readStates(sequences, batch, asked, visit) {
      const room = roomFor(sequences, batch);
      const { width } = run(network, room, sequences, batch, asked);
      batch.forEach((sequence, row) => {
        const state = room.rows.subarray(row * width, (row + 1) * width);
        visit(sequence, unpadded(state, layout.shown), probabilities(state));
      });
    },
    read(sequences, batch, asked, visit) {
      const room = roomFor(sequences, batch);
      const readout = run(network, room, sequences, batch, asked);
      let row = 0;
      batch.forEach((sequence, b) => {
        const count = asked === 'each' ? room.lengths[b] : 1;
        const first = asked === 'each' ? sequences.starts[sequence] : sequence;
        for (let t = 0; t < count; t++, row++) {
          const { width } = readout;
          visit(first + t, probabilities(room.rows.subarray(row * width, (row + 1) * width)));
        }
      });
    },
    readAlone(sequences, sequence, asked) {
      const room = alone(roomOf(lengthOf(sequences, sequence)));
      const readout = run(network, room, sequences, Int32Array.of(sequence), asked);
      const { window, lengths, rows } = room;
      return { window, lengths, readout, rows, count: asked === 'each' ? lengths[0] : 1 };
    },
    probabilities,
  };
}

/** Numbers that a token takes in memory. */
function numbersOfToken({ layout, shape }: Sized): number {
  const { H } = layout.padded;
  const cells = layout.readout ? [...layout.layers, layout.readout] : layout.layers;
  const own = cells.reduce(
    (sum, { cell: { compiled } }) => sum + compiled.columns + compiled.states.length,
    0,
  );
  return own * H + 2 * shape.L * H + paddedWidth(layout.read) + paddedWidth(layout.shown);
}

function lanesOf(network: Sized): (T: number) => number {
  const rows = Math.min(mostRows, Math.floor(batchBytes / (4 * numbersOfToken(network))));
  return (T) => Math.max(1, Math.floor(rows / T));
}

/** Bytes that a reader of such a network takes at most, besides the weights. */
export function bytesToRead(network: Sized): number {
  const lanes = lanesOf(network);
  const inBatches = rooms.reduce((sum, T) => sum + (T + 1) * lanes(T), 0);
  const single = rooms.reduce((sum, T) => sum + T + 1, 0);
  // With gradients there is three times as much of each token.
  const tokens = numbersOfToken(network) * (inBatches + 3 * single);
  return 4 * (tokens + network.layout.length) + (8 << 20);
}

function kept<T>(open: (T: number) => T): (T: number) => T {
  const opened = new Map<number, T>();
  return (room) => {
    const found = opened.get(room) ?? open(room);
    opened.set(room, found);
    return found;
  };
}

function openRoom(network: Network, pass: Pass): Room {
  const { kernels, layout, states } = network;
  resetState(states, pass);
  const rows = kernels.floats(pass.T * pass.B * paddedWidth(layout.shown));
  return { pass, lengths: new Int32Array(pass.B), readouts: new Map(), rows };
}

function run(
  network: Network,
  { pass, lengths, readouts, rows }: Room,
  sequences: Sequences,
  batch: Int32Array,
  asked: Asked,
): Readout {
  const { T, B, first } = pass;
  const { inputs, ids, starts } = sequences;
  if (first.kind !== 'given') throw new Error('Sequences bring their ids');
  first.ids.fill(0);
  lengths.fill(0);
  batch.forEach((sequence, b) => {
    lengths[b] = Math.min(longestRead, lengthOf(sequences, sequence));
    for (let t = 0; t < lengths[b]; t++) {
      const from = (starts[sequence] + t) * inputs;
      first.ids.set(ids.subarray(from, from + inputs), (t * B + b) * inputs);
    }
  });
  readBackwards(pass, lengths);
  readWords(network, pass);
  runLayers(network, pass);
  const readout = readouts.get(asked) ?? readoutOf(network, { B, longest: T }, asked);
  readouts.set(asked, readout);
  collect(readout, pass, lengths, rows);
  return readout;
}

function batchesOf(
  sequences: Sequences,
  lanesFor: (T: number) => number,
  which?: Iterable<number>,
): Int32Array[] {
  const wanted = which ? [...which] : Array.from({ length: countOf(sequences) }, (_, n) => n);
  const order = Int32Array.from(wanted).sort(
    (one, other) => lengthOf(sequences, one) - lengthOf(sequences, other),
  );
  const batches: Int32Array[] = [];
  for (let from = 0; from < order.length;) {
    const room = roomOf(lengthOf(sequences, order[from]));
    let to = from + 1;
    while (
      to < order.length &&
      to - from < lanesFor(room) &&
      roomOf(lengthOf(sequences, order[to])) === room
    ) {
      to++;
    }
    batches.push(order.subarray(from, to));
    from = to;
  }
  return batches;
}
