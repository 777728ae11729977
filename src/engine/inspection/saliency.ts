/**
 * Gradient times input (Denil, Demiraj & de Freitas 2014): how strongly the log probability of one
 * word, in bits, pulls at the embedding of each word before it, in the direction of that embedding.
 * A first-order guess, computed in one backward pass; `replacements.ts` is the experiment.
 */
import type { Floats } from '../kernels/kernels';
import type { Network } from '../network/network';
import { paddedWidth } from '../network/shape';
import { putState, type RecurrentState } from '../network/state';
import { allocateWindow, backwardLayers, forward, type Window } from '../network/window';

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
  const { kernels, parameters, layout, states } = network;
  // A word that comes twice has two rows: each is its own place.
  const window = allocateWindow(network, T, 1, { input: 'each' });
  const { inputs, targets, gradients, h, dh } = window;
  const width = paddedWidth(layout.shown);

  return {
    T,
    gradientTimesInput(ids, start, target) {
      const n = ids.length;
      if (n === 0) return new Float64Array(0);
      // What is read after the last of them has no gradient, whatever it is.
      inputs.fill(0);
      inputs.set(ids);
      putState(states, window, start);
      forward(network, window);

      kernels.fill(gradients.values, 0);
      kernels.fill(dh, 0);
      targets[0] = target;
      const last = (array: Floats): Floats => array.subarray((n - 1) * width, n * width);
      const one = targets.subarray(0, 1);
      kernels.softmax(parameters.decoder, last(h), one, 1, last(dh), gradients.decoder);
      backwardLayers(network, window);
      return pulls(network, window, n).map((nats) => -nats / Math.LN2);
    },
  };
}

/** Of each place the scalar product of its vector with the gradient there, over all windows that it is in. */
function pulls({ layout, states }: Network, { records, flows }: Window, n: number): Float64Array {
  const { E } = layout.padded;
  const { x } = records[0];
  const { dx } = flows[0];
  const found = new Float64Array(n);
  const words = states.words + 1;
  for (let row = 0; row < n * words; row++) {
    const place = Math.floor(row / words) + (row % words) - states.words;
    if (place < 0) continue;
    for (let k = row * E; k < (row + 1) * E; k++) found[place] += x[k] * dx[k];
  }
  return found;
}
