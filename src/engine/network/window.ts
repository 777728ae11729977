/**
 * Forward and backward over a window of T tokens of B parallel streams: the body of a training
 * step. All memory is taken once, here; a pass allocates nothing but views.
 */
import type { CellFlow, CellRecord } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';
import { allocateDistinctWords, findDistinctWords, type DistinctWords } from './distinctWords';
import { joinDirections, splitDirections } from './directions';
import { viewParameters, type Network, type Parameters } from './network';
import { directionsOf, idsPerStep, paddedWidth, type LayerLayout } from './shape';

/** What a forward pass needs. */
export interface Pass {
  readonly T: number;
  readonly B: number;
  /** [words + T][B]: the words before, where the network reads a window of them, and `inputs`. */
  readonly words: Int32Array;
  /** [T][B]; not read where the ids are given in `first`. */
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  /** As the network's layers. */
  readonly records: readonly CellRecord[];
  readonly readout?: CellRecord;
  readonly first: FirstInput;
  /** What the lowest layer reads, or, without layers, the projection: [T][B][ids per step E]. */
  readonly x: Floats;
  /** Factors on `x`: dropout. */
  readonly inputMask?: Floats;
  /** Of two directions: the row that each step of the backward one reads, [T][B]; see `readBackwards`. */
  readonly mirrored: Int32Array;
  /** What each layer shows, its directions side by side: what the next layer reads. */
  readonly shown: readonly Floats[];
  /** What the projection reads, [T][B][shown]. */
  readonly h: Floats;
}

/** What the lowest layer reads: each distinct token once, or at each step its own: the words of a window. */
type FirstInput =
  | { readonly kind: 'distinct'; readonly distinct: DistinctWords; readonly reversed: Int32Array }
  /** [T][B][ids per step]; `given`: put there by whoever fills the pass. */
  | { readonly kind: 'each' | 'given'; readonly ids: Int32Array };

/** What a backward pass needs in addition. */
export interface Window extends Pass {
  readonly flows: readonly CellFlow[];
  readonly readoutFlow?: CellFlow;
  /** The gradients at what each layer shows. */
  readonly shownFlows: readonly Floats[];
  /** The gradient at `x`. */
  readonly dx: Floats;
  /** The gradient at `h`. */
  readonly dh: Floats;
  readonly gradients: Parameters;
}

/** Words sampled for the softmax, and the log of each one's chance to be in the sample. */
export interface Sample {
  readonly ids: Int32Array;
  readonly logQ: Floats;
}

/** @param input `each` where equal words are to be told apart; slower, with the same results */
export function allocatePass(
  network: Network,
  T: number,
  B: number,
  input: FirstInput['kind'] = 'distinct',
): Pass {
  const { kernels, shape, layout, states } = network;
  const { H } = layout.padded;
  const rows = T * B;
  const recordOf = ({ cell: { compiled } }: LayerLayout, x: Floats): CellRecord => ({
    ...{ T, B, x },
    columns: kernels.floats(rows * compiled.columns * H),
    states: compiled.states.map(() => kernels.floats((T + 1) * B * H)),
  });
  const first = firstInput(network, T, B, input);
  const mirrored = kernels.integers(directionsOf(shape) === 2 ? rows : 0);
  const lowest = first.kind === 'distinct' ? first.reversed : mirrored;
  const records: CellRecord[] = [];
  const shown: Floats[] = [];
  const lowestRead = kernels.floats(rows * paddedWidth(layout.read));
  let x = lowestRead;
  for (let l = 0; l < shape.L; l++) {
    const layers = layout.layers.filter(({ layer }) => layer === l);
    const own = layers.map((layer) => {
      const record = recordOf(layer, x);
      return layer.backwards ? { ...record, rows: l === 0 ? lowest : mirrored } : record;
    });
    records.push(...own);
    // What a layer in one direction shows is what the next one reads: one array.
    x = own.length === 1 ? own[0].states[0].subarray(B * H) : kernels.floats(rows * 2 * H);
    shown.push(x);
  }
  const readout = layout.readout && recordOf(layout.readout, x);
  const words = kernels.integers(states.words * B + rows);
  readBackwards({ mirrored, T, B });
  return {
    ...{
      T,
      B,
      mirrored,
      words,
      inputs: words.subarray(states.words * B),
      targets: kernels.integers(rows),
    },
    ...{ records, first, shown, x: lowestRead },
    ...(readout && { readout }),
    h: readout ? readout.states[0].subarray(B * H) : x,
  };
}

function firstInput(
  { kernels, shape }: Network,
  T: number,
  B: number,
  kind: FirstInput['kind'],
): FirstInput {
  const ids = idsPerStep(shape);
  if (ids > 1 || shape.window !== undefined || kind !== 'distinct') {
    const given = kind === 'given' || shape.inputs !== undefined;
    return { kind: given ? 'given' : 'each', ids: kernels.integers(T * B * ids) };
  }
  const distinct = allocateDistinctWords(kernels, T * B, shape.V);
  const reversed = kernels.integers(directionsOf(shape) === 2 ? T * B : 0);
  return { kind: 'distinct', distinct, reversed };
}

/**
 * In which order the backward direction reads: each column from its own end. Sequences of different
 * lengths stand side by side with their padding at the end; read backwards it stays at the end, so that
 * in neither direction anything of it reaches a state that is asked for.
 *
 * @param lengths of each column; absent: all are T long
 */
export function readBackwards(
  { mirrored, T, B }: Pick<Pass, 'mirrored' | 'T' | 'B'>,
  lengths?: ArrayLike<number>,
): void {
  for (let n = 0; n < mirrored.length; n++) {
    const t = Math.floor(n / B);
    const b = n - t * B;
    const length = lengths ? lengths[b] : T;
    mirrored[n] = t < length ? (length - 1 - t) * B + b : n;
  }
}

export interface WindowOptions {
  /** `each` where equal words are to be told apart; slower, with the same results. */
  readonly input?: FirstInput['kind'] | undefined;
  /** Of windows that are used one at a time: one memory for all. */
  readonly gradients?: Parameters | undefined;
}

export function allocateWindow(
  network: Network,
  T: number,
  B: number,
  { input, gradients: shared }: WindowOptions = {},
): Window {
  const { kernels, shape, layout } = network;
  const { H } = layout.padded;
  const rows = T * B;
  const all = layout.readout ? [...layout.layers, layout.readout] : layout.layers;
  const dz = kernels.floats(
    rows * H * Math.max(0, ...all.map(({ cell }) => cell.compiled.slots.length)),
  );
  const flows: CellFlow[] = [];
  const shownFlows: Floats[] = [];
  const lowestFlow = kernels.floats(rows * paddedWidth(layout.read));
  let dx = lowestFlow;
  for (let l = 0; l < shape.L; l++) {
    const layers = layout.layers.filter(({ layer }) => layer === l);
    const own = layers.map((layer, nth) => ({
      ...{
        dh: kernels.floats(rows * H),
        dz: dz.subarray(0, rows * H * layer.cell.compiled.slots.length),
      },
      dx: nth === 0 ? dx : kernels.floats(dx.length),
    }));
    flows.push(...own);
    // The gradient at what a layer reads is the one at what the layer below shows.
    dx = own.length === 1 ? own[0].dh : kernels.floats(rows * 2 * H);
    shownFlows.push(dx);
  }
  const gradients = shared ?? viewParameters(shape, layout, kernels.floats(layout.length));
  const readoutFlow = layout.readout && {
    ...{ dh: kernels.floats(rows * H), dz: dz.subarray(0, rows * H), dx },
  };
  return {
    ...allocatePass(network, T, B, input),
    ...{ flows, shownFlows, dx: lowestFlow, dh: readoutFlow?.dh ?? dx, gradients },
    ...(readoutFlow && { readoutFlow }),
  };
}

/** Reads `inputs` from the state in block 0 of the records. */
export function forward(network: Network, pass: Pass): void {
  readWords(network, pass);
  runLayers(network, pass);
}

/** All layers and the read-out, after the first layer's input is there. */
export function runLayers(network: Network, pass: Pass): void {
  const { kernels, parameters, layout } = network;
  layout.layers.forEach(({ cell, backwards, layer }, n) => {
    kernels.cellForward(cell.compiled, parameters.layers[n], recordAt(network, pass, n));
    if (backwards) {
      joinDirections(pass.records[n - 1], pass.records[n], pass.shown[layer], pass.mirrored);
    }
  });
  if (layout.readout && parameters.readout && pass.readout) {
    kernels.cellForward(layout.readout.cell.compiled, parameters.readout, pass.readout);
  }
}

/** What the lowest layer reads. */
export function readWords({ kernels, parameters, layout, shape }: Network, pass: Pass): void {
  const { first, inputs, words, x, mirrored, B } = pass;
  const { E } = layout.padded;
  if (first.kind === 'distinct') {
    const { distinct, reversed } = first;
    findDistinctWords(distinct, inputs);
    for (let n = 0; n < reversed.length; n++) reversed[n] = distinct.rows[mirrored[n]];
    kernels.gather(parameters.encoder, E, distinctIds(distinct), x.subarray(0, distinct.count * E));
    return;
  }
  const { window = 1 } = shape;
  if (first.kind === 'each') {
    for (let n = 0; n < inputs.length; n++) {
      for (let k = 0; k < window; k++) first.ids[n * window + k] = words[n + k * B];
    }
  }
  kernels.gather(parameters.encoder, E, first.ids, x);
  if (pass.inputMask) multiply(x, pass.inputMask);
}

/** Number by number: a mask of dropout, and the gradient through it. */
export function multiply(into: Floats, factors: Floats): void {
  for (let n = 0; n < into.length; n++) into[n] *= factors[n];
}

const distinctIds = ({ ids, count }: DistinctWords): Int32Array => ids.subarray(0, count);

/** The record of a run; the first layer reads each distinct token once. */
function recordAt({ layout }: Network, { records, first }: Pass, n: number): CellRecord {
  const record = records[n];
  if (layout.layers[n].layer > 0 || first.kind !== 'distinct') return record;
  const { distinct, reversed } = first;
  const x = record.x.subarray(0, distinct.count * layout.padded.E);
  return { ...record, x, rows: layout.layers[n].backwards ? reversed : distinct.rows };
}

/**
 * After `forward`: the mean loss over the window, and its gradients in `window.gradients`.
 * @returns nats per token; with a sample, an estimate of it
 */
export function backward(network: Network, window: Window, sample?: Sample): number {
  const { kernels, parameters } = network;
  const { gradients, targets, h, dh } = window;
  const scale = 1 / (window.T * window.B);
  kernels.fill(gradients.values, 0);
  const loss = sample
    ? kernels.sampledSoftmax(
        parameters.decoder,
        h,
        targets,
        sample.ids,
        sample.logQ,
        scale,
        dh,
        gradients.decoder,
      )
    : kernels.softmax(parameters.decoder, h, targets, scale, dh, gradients.decoder);
  backwardLayers(network, window);
  return loss * scale;
}

/** From the gradient at what the projection reads down to the words. Adds to `window.gradients`. */
export function backwardLayers(network: Network, window: Window): void {
  backwardStates(network, window);
  scatterWords(network, window);
}

/** From the gradient at what the projection reads down to `dx`; adds to the gradients of all layers. */
export function backwardStates(network: Network, window: Window): void {
  const { kernels, parameters, layout } = network;
  const { gradients, flows, shownFlows, readout, readoutFlow } = window;
  if (layout.readout && parameters.readout && gradients.readout && readout && readoutFlow) {
    const { compiled } = layout.readout.cell;
    kernels.cellBackward(compiled, parameters.readout, readout, readoutFlow, gradients.readout);
  }
  for (let n = layout.layers.length - 1; n >= 0; n--) {
    const { cell, backwards, layer } = layout.layers[n];
    if (backwards) splitDirections(shownFlows[layer], flows[n - 1], flows[n], window.mirrored);
    const record = recordAt(network, window, n);
    const flow = { ...flows[n], dx: flows[n].dx.subarray(0, record.x.length) };
    kernels.cellBackward(cell.compiled, parameters.layers[n], record, flow, gradients.layers[n]);
    const other = layout.layers[n + 1]?.layer === layer;
    if (other) addTo(flow.dx, flows[n + 1].dx);
  }
}

/** Both directions read the same input. */
function addTo(into: Floats, other: Floats): void {
  for (let n = 0; n < into.length; n++) into[n] += other[n];
}

function scatterWords({ kernels, layout }: Network, window: Window): void {
  const { first, dx, gradients, inputMask } = window;
  const { E } = layout.padded;
  if (inputMask) multiply(dx, inputMask);
  const ids = first.kind === 'distinct' ? distinctIds(first.distinct) : first.ids;
  kernels.scatterAdd(dx.subarray(0, ids.length * E), E, ids, gradients.encoder);
}
