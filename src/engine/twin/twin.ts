/**
 * The twin: every operation of the door in plain TypeScript and double precision. Slow, short,
 * right; the oracle of the tests. Pads nothing.
 */
import { adam } from './adam';
import type { Kernels } from '../kernels/kernels';
import { cellKernels } from './cells';
import { losses, normalise, project, sampledSoftmax, softmax } from './softmax';

export interface TwinOptions {
  readonly interrupted: () => boolean;
}

export function createTwin({ interrupted }: TwinOptions): Kernels {
  // Scratch grows to the largest size asked for, so that operations allocate nothing in the long run.
  let row = new Float64Array(0);
  const scratch = (length: number): Float64Array => {
    if (row.length < length) row = new Float64Array(length);
    return row;
  };

  return {
    engine: 'twin',
    alignment: 1,
    threads: 1,
    floats: (length) => new Float64Array(length),
    integers: (length) => new Int32Array(length),
    interrupted,

    gather(table, width, ids, out) {
      for (let n = 0; n < ids.length; n++) {
        for (let k = 0; k < width; k++) out[n * width + k] = table[ids[n] * width + k];
      }
    },
    scatterAdd(rows, width, ids, table) {
      for (let n = 0; n < ids.length; n++) {
        for (let k = 0; k < width; k++) table[ids[n] * width + k] += rows[n * width + k];
      }
    },

    ...cellKernels(interrupted),

    softmax: (decoder, h, targets, scale, dh, gradients) =>
      softmax(
        decoder,
        h,
        targets,
        scale,
        dh,
        gradients,
        scratch(decoder.V).subarray(0, decoder.V),
        interrupted,
      ),
    sampledSoftmax: (decoder, h, targets, samples, logQ, scale, dh, gradients) =>
      sampledSoftmax(
        decoder,
        h,
        targets,
        samples,
        logQ,
        scale,
        dh,
        gradients,
        scratch(samples.length + 1),
        interrupted,
      ),
    losses(decoder, h, targets, out, ranks) {
      const row = scratch(decoder.V).subarray(0, decoder.V);
      losses(decoder, h, targets, out, ranks, row, interrupted);
    },
    logits: (decoder, h, logits) => project(decoder, h, 0, logits),
    normalise: (logits) => void normalise(logits),

    fill: (values, value) => void values.fill(value),
    squaredNorm(values) {
      let sum = 0;
      for (let n = 0; n < values.length; n++) sum += values[n] * values[n];
      return sum;
    },
    adam,
    dispose: () => undefined,
  };
}
