/**
 * A network read one token at a time, as `predictor.ts` does and to the same bits, with a stop after
 * every layer: there interventions act, before the next layer reads it.
 */
import type { Floats } from '../kernels/kernels';
import type { CellRecord } from '../kernels/compiledCell';
import type { LayerReading } from '../network/predictor';
import { bindProjection, prepareInput, viewReadings } from '../network/predictor';
import type { Network } from '../network/network';
import { putState, takeState, type RecurrentState } from '../network/state';
import { allocatePass } from '../network/window';
import type { Acting } from './interventions';
import { act, actingLayer } from './interventions';
import { weightedLayers } from './unitArithmetic';

export interface IntervenedPredictor {
  readonly network: Network;
  /** Reads one token: `state` becomes the state after it. */
  read(id: number, state: RecurrentState, token: number, acting: readonly Acting[]): void;
  /** Views of the last token read, interventions included. */
  readonly layers: readonly LayerReading[];
  /** What comes after `state`, [V]; the same array at every call. */
  probabilities(state: RecurrentState): Floats;
  /** What the projection is given after `state`; the same array at every call. */
  projected(state: RecurrentState): Floats;
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
  const top = kernels.floats(states.H);
  let last = 0;
  const views = viewReadings(network, records, () => last);
  const separate = views.map((view, l) => separateArrays(view, records[l], shape.H, H));
  const layers = separate.map(({ values }, l): LayerReading => {
    const view = views[l];
    return {
      ...{ cell: view.cell, before: view.before, values, h: view.h },
      get x() {
        return l === 0 ? view.x : views[l - 1].h;
      },
    };
  });
  const acted = weightedLayers(network).map((layer) => actingLayer(layer, shape.H));

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
        separate[l].follow();
        const here = acting.filter(({ layer, from }) => layer === l && from <= token);
        if (here.length > 0) act(acted[l], layers[l], here, token);
      });
      takeState(states, pass, state);
    },
    probabilities(state) {
      project(state);
      return probabilities.subarray(0, shape.V);
    },
    projected(state) {
      top.set(states.top(state));
      const { readout } = pass;
      if (!readout || !layout.readout || !parameters.readout) return top;
      const record = { ...readout, x: top };
      kernels.cellForward(layout.readout.cell.compiled, parameters.readout, record);
      return pass.h;
    },
  };
}

/**
 * Equations that only give a value another name (`k = c`) share its place in the record; here each has
 * a place of its own, since one of them may be set.
 */
function separateArrays(
  { cell, values }: LayerReading,
  { states }: CellRecord,
  units: number,
  H: number,
): { readonly values: LayerReading['values']; follow(): void } {
  const carried = new Map(
    cell.compiled.states.map(({ letter }, s) => [letter, states[s].subarray(H, H + units)]),
  );
  const taken: Floats[] = [...carried.values()];
  const copies: { readonly of: Floats; readonly copy: Floats }[] = [];
  const own = Object.entries(values).map(([letter, view]): [string, Floats] => {
    const state = carried.get(letter);
    if (state) return [letter, state];
    if (!taken.some((other) => isSameMemory(view, other))) {
      taken.push(view);
      return [letter, view];
    }
    const copy = view.slice();
    copies.push({ of: view, copy });
    return [letter, copy];
  });
  return {
    values: Object.fromEntries(own),
    follow: () => copies.forEach(({ of, copy }) => copy.set(of)),
  };
}

const isSameMemory = (one: Floats, other: Floats): boolean =>
  one.buffer === other.buffer && one.byteOffset === other.byteOffset;
