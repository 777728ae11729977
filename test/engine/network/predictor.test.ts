/** Reading token by token: the fast kernels against the twin, and against a pass over a window. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Floats, Kernels } from '../../../src/engine/kernels/kernels';
import { createTwin } from '../../../src/engine/twin/twin';
import {
  createNetwork,
  loadTensors,
  saveTensors,
  type Network,
} from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { allocatePass, forward } from '../../../src/engine/network/window';
import { createKernels, randomNumbers } from '../kernels/wasmFixture';

const wasm = createKernels();
afterAll(() => wasm.dispose());
const twin = createTwin({ interrupted: () => false });

const sizes = fc.record({
  V: fc.integer({ min: 2, max: 90 }),
  E: fc.integer({ min: 1, max: 50 }),
  H: fc.integer({ min: 1, max: 70 }),
  L: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 1 }),
});
type Sizes = typeof sizes extends fc.Arbitrary<infer S> ? S : never;

function networkOn(kernels: Kernels, { V, E, H, L, seed }: Sizes): Network {
  const cell = { cell: 'lstm', tokens: 'words', tied: false } as const;
  const network = createNetwork(kernels, { ...cell, V, E, H, L });
  const next = randomNumbers(seed);
  const tensors = saveTensors(network);
  for (const values of tensors.values()) {
    for (let n = 0; n < values.length; n++) values[n] = 0.5 * next();
  }
  loadTensors(network, tensors);
  return network;
}

const tokens = [0, 1, 1, 0, 1];

/** Everything that a predictor says while it reads. */
function told(network: Network): number[] {
  const predictor = createPredictor(network);
  const state = predictor.start();
  return tokens.flatMap((id) => {
    predictor.read(id, state);
    const layers = predictor.layers.flatMap(({ values, before }) =>
      [...Object.values(values), ...Object.values(before)].flatMap((numbers) => [...numbers]),
    );
    return [...layers, ...state.filter((x) => x !== 0), ...predictor.probabilities(state)];
  });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, n) => Math.max(most, Math.abs(value - b[n])), 0);
}

describe('a predictor', () => {
  it('reads on the fast kernels what it reads on the twin, on any shape', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const fast = told(networkOn(wasm, size));
        expect(largestDifference(fast, told(networkOn(twin, size)))).toBeLessThan(1e-5);
      }),
      { numRuns: 25 },
    );
  });

  it('comes to the states that a pass over the whole window comes to', () => {
    for (const kernels of [wasm, twin]) {
      const network = networkOn(kernels, { V: 9, E: 11, H: 13, L: 2, seed: 5 });
      const predictor = createPredictor(network);
      const state = predictor.start();
      for (const id of tokens) predictor.read(id, state);
      const pass = allocatePass(network, tokens.length, 1);
      pass.inputs.set(tokens);
      forward(network, pass);
      const last = (values: Floats): Floats => values.subarray(-network.layout.padded.H);
      const expected = pass.records.flatMap(({ states }) =>
        states.flatMap((values) => [...last(values)]),
      );
      expect(largestDifference(state, expected)).toBeLessThan(1e-6);
    }
  });
});
