/**
 * Forward and backward over a window of T tokens of B parallel streams: the body of a training
 * step. All memory is taken once, here; a pass allocates nothing.
 */
import type { Floats, LstmFlow, LstmRecord } from '../kernels/kernels';
import { viewParameters, type Network, type Parameters } from './network';

/** What a forward pass needs. */
export interface Pass {
  readonly T: number;
  readonly B: number;
  /** [T][B] */
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly records: readonly LstmRecord[];
  /** The top layer's h, [T][B][H]. */
  readonly h: Floats;
}

/** What a backward pass needs beside it. */
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
  return { T, B, inputs, targets, records, h: x };
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
  kernels.gather(parameters.encoder, layout.padded.E, pass.inputs, pass.records[0].x);
  pass.records.forEach((record, l) => kernels.lstmForward(parameters.layers[l], record));
}

/**
 * After `forward`: the mean loss over the window, and its gradients in `window.gradients`.
 * @returns nats a token; with a sample, an estimate of it
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
  for (let l = window.records.length - 1; l >= 0; l--) {
    kernels.lstmBackward(
      parameters.layers[l],
      window.records[l],
      window.flows[l],
      gradients.layers[l],
    );
  }
  kernels.scatterAdd(window.flows[0].dx, layout.padded.E, window.inputs, gradients.encoder);
  return loss * scale;
}

/** The last block of c and h of every layer becomes block 0: the state before the next window. */
export function carryState(pass: Pass): void {
  for (const { T, c, h } of pass.records) {
    const size = h.length / (T + 1);
    c.copyWithin(0, T * size);
    h.copyWithin(0, T * size);
  }
}

export function resetState(pass: Pass): void {
  for (const { T, c, h } of pass.records) {
    const size = h.length / (T + 1);
    c.fill(0, 0, size);
    h.fill(0, 0, size);
  }
}
