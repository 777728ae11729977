/**
 * A network read one token at a time, as `predictor.ts` does and to the same bits, with a stop after
 * every layer: there interventions act, before the next layer reads it.
 */
import type { Floats } from '../kernels/kernels';
import type { LayerReading } from '../network/predictor';
import { bindProjection, prepareInput, viewReadings } from '../network/predictor';
import type { Network } from '../network/network';
import { putState, takeState, type RecurrentState } from '../network/state';
import { allocatePass } from '../network/window';
import type { Acting } from './interventions';
import { act } from './interventions';

export interface IntervenedPredictor {
  readonly network: Network;
  /** Reads one token: `state` becomes the state after it. */
  read(id: number, state: RecurrentState, token: number, acting: readonly Acting[]): void;
  /** Views of the last token read, interventions included. */
  readonly layers: readonly LayerReading[];
  /** What comes after `state`, [V]; the same array at every call. */
  probabilities(state: RecurrentState): Floats;
}

export function createIntervenedPredictor(network: Network): IntervenedPredictor {
  const { kernels, parameters, shape, layout, states } = network;
  const { H, V } = layout.padded;
  const pass = allocatePass(network, 1, 1);
  const { records } = pass;
  const probabilities = kernels.floats(V);
  const { decoder, encoder } = parameters;
  const lowest = shape.window === undefined ? encoder : records[0].x;
  // Each layer is bound as a network of its own; its only “word” is what the layer below shows.
  const readers = parameters.layers.map((weights, l) =>
    kernels.bindTokenReader({
      table: l === 0 ? lowest : records[l - 1].states[0].subarray(H),
      layers: [{ cell: layout.layers[l].cell.compiled, weights, record: records[l] }],
      ...{ decoder, probabilities },
    }),
  );
  const project = bindProjection(network, pass, readers[0]);
  const layers = viewReadings(network, records, () => last);
  const stale = new Uint8Array(shape.H);
  let last = 0;

  return {
    network,
    layers,
    read(id, state, token, acting) {
      putState(states, pass, state);
      last = id;
      pass.inputs[0] = id;
      const word = prepareInput(network, pass, id);
      readers.forEach((reader, l) => {
        reader.read(l === 0 ? word : 0);
        const here = acting.filter(({ layer, from }) => layer === l && from <= token);
        if (here.length > 0) act(layers[l], here, token, stale);
      });
      takeState(states, pass, state);
    },
    probabilities(state) {
      project(state);
      return probabilities.subarray(0, shape.V);
    },
  };
}
