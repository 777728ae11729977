/**
 * A network read one token at a time: what completion, hover and trace are made of. `read` moves a
 * state on and leaves in `layers` everything that happened; the next `read` overwrites it.
 * Allocates nothing while reading.
 */
import type { Floats, LstmRecord } from '../kernels/kernels';
import type { Network } from './network';
import { putState, takeState, type RecurrentState } from './state';
import { allocatePass } from './window';

/** One layer while it read one token; all [H] but x. */
export interface LayerReading {
  readonly i: Floats;
  readonly f: Floats;
  readonly g: Floats;
  readonly o: Floats;
  /** The cell state before and after. */
  readonly before: Floats;
  readonly c: Floats;
  readonly h: Floats;
  /** What the layer read: the word's vector [E] or h of the layer below [H], and its own h before, [H]. */
  readonly x: Floats;
  readonly hBefore: Floats;
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
  /** Views of the last token read, H long without padding. */
  readonly layers: readonly LayerReading[];
  /** What comes after `state`, [V]; the same array at every call. */
  probabilities(state: RecurrentState): Floats;
}

/** @param overflow is told when a number overflows */
export function createPredictor(network: Network, overflow?: Overflow): Predictor {
  const { kernels, shape, layout, states } = network;
  const { records } = allocatePass(network, 1, 1);
  const top = kernels.floats(layout.padded.H);
  const probabilities = kernels.floats(layout.padded.V);
  const { encoder: table, layers, decoder } = network.parameters;
  const reader = kernels.bindTokenReader({ table, layers, records, decoder, probabilities });
  const shown = probabilities.subarray(0, shape.V);
  let last = 0;
  const readings = viewReadings(network, records, () => last);

  return {
    network,
    layers: readings,
    start: () =>
      probabilities instanceof Float32Array
        ? new Float32Array(states.length)
        : new Float64Array(states.length),
    read(id, state) {
      putState(states, records, state);
      reader.read(id);
      last = id;
      takeState(states, records, state);
      if (overflow) overflow.found ||= !isFiniteIn(states.top(state));
    },
    probabilities(state) {
      top.set(states.top(state));
      reader.probabilities(top);
      if (overflow) overflow.found ||= !Number.isFinite(shown[0]);
      return shown;
    },
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
  records: readonly LstmRecord[],
  id: () => number,
): LayerReading[] {
  const { H, E } = layout.padded;
  return records.map(({ gates, c, h }, l) => ({
    i: gates.subarray(0, shape.H),
    f: gates.subarray(H, H + shape.H),
    g: gates.subarray(2 * H, 2 * H + shape.H),
    o: gates.subarray(3 * H, 3 * H + shape.H),
    before: c.subarray(0, shape.H),
    c: c.subarray(H, H + shape.H),
    h: h.subarray(H, H + shape.H),
    get x() {
      if (l > 0) return records[l - 1].h.subarray(H, H + shape.H);
      return parameters.encoder.subarray(id() * E, id() * E + shape.E);
    },
    hBefore: h.subarray(0, shape.H),
  }));
}
