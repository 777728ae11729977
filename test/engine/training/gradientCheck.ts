/**
 * Analytic gradients of the twin against finite differences in double precision, parameter by
 * parameter, with the bounds of the design: h = 1e-5, |numeric - analytic| <= 1e-6 |analytic| + 1e-9.
 * Also bundled with spoilt sources, to see that it notices (mutants.test.ts).
 */
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork, initialise, type Network } from '../../../src/engine/network/network';
import type { ModelShape } from '../../../src/engine/network/shape';
import {
  allocateWindow,
  backward,
  forward,
  type Sample,
  type Window,
} from '../../../src/engine/network/window';
import type { Floats } from '../../../src/engine/kernels/kernels';
import { random } from '../../../src/engine/random';

const step = 1e-5;

/** A small network away from its symmetric starting point, and a window of random tokens and states. */
export function prepare(shape: Partial<ModelShape>): { network: Network; window: Window } {
  const network = createNetwork(createTwin({ interrupted: () => false }), {
    cell: 'lstm',
    tokens: 'words',
    V: 9,
    E: 4,
    H: 5,
    L: 1,
    tied: false,
    ...shape,
  });
  const dice = random(7);
  const { V } = network.shape;
  initialise(network, dice, [5, 3, 1, 4, 1, 5, 9, 2, 6].slice(0, V));
  // Away from the symmetric starting point, so that every term of every gradient is at work.
  const { values } = network.parameters;
  for (let n = 0; n < values.length; n++) values[n] += dice.between(-0.8, 0.8);
  const window = allocateWindow(network, 6, 3);
  for (let n = 0; n < window.inputs.length; n++) {
    window.inputs[n] = dice.below(V);
    window.targets[n] = dice.below(V);
  }
  window.records.forEach(({ states, B }, l) => {
    network.states.layers[l].forEach(({ start }, s) => {
      // Away from where another state divides by it.
      for (let n = 0; n < B * network.shape.H; n++) states[s][n] = start + dice.between(0.2, 1.1);
    });
  });
  for (let n = 0; n < window.words.length - window.inputs.length; n++) {
    window.words[n] = dice.below(V);
  }
  return { network, window };
}

/** The largest distance from the numeric gradient, in units of what the design allows. */
export function worst(network: Network, window: Window, sample?: Sample): number {
  const { values } = network.parameters;
  const whole = (): number => {
    forward(network, window);
    return backward(network, window, sample);
  };
  const alone = (): number => {
    forward(network, window);
    return lossAfter(network, window, sample);
  };
  // The same number to the bit, without the way back through the layers: that is most of the work.
  if (!Object.is(whole(), alone())) return Infinity;
  return worstOf(values, window.gradients.values, whole, alone);
}

/** What `backward` returns. */
function lossAfter(network: Network, window: Window, sample?: Sample): number {
  const { decoder } = network.parameters;
  const { h, dh, targets, gradients, T, B } = window;
  const scale = 1 / (T * B);
  const outcome = [scale, dh, gradients.decoder] as const;
  const loss = sample
    ? network.kernels.sampledSoftmax(decoder, h, targets, sample.ids, sample.logQ, ...outcome)
    : network.kernels.softmax(decoder, h, targets, ...outcome);
  return loss * scale;
}

/**
 * @param whole the loss of the values as they are; leaves their gradients in `gradients`
 * @param alone the loss, whatever it leaves there
 */
export function worstOf(
  values: Floats,
  gradients: Floats,
  whole: () => number,
  alone = whole,
): number {
  whole();
  const analytic = gradients.slice();
  let most = 0;
  for (let n = 0; n < values.length; n++) {
    const value = values[n];
    values[n] = value + step;
    const above = alone();
    values[n] = value - step;
    const below = alone();
    values[n] = value;
    const numeric = (above - below) / (2 * step);
    const bound = 1e-6 * Math.abs(analytic[n]) + 1e-9;
    most = Math.max(most, Math.abs(numeric - analytic[n]) / bound);
  }
  return most;
}
/** Targets inside and outside of it. */
export const sample: Sample = {
  ids: Int32Array.of(1, 4, 6, 7),
  logQ: Float64Array.of(-0.2, -1.1, 0, -0.7),
};
