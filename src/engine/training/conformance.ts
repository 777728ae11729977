/**
 * Holds the engine against a fixture that PyTorch wrote: one forward and backward pass, then some
 * steps of Adam, each from the fixture's starting state. The errors are what is reported; whether
 * they pass is said with the bounds of the design (single precision 1e-5 and, for weights after
 * Adam, 2e-5; double precision 1e-12).
 */
import type { Floats, Kernels } from '../kernels/kernels';
import { createNetwork, loadTensors, saveTensors, type Network } from '../network/network';
import type { Fixture, Named } from './conformanceFixture';
import { isSupported, number, prefixed, shapeOf, tensor } from './conformanceFixture';
import { createOptimizer, gradientNorm, update } from './optimizer';
import { paddedWidth } from '../network/shape';
import { allocateWindow, backward, forward, type Window } from '../network/window';

export type { Fixture } from './conformanceFixture';

/** Largest absolute errors; gradients relative to the largest entry of their tensor. */
export interface Errors {
  readonly hidden: number;
  readonly logits: number;
  readonly loss: number;
  readonly gradients: number;
  readonly adamLosses: number;
  readonly adamWeights: number;
}

export type Conformance =
  | { readonly supported: true; readonly pass: boolean; readonly errors: Errors }
  | { readonly supported: false };

/** @param fixture in which `fixtureProblem` found none */
export function conform(
  fixture: Fixture,
  createKernels: () => Kernels,
  exact: boolean,
): Conformance {
  if (!isSupported(fixture)) return { supported: false };
  const kernels = createKernels();
  try {
    const errors = measure(fixture, kernels);
    const bound = exact ? 1e-12 : 1e-5;
    const pass = Object.entries(errors).every(
      ([name, error]) => error <= (name === 'adamWeights' && !exact ? 2e-5 : bound),
    );
    return { supported: true, pass, errors };
  } finally {
    kernels.dispose();
  }
}

function measure(fixture: Fixture, kernels: Kernels): Errors {
  const network = createNetwork(kernels, shapeOf(fixture));
  loadTensors(network, prefixed(fixture, 'init.'));
  const window = allocateWindow(
    network,
    number(fixture, 'sequence_length'),
    number(fixture, 'batch_size'),
  );
  window.inputs.set(tensor(fixture, 'in.x'));
  window.targets.set(tensor(fixture, 'in.y'));
  startState(fixture, network, window);
  forward(network, window);
  const hidden = compareRows(network, window.h, tensor(fixture, 'fwd.h'));
  const logits = compareLogits(network, window, tensor(fixture, 'fwd.logits'));
  const loss = Math.abs(backward(network, window) - tensor(fixture, 'fwd.loss')[0]);
  const gradients = relativeDifference(
    saveDouble(network, window.gradients.values),
    prefixed(fixture, 'grad.'),
  );
  return { hidden, logits, loss, gradients, ...measureAdam(fixture, network, window) };
}

function measureAdam(
  fixture: Fixture,
  network: Network,
  window: Window,
): Pick<Errors, 'adamLosses' | 'adamWeights'> {
  const { kernels, parameters, layout } = network;
  const optimizer = createOptimizer(kernels, layout.length);
  const expected = tensor(fixture, 'adam.losses');
  const settings = {
    learningRate: number(fixture, 'lr'),
    clip: number(fixture, 'clip'),
    weightDecay: 0,
  };
  let adamLosses = 0;
  for (let step = 0; step < number(fixture, 'steps'); step++) {
    startState(fixture, network, window);
    forward(network, window);
    adamLosses = Math.max(adamLosses, Math.abs(backward(network, window) - expected[step]));
    const norm = gradientNorm(kernels, window.gradients);
    update(kernels, optimizer, parameters, window.gradients, norm, settings);
  }
  const adamWeights = difference(
    saveDouble(network, parameters.values),
    prefixed(fixture, 'adam.final.'),
  );
  return { adamLosses, adamWeights };
}

/** `in.<letter>0` of all that is carried, [layers and directions][B][H], into block 0 of the records. */
function startState(fixture: Fixture, network: Network, window: Window): void {
  const { H } = network.shape;
  const { layers, H: padded } = network.states;
  window.records.forEach(({ B, states }, l) => {
    layers[l].forEach(({ letter }, s) => {
      const start = tensor(fixture, `in.${letter}0`);
      for (let b = 0; b < B; b++) {
        for (let j = 0; j < H; j++) states[s][b * padded + j] = start[(l * B + b) * H + j];
      }
    });
  });
}

function compareRows(network: Network, h: Floats, expected: Floats | Int32Array): number {
  const { each, padded } = network.layout.shown;
  let most = 0;
  for (let n = 0; n < expected.length; n++) {
    const piece = Math.floor(n / each);
    most = Math.max(most, Math.abs(h[piece * padded + (n % each)] - expected[n]));
  }
  return most;
}

function compareLogits(network: Network, window: Window, expected: Floats | Int32Array): number {
  const { kernels, shape, layout, parameters } = network;
  const logits = kernels.floats(layout.padded.V);
  const width = paddedWidth(layout.shown);
  const h = kernels.floats(width);
  let most = 0;
  for (let n = 0; n < window.T * window.B; n++) {
    h.set(window.h.subarray(n * width, (n + 1) * width));
    kernels.logits(parameters.decoder, h, logits);
    for (let v = 0; v < shape.V; v++) {
      most = Math.max(most, Math.abs(logits[v] - expected[n * shape.V + v]));
    }
  }
  return most;
}

/** Unpadded copies that keep double precision. */
function saveDouble(network: Network, values: Floats): Named {
  return values instanceof Float32Array
    ? saveTensors(network, values)
    : new Map(
        network.layout.places.map(({ name, offset, size }) => [
          name,
          values.subarray(offset, offset + size),
        ]),
      );
}

function difference(actual: Named, expected: Named): number {
  let most = 0;
  for (const [name, values] of expected) most = Math.max(most, largest(values, actual.get(name)));
  return most;
}

function relativeDifference(actual: Named, expected: Named): number {
  let most = 0;
  for (const [name, values] of expected) {
    most = Math.max(most, largest(values, actual.get(name)) / largest(values));
  }
  return most;
}

/** The largest absolute difference; without a second tensor, the largest absolute value. */
function largest(values: Floats, other: Floats = values.map(() => 0)): number {
  if (other.length !== values.length) return Infinity;
  let most = 0;
  for (let n = 0; n < values.length; n++) {
    const distance = Math.abs(values[n] - other[n]);
    if (!(distance <= most)) most = distance;
  }
  return most;
}
