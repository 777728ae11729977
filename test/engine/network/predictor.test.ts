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

function networkOn(kernels: Kernels, { V, E, H, L, seed }: Sizes, cell = 'lstm'): Network {
  const network = createNetwork(kernels, { cell, tokens: 'words', tied: false, V, E, H, L });
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

describe('A long stretch', () => {
  /** The states after each token, read plainly and as a stretch. */
  function both(network: Network, ids: readonly number[]): [number[], number[]] {
    const predictor = createPredictor(network);
    const read = predictor.beginReading();
    return [follow(predictor.read), follow(read)];

    function follow(reading: typeof read): number[] {
      const state = predictor.start();
      return ids.flatMap((id) => {
        reading(id, state);
        return [...state];
      });
    }
  }

  it('is read to the bit as word by word, with one layer or more', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        for (const kernels of [wasm, twin]) {
          const [plain, stretch] = both(networkOn(kernels, size), tokens);
          expect(stretch).toEqual(plain);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is read with the weights of now', () => {
    const network = networkOn(wasm, { V: 9, E: 4, H: 6, L: 2, seed: 1 });
    const predictor = createPredictor(network);
    const state = predictor.start();
    for (const id of tokens) predictor.beginReading()(id, state);
    loadTensors(network, saveTensors(networkOn(wasm, { V: 9, E: 4, H: 6, L: 2, seed: 2 })));
    const [again, plain] = [predictor.start(), predictor.start()];
    const read = predictor.beginReading();
    for (const id of tokens) {
      read(id, again);
      predictor.read(id, plain);
    }
    expect([...again]).toEqual([...plain]);
  });

  it('may have more words than are kept', () => {
    // 2,048 words of 2 x 1,024 sums are 16 MB.
    const network = networkOn(wasm, { V: 2100, E: 1, H: 1024, L: 1, seed: 3 }, 'minGru');
    const predictor = createPredictor(network);
    const read = predictor.beginReading();
    const state = predictor.start();
    for (let id = 0; id < 2100; id++) read(id, state);
    const plain = state.slice();
    for (const id of [2099, 0, 2047, 2048, 2060]) {
      read(id, state);
      predictor.read(id, plain);
      expect(largestDifference(state, plain)).toBe(0);
    }
  });
});
