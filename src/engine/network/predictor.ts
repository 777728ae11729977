/**
 * A network read one token at a time: what completion, hover and trace are made of. `read` moves a
 * state on and leaves in `layers` everything that happened; the next `read` overwrites it.
 * Allocates nothing while reading.
 */
import type { Cell } from '../cells/cell';
import type { CellRecord, Place } from '../kernels/compiledCell';
import type { Floats, TokenReader } from '../kernels/kernels';
import type { Network } from './network';
import { outputsOf, type ModelShape } from './shape';
import { putState, takeState, type RecurrentState } from './state';
import { allocatePass, readWords, type Pass } from './window';

/** One layer while it read one token, by the letters of its cell's equations; all [H] but x. */
export interface LayerReading {
  readonly cell: Cell;
  /** Of every quantity. */
  readonly values: Readonly<Record<string, Floats>>;
  /** Of what is carried: the value at the step before. */
  readonly before: Readonly<Record<string, Floats>>;
  /** What the layer shows: the value of its cell's first state. */
  readonly h: Floats;
  /** What it read: the vectors of the word or of its window's words, or h of the layer below. */
  readonly x: Floats;
}

/** Whether a number left the range of its precision: nothing that is read after it holds. */
export interface Overflow {
  found: boolean;
}

export interface Predictor {
  readonly network: Network;
  /** The state before a document's first token: zero. */
  start(): RecurrentState;
  /** Reads one token: `state` becomes the state after it. */
  read(id: number, state: RecurrentState): void;
  /**
   * For long stretches, read with the weights of now: as `read`, to the bit, but what the lowest layer
   * makes of a word is kept. It holds until the next reading is begun, or the weights change.
   */
  beginReading(): Predictor['read'];
  /** Views of the last token read, H long without padding. */
  readonly layers: readonly LayerReading[];
  /** What comes after `state`, [V], or of its classes, [outputs]; the same array at every call. */
  probabilities(state: RecurrentState): Floats;
}

/**
 * @param overflow is told when a number overflows
 * @throws RangeError of a network that reads in both directions: what comes next is not its question
 */
export function createPredictor(network: Network, overflow?: Overflow): Predictor {
  const { kernels, shape, layout, states } = network;
  if (shape.direction === 'both') throw new RangeError('It reads from both ends.');
  const pass = allocatePass(network, 1, 1);
  const { records } = pass;
  const probabilities = kernels.floats(layout.padded.outputs);
  const readTokens = bindReader(network, pass, probabilities);
  const shown = probabilities.subarray(0, outputsOf(shape));
  let last = 0;
  const readings = viewReadings(network, records, () => last);
  const project = bindProjection(network, pass, readTokens);
  let words: KeptWords | undefined;

  /** @param readRow of the reader's table */
  function read(id: number, state: RecurrentState, readRow: (row: number) => void): void {
    putState(states, pass, state);
    pass.inputs[0] = id;
    readRow(prepareInput(network, pass, id));
    last = id;
    takeState(states, pass, state);
    if (overflow) overflow.found ||= !isFiniteIn(states.top(state));
  }

  const plainly: Predictor['read'] = (id, state) => read(id, state, readTokens.read);

  return {
    network,
    layers: readings,
    start: () => startState(network),
    read: plainly,
    beginReading() {
      // The words of a window are put together anew at each token.
      if (pass.first.kind !== 'distinct') return plainly;
      words ??= keepWords(network, readTokens);
      words.forget();
      const { readRow } = words;
      return (id, state) => read(id, state, readRow);
    },
    probabilities(state) {
      project(state);
      if (overflow) overflow.found ||= !Number.isFinite(shown[0]);
      return shown;
    },
  };
}

interface KeptWords {
  forget(): void;
  readRow(row: number): void;
}

/** Of all kept words: 8,000 of an LSTM with 128 units. */
const mostKeptBytes = 16 << 20;

/** The first words that come are kept, as many as there is room for; the others are read anew. */
function keepWords({ kernels, shape }: Network, reader: TokenReader): KeptWords {
  const most = Math.min(shape.V, Math.floor(mostKeptBytes / (4 * Math.max(1, reader.keptPerWord))));
  const kept = kernels.floats(most * reader.keptPerWord);
  const places = new Int32Array(shape.V).fill(-1);
  let count = 0;
  return {
    forget() {
      places.fill(-1);
      count = 0;
    },
    readRow(row) {
      const isKnown = places[row] >= 0;
      if (!isKnown && count < most) places[row] = count++;
      if (places[row] < 0) reader.read(row);
      else reader.readKept(row, kept, places[row], isKnown);
    },
  };
}

/** The state before a text's first token. */
export function startState({ kernels, states }: Network): RecurrentState {
  const state =
    kernels.engine === 'twin' ? new Float64Array(states.length) : new Float32Array(states.length);
  states.reset(state);
  return state;
}

function bindReader(
  { kernels, layout, parameters, shape }: Network,
  { records }: Pass,
  probabilities: Floats,
): TokenReader {
  const layers = layout.layers.map(({ cell }, l) => ({
    ...{ cell: cell.compiled, weights: parameters.layers[l], record: records[l] },
  }));
  // A window's words are put together here: to the reader they are the only row of its table.
  const table = shape.window === undefined ? parameters.encoder : records[0].x;
  return kernels.bindTokenReader({
    ...{ table, layers, probabilities },
    decoder: parameters.decoder,
  });
}

/** @returns the row of the reader's table that is to be read */
export function prepareInput(network: Network, pass: Pass, id: number): number {
  if (pass.first.kind === 'distinct') return id;
  readWords(network, pass);
  return 0;
}

/** After it the reader's probabilities are those of what comes after a state. */
export function bindProjection(
  { kernels, states, layout, parameters }: Network,
  pass: Pass,
  reader: TokenReader,
): (state: RecurrentState) => void {
  const top = kernels.floats(states.H);
  const { readout } = pass;
  const record = readout && { ...readout, x: top };
  return (state) => {
    top.set(states.top(state));
    if (record && layout.readout && parameters.readout) {
      kernels.cellForward(layout.readout.cell.compiled, parameters.readout, record);
    }
    reader.probabilities(record ? pass.h : top);
  };
}

/** One that is not makes the sum so; no sum of hidden states overflows. */
function isFiniteIn(numbers: Floats): boolean {
  let sum = 0;
  for (let n = 0; n < numbers.length; n++) sum += numbers[n];
  return Number.isFinite(sum);
}

/** What records of one step of one stream hold, without padding. @param id of the token read last */
export function viewReadings(
  { shape, layout, parameters }: Network,
  records: readonly CellRecord[],
  id: () => number,
): LayerReading[] {
  const { H, E } = layout.padded;
  const unpadded = (array: Floats, block: number): Floats =>
    array.subarray(block * H, block * H + shape.H);
  return records.map(({ columns, states, x }, l) => {
    const { cell } = layout.layers[l];
    const { quantities } = cell.description;
    const valueAt = ({ array, index }: Place): Floats =>
      array === 'state' ? unpadded(states[index], 1) : unpadded(columns, index);
    const isOfWords = l === 0 && shape.window === undefined;
    return {
      cell,
      values: Object.fromEntries(quantities.map(({ letter, place }) => [letter, valueAt(place)])),
      before: Object.fromEntries(
        cell.compiled.states.map(({ letter }, s) => [letter, unpadded(states[s], 0)]),
      ),
      h: unpadded(states[0], 1),
      get x() {
        if (isOfWords) return parameters.encoder.subarray(id() * E, id() * E + shape.E);
        return l === 0 ? unpaddedWords(x, shape, E) : unpadded(x, 0);
      },
    };
  });
}

/** [window E] */
function unpaddedWords(x: Floats, { window = 1, E: columns }: ModelShape, E: number): Floats {
  if (columns === E) return x;
  const words = x.slice(0, window * columns);
  for (let n = 0; n < window; n++) words.set(x.subarray(n * E, n * E + columns), n * columns);
  return words;
}
