/**
 * Forward and backward over a window of T tokens of B parallel streams: the body of a training
 * step. All memory is taken once, here; a pass allocates nothing but views.
 */
import type { Floats, LstmFlow, LstmRecord } from '../kernels/kernels';
import { allocateDistinctWords, findDistinctWords, type DistinctWords } from './distinctWords';
import { viewParameters, type Network, type Parameters } from './network';

/** What a forward pass needs. */
export interface Pass {
  readonly T: number;
  readonly B: number;
  /** [T][B] */
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly records: readonly LstmRecord[];
  readonly distinct: DistinctWords;
  /** The top layer's h, [T][B][H]. */
  readonly h: Floats;
}

/** What a backward pass needs in addition. */
export interface Window extends Pass {
  readonly flows: readonly LstmFlow[];
  /** The gradient at `h`. */
  readonly dh: Floats;
  readonly gradients: Parameters;
}

/** Words sampled for the softmax, and the log of each one's chance to be in the sample. */
export interface Sample {
  readonly ids: Int32Array;
  readonly logQ: Floats;
}

export function allocatePass(network: Network, T: number, B: number): Pass {
  const { kernels, shape, layout } = network;
  const { E, H } = layout.padded;
  const rows = T * B;
  const records: LstmRecord[] = [];
  let x = kernels.floats(rows * E);
  for (let l = 0; l < shape.L; l++) {
    const h = kernels.floats((T + 1) * B * H);
    const c = kernels.floats((T + 1) * B * H);
    records.push({ T, B, x, gates: kernels.floats(rows * 4 * H), c, h });
    // What a layer shows is what the next one reads: one array.
    x = h.subarray(B * H);
  }
  const inputs = kernels.integers(rows);
  const targets = kernels.integers(rows);
  const distinct = allocateDistinctWords(kernels, rows, shape.V);
  return { T, B, inputs, targets, records, distinct, h: x };
}

export function allocateWindow(network: Network, T: number, B: number): Window {
  const { kernels, shape, layout } = network;
  const { E, H } = layout.padded;
  const rows = T * B;
  const dz = kernels.floats(rows * 4 * H);
  const flows: LstmFlow[] = [];
  let dx = kernels.floats(rows * E);
  for (let l = 0; l < shape.L; l++) {
    const dh = kernels.floats(rows * H);
    flows.push({ dh, dz, dx });
    // The gradient at what a layer reads is the one at what the layer below shows.
    dx = dh;
  }
  const gradients = viewParameters(shape, layout, kernels.floats(layout.length));
  return { ...allocatePass(network, T, B), flows, dh: dx, gradients };
}

/** Reads `inputs` from the state in block 0 of the records. */
export function forward(network: Network, pass: Pass): void {
  const { kernels, parameters, layout } = network;
  findDistinctWords(pass.distinct, pass.inputs);
  const first = firstRecord(pass, layout.padded.E);
  kernels.gather(parameters.encoder, layout.padded.E, distinctIds(pass), first.x);
  pass.records.forEach((record, l) => {
    kernels.lstmForward(parameters.layers[l], l === 0 ? first : record);
  });
}

function distinctIds({ distinct }: Pass): Int32Array {
  return distinct.ids.subarray(0, distinct.count);
}

/** The first layer reads each distinct token once. */
function firstRecord({ records, distinct }: Pass, E: number): LstmRecord {
  const x = records[0].x.subarray(0, distinct.count * E);
  return { ...records[0], x, rows: distinct.rows };
}

/**
 * After `forward`: the mean loss over the window, and its gradients in `window.gradients`.
 * @returns nats per token; with a sample, an estimate of it
 */
export function backward(network: Network, window: Window, sample?: Sample): number {
  const { kernels, parameters, layout } = network;
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
  const { E } = layout.padded;
  for (let l = window.records.length - 1; l > 0; l--) {
    const flow = window.flows[l];
    kernels.lstmBackward(parameters.layers[l], window.records[l], flow, gradients.layers[l]);
  }
  const dx = window.flows[0].dx.subarray(0, window.distinct.count * E);
  const first = firstRecord(window, E);
  const flow = { ...window.flows[0], dx };
  kernels.lstmBackward(parameters.layers[0], first, flow, gradients.layers[0]);
  kernels.scatterAdd(dx, E, distinctIds(window), gradients.encoder);
  return loss * scale;
}
