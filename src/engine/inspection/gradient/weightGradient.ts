/**
 * How long the gradient of one word's loss is at all weights together, through all words before it: what a
 * step of training would follow, and what clipping shortens. By the passes that train, not by the way
 * back of `gradientFlow.ts`.
 */
import { saveTensors, type Network } from '../../network/network';
import { startState } from '../../network/predictor';
import { putState } from '../../network/state';
import { allocateWindow, backwardLayers, forward } from '../../network/window';

export interface WeightGradient {
  /** Of the gradient. */
  readonly length: number;
  /** Of the weights themselves. */
  readonly weights: number;
}

/**
 * Of a network whose projection has weights of its own.
 * @param ids of the words before it, from the beginning of a text
 */
export function weightGradient(
  network: Network,
  ids: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  target: number,
): WeightGradient {
  const { kernels, parameters, layout, shape, states } = network;
  const T = ids.length;
  const window = allocateWindow(network, T, 1);
  window.inputs.set(Array.from(ids));
  putState(states, window, startState(network));
  forward(network, window);
  const { w } = parameters.decoder;
  const { H } = layout.padded;
  const from = (T - 1) * H;
  let slopes = 0;
  for (let v = 0; v < shape.V; v++) {
    const slope = probabilities[v] - (v === target ? 1 : 0);
    slopes += slope * slope;
    for (let j = 0; j < shape.H; j++) window.dh[from + j] += slope * w[v * H + j];
  }
  let shown = 0;
  for (let j = 0; j < shape.H; j++) shown += window.h[from + j] * window.h[from + j];
  backwardLayers(network, window);
  const below = kernels.squaredNorm(window.gradients.values);
  // The projection's own: an outer product of slopes and what is shown, and the slopes for its biases.
  const length = Math.sqrt(below + slopes * (shown + 1));
  return { length, weights: lengthOfWeights(network) };
}

/** Without padding, whose biases are huge. */
function lengthOfWeights(network: Network): number {
  let sum = 0;
  for (const tensor of saveTensors(network).values()) {
    for (const weight of tensor) sum += weight * weight;
  }
  return Math.sqrt(sum);
}
