/**
 * Gradient times input (Denil, Demiraj & de Freitas 2014): how strongly the log probability of one
 * word, in bits, pulls at the embedding of each word before it, in the direction of that embedding.
 * A first-order guess, computed in one backward pass; `replacements.ts` is the experiment.
 */
import type { Network } from '../network/network';
import { putState, type RecurrentState } from '../network/state';
import { allocateWindow } from '../network/window';

export interface Saliency {
  /** The most words that a window may have. */
  readonly T: number;
  /**
   * @param ids the words before the explained one, the farthest first; at most T
   * @param start the state before the first of them
   * @returns a number for each word; positive where it speaks for the target
   */
  gradientTimesInput(ids: ArrayLike<number>, start: RecurrentState, target: number): Float64Array;
}

/** Takes all memory here: a window, and room for gradients of all weights. */
export function createSaliency(network: Network, T: number): Saliency {
  const { kernels, parameters, layout, shape, states } = network;
  const { E, H } = layout.padded;
  const window = allocateWindow(network, T, 1);

  /** The window's records cut to n words. A word that comes twice has two rows: each is its own place. */
  const recordsOf = (n: number) =>
    window.records.map(({ x, gates, c, h }, l) => ({
      T: n,
      B: 1,
      x: x.subarray(0, n * (l === 0 ? E : H)),
      gates: gates.subarray(0, n * 4 * H),
      c: c.subarray(0, (n + 1) * H),
      h: h.subarray(0, (n + 1) * H),
    }));
  const flowsOf = (n: number) =>
    window.flows.map(({ dh, dz, dx }, l) => ({
      dh: dh.subarray(0, n * H),
      dz: dz.subarray(0, n * 4 * H),
      dx: dx.subarray(0, n * (l === 0 ? E : H)),
    }));

  return {
    T,
    gradientTimesInput(ids, start, target) {
      const n = ids.length;
      if (n === 0) return new Float64Array(0);
      const { inputs, targets, gradients } = window;
      const [records, flows] = [recordsOf(n), flowsOf(n)];
      inputs.set(ids);
      kernels.gather(parameters.encoder, E, inputs.subarray(0, n), records[0].x);
      putState(states, records, start);
      records.forEach((record, l) => {
        kernels.lstmForward(parameters.layers[l], record);
      });

      const top = flows[shape.L - 1].dh;
      const shown = records[shape.L - 1].h.subarray(n * H);
      kernels.fill(gradients.values, 0);
      kernels.fill(top, 0);
      targets[0] = target;
      const last = top.subarray((n - 1) * H);
      const { decoder } = parameters;
      kernels.softmax(decoder, shown, targets.subarray(0, 1), 1, last, gradients.decoder);
      for (let l = shape.L - 1; l >= 0; l--) {
        kernels.lstmBackward(parameters.layers[l], records[l], flows[l], gradients.layers[l]);
      }
      return dots(records[0].x, flows[0].dx, n, E).map((nats) => -nats / Math.LN2);
    },
  };
}

/** Row by row the scalar product of two matrices [n][width]. */
function dots(a: ArrayLike<number>, b: ArrayLike<number>, n: number, width: number): Float64Array {
  return Float64Array.from({ length: n }, (_, row) => {
    let sum = 0;
    for (let k = row * width; k < (row + 1) * width; k++) sum += a[k] * b[k];
    return sum;
  });
}
