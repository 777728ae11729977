/** The fast kernels against the twin, on random shapes, odd sizes included. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairUp, type Pair, type Pairs } from './pairs';
import { kernelsOfBoth } from './bothArithmetics';
import { lstmBackward, lstmForward } from './lstmLayer';

const both = kernelsOfBoth({ budgetBytes: 2 ** 31 });

/** Single precision over sums of a few hundred numbers. */
const tolerance = 1e-5;
const runs = { numRuns: 25 };

function agree(pairs: Record<string, Pair>): void {
  const differences = Object.entries(pairs).map(([name, pair]) => [name, pair.difference()]);
  const tooFar = differences.filter(([, difference]) => !(Number(difference) < tolerance));
  expect(tooFar).toEqual([]);
}

describe.each(both)('the matrix product ($arithmetic)', ({ kernels }) => {
  const sizes = fc.record({
    M: fc.integer({ min: 1, max: 400 }),
    N: fc.integer({ min: 1, max: 12 }).map((n) => 8 * n),
    K: fc.integer({ min: 1, max: 150 }).map((k) => 4 * k),
    aTransposed: fc.boolean(),
    bTransposed: fc.boolean(),
    start: fc.constantFrom('zero' as const, 'c' as const, 'bias' as const),
    seed: fc.integer({ min: 1 }),
  });

  it('is the sum of products, in every variant', () => {
    fc.assert(
      fc.property(sizes, ({ M, N, K, aTransposed, bTransposed, start, seed }) => {
        const { random } = pairUp(kernels, seed);
        const filled = (length: number) => kernels.floats(length).map(random(1)) as Float32Array;
        const into = (values: Float32Array) => {
          const array = kernels.floats(values.length);
          array.set(values);
          return array;
        };
        const a = into(filled(M * K));
        const b = into(filled(K * N));
        const bias = into(filled(N));
        const c = into(filled(M * N));
        const before = Float64Array.from(c);
        kernels.product({
          ...{ M, N, K, a, aTransposed, b, bTransposed, c },
          start: start === 'bias' ? bias : start,
        });
        let most = 0;
        for (let m = 0; m < M; m++) {
          for (let n = 0; n < N; n++) {
            let sum = start === 'zero' ? 0 : start === 'bias' ? bias[n] : before[m * N + n];
            for (let k = 0; k < K; k++) {
              const left = aTransposed ? a[k * M + m] : a[m * K + k];
              sum += left * (bTransposed ? b[n * K + k] : b[k * N + n]);
            }
            most = Math.max(most, Math.abs(sum - c[m * N + n]));
          }
        }
        expect(most).toBeLessThan(1e-6 * K);
      }),
      { numRuns: 40 },
    );
  });

  it('takes any depth where both operands are read line by line', () => {
    const { random } = pairUp(kernels, 3);
    for (const K of [1, 2, 3, 255, 257, 513]) {
      const [M, N] = [7, 16];
      const a = kernels.floats(M * K);
      const b = kernels.floats(K * N);
      const c = kernels.floats(M * N);
      a.set(Float32Array.from(a, random(1)));
      b.set(Float32Array.from(b, random(1)));
      kernels.product({ M, N, K, a, aTransposed: true, b, bTransposed: false, c, start: 'zero' });
      let sum = 0;
      for (let k = 0; k < K; k++) sum += a[k * M + 6] * b[k * N + 15];
      expect(Math.abs(c[6 * N + 15] - sum)).toBeLessThan(1e-4);
    }
  });
});

describe.each(both)('an LSTM layer ($arithmetic)', ({ kernels }) => {
  const sizes = fc.record({
    T: fc.integer({ min: 1, max: 9 }),
    B: fc.integer({ min: 1, max: 22 }),
    K: fc.integer({ min: 1, max: 70 }),
    H: fc.integer({ min: 1, max: 90 }),
    /** Distinct inputs; 0: every step has its own. */
    U: fc.integer({ min: 0, max: 30 }),
    seed: fc.integer({ min: 1 }),
  });
  type Sizes = typeof sizes extends fc.Arbitrary<infer S> ? S : never;

  function layer({ pair, random, integers }: Pairs, { T, B, K, H, U }: Sizes) {
    const gate = { blocks: 4, rows: H, padRows: true };
    const states = { rows: (T + 1) * B, columns: H, padRows: false };
    const gates = { blocks: T * B * 4, rows: 1, columns: H, padRows: false };
    const tensors = (fill: () => number) => ({
      wx: pair({ ...gate, columns: K }, fill),
      wh: pair({ ...gate, columns: H }, fill),
      bx: pair(gate, fill),
      bh: pair(gate, fill),
    });
    const record = {
      x: pair({ rows: U || T * B, columns: K, padRows: false }, random(1)),
      gates: pair(gates),
      c: pair(states, random(1)),
      h: pair(states, random(1)),
    };
    const flow = {
      dh: pair({ rows: T * B, columns: H, padRows: false }, random(1)),
      dz: pair(gates),
      dx: pair({ rows: U || T * B, columns: K, padRows: false }, random(1)),
    };
    const rows = U ? integers(Array.from({ length: T * B }, (_, n) => (n * n) % U)) : undefined;
    return { rows, weights: tensors(random(0.3)), gradients: tensors(random(1)), record, flow };
  }

  function side<Name extends string>(which: 'twin' | 'wasm', pairs: Record<Name, Pair>) {
    const entries = Object.entries<Pair>(pairs).map(([name, pair]) => [name, pair[which]]);
    return Object.fromEntries(entries) as Record<Name, Pair['twin']>;
  }

  const roundUp = (size: number) => Math.ceil(size / 8) * 8;

  function run(pairs: Pairs, sizes: Sizes, parts: ReturnType<typeof layer>): void {
    const { T, B, K, H } = sizes;
    for (const which of ['twin', 'wasm'] as const) {
      const shape = which === 'twin' ? { K, H } : { K: roundUp(K), H: roundUp(H) };
      const weights = { ...shape, ...side(which, parts.weights) };
      const gradients = { ...shape, ...side(which, parts.gradients) };
      const shared = parts.rows ? { rows: parts.rows[which] } : {};
      const record = { T, B, ...side(which, parts.record), ...shared };
      lstmForward(pairs[which], weights, record);
      lstmBackward(pairs[which], weights, record, side(which, parts.flow), gradients);
    }
  }

  it('agrees with the twin forward and backward, and keeps its padding at zero', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const pairs = pairUp(kernels, size.seed);
        const parts = layer(pairs, size);
        run(pairs, size, parts);
        agree({ ...parts.record, ...parts.flow, ...parts.gradients });
        const { c, h } = parts.record;
        const padded = [c, h, parts.flow.dx, ...Object.values(parts.gradients)];
        expect(padded.map((pair) => pair.padding())).toEqual(padded.map(() => 0));
      }),
      runs,
    );
  });

  it('agrees at depths beyond one block of the product', () => {
    const size = { T: 3, B: 6, K: 300, H: 270, U: 0, seed: 5 };
    const pairs = pairUp(kernels, size.seed);
    const parts = layer(pairs, size);
    run(pairs, size, parts);
    agree({ ...parts.record, ...parts.flow, ...parts.gradients });
  });
});

describe.each(both)('the projection to words ($arithmetic)', ({ kernels }) => {
  const sizes = fc.record({
    N: fc.integer({ min: 1, max: 60 }),
    V: fc.integer({ min: 2, max: 300 }),
    H: fc.integer({ min: 1, max: 60 }),
    S: fc.integer({ min: 1, max: 120 }),
    seed: fc.integer({ min: 1 }),
  });
  type Sizes = typeof sizes extends fc.Arbitrary<infer S> ? S : never;

  function projection(pairs: Pairs, { N, V, H }: Sizes) {
    const { pair, random } = pairs;
    const matrix = { rows: V, columns: H, padRows: true };
    const vector = { rows: V, padRows: true };
    const rows = { rows: N, columns: H, padRows: false };
    const draw = random(1);
    return {
      w: pair(matrix, random(1)),
      b: pair(vector, random(2), -1e30),
      gw: pair(matrix, random(0.1)),
      gb: pair(vector, random(0.1)),
      h: pair(rows, random(1)),
      dh: pair(rows, random(1)),
      targets: pairs.integers(
        Array.from({ length: N }, () => Math.floor(((draw() + 1) / 2) * V * 0.999)),
      ),
    };
  }

  function decoder(which: 'twin' | 'wasm', size: Sizes, w: Pair, b: Pair) {
    const up = (n: number) => (which === 'twin' ? n : Math.ceil(n / 8) * 8);
    return { V: up(size.V), H: up(size.H), w: w[which], b: b[which] };
  }

  it('agrees with the twin in softmax and cross-entropy', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const pairs = pairUp(kernels, size.seed);
        const { w, b, gw, gb, h, dh, targets } = projection(pairs, size);
        const [exact, fast] = (['twin', 'wasm'] as const).map((which) =>
          pairs[which].softmax(
            decoder(which, size, w, b),
            h[which],
            targets[which],
            0.25,
            dh[which],
            decoder(which, size, gw, gb),
          ),
        );
        expect(Math.abs(fast - exact)).toBeLessThan(1e-5 * Math.max(1, exact));
        agree({ gw, gb, dh });
        expect([gw, dh].map((pair) => pair.padding())).toEqual([0, 0]);
      }),
      runs,
    );
  });

  it('agrees with the twin when it goes through rows in chunks', () => {
    const size = { N: 1100, V: 40, H: 12, S: 0, seed: 9 };
    const pairs = pairUp(kernels, size.seed);
    const { w, b, gw, gb, h, dh, targets } = projection(pairs, size);
    const [exact, fast] = (['twin', 'wasm'] as const).map((which) =>
      pairs[which].softmax(
        decoder(which, size, w, b),
        h[which],
        targets[which],
        0.001,
        dh[which],
        decoder(which, size, gw, gb),
      ),
    );
    expect(Math.abs(fast - exact) / exact).toBeLessThan(1e-6);
    agree({ gw, gb, dh });
  });

  it('agrees with the twin in sampled softmax, targets among the samples included', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const pairs = pairUp(kernels, size.seed);
        const { w, b, gw, gb, h, dh, targets } = projection(pairs, size);
        const count = Math.min(size.S, size.V);
        const words = Array.from({ length: size.V }, (_, v) => (v * 7 + size.seed) % size.V);
        const samples = pairs.integers([...new Set(words)].slice(0, count));
        const logQ = pairs.pair(
          { rows: samples.twin.length, padRows: false },
          () => -Math.abs(pairs.random(3)()),
        );
        const [exact, fast] = (['twin', 'wasm'] as const).map((which) =>
          pairs[which].sampledSoftmax(
            decoder(which, size, w, b),
            h[which],
            targets[which],
            samples[which],
            logQ[which],
            0.25,
            dh[which],
            decoder(which, size, gw, gb),
          ),
        );
        expect(Math.abs(fast - exact)).toBeLessThan(1e-5 * Math.max(1, exact));
        agree({ gw, gb, dh });
      }),
      runs,
    );
  });

  it('agrees with the twin in losses, logits and probabilities', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const pairs = pairUp(kernels, size.seed);
        const { w, b, h, targets } = projection(pairs, size);
        const losses = pairs.pair({ rows: size.N, padRows: false });
        const ranks: Record<'twin' | 'wasm', Int32Array> = {
          twin: new Int32Array(),
          wasm: new Int32Array(),
        };
        const logits = pairs.pair({ rows: size.V, padRows: true });
        for (const which of ['twin', 'wasm'] as const) {
          const words = decoder(which, size, w, b);
          ranks[which] = pairs[which].integers(size.N);
          const asked = [words, h[which], targets[which], losses[which], ranks[which]] as const;
          pairs[which].losses(...asked);
          pairs[which].logits(words, h[which].subarray(0, words.H), logits[which]);
        }
        agree({ losses, logits });
        // Logits that differ by a rounding may change places.
        const close = ranks.twin.map((rank, n) => Math.abs(rank - (ranks.wasm[n] ?? 0)));
        expect(Math.max(...close)).toBeLessThanOrEqual(1);
        pairs.twin.normalise(logits.twin);
        pairs.wasm.normalise(logits.wasm);
        agree({ logits });
        expect(logits.padding()).toBe(0);
      }),
      runs,
    );
  });

  it('gives every word a probability of at least 0 when logits are far apart', () => {
    const logits = kernels.floats(16);
    logits.fill(-1e30);
    logits.set([500, -500, 499]);
    kernels.normalise(logits);
    expect(logits[0] + logits[2]).toBeCloseTo(1, 6);
    expect(Array.from(logits.subarray(3))).toEqual(Array.from({ length: 13 }, () => 0));
  });
});

describe.each(both)('rows and vectors ($arithmetic)', ({ kernels }) => {
  const sizes = fc.record({
    rows: fc.integer({ min: 1, max: 50 }),
    width: fc.integer({ min: 1, max: 40 }),
    ids: fc.array(fc.nat(), { minLength: 1, maxLength: 200 }),
    seed: fc.integer({ min: 1 }),
  });

  it('gathers, and adds repeated rows in order', () => {
    fc.assert(
      fc.property(sizes, ({ rows, width, ids: draws, seed }) => {
        const pairs = pairUp(kernels, seed);
        const table = pairs.pair({ rows, columns: width, padRows: false }, pairs.random(1));
        const out = pairs.pair({ rows: draws.length, columns: width, padRows: false });
        const ids = pairs.integers(draws.map((draw) => draw % rows));
        for (const which of ['twin', 'wasm'] as const) {
          const wide = which === 'twin' ? width : Math.ceil(width / 8) * 8;
          pairs[which].gather(table[which], wide, ids[which], out[which]);
          pairs[which].scatterAdd(out[which], wide, ids[which], table[which]);
        }
        agree({ table, out });
      }),
      runs,
    );
  });

  it('sums squares of any length, in double precision', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1 }), (length, seed) => {
        const pairs = pairUp(kernels, seed);
        const values = pairs.pair({ rows: length, padRows: false }, pairs.random(1000));
        const exact = pairs.twin.squaredNorm(values.twin);
        const fast = pairs.wasm.squaredNorm(values.wasm);
        expect(Math.abs(fast - exact) / exact).toBeLessThan(1e-13);
      }),
      runs,
    );
  });

  it('fills exactly as many numbers as there are', () => {
    const values = kernels.floats(40_000);
    kernels.fill(values.subarray(4, 33_333), 0.5);
    expect(values.indexOf(0.5)).toBe(4);
    expect(values.lastIndexOf(0.5)).toBe(33_332);
  });

  it('takes the same steps of Adam as the twin', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1 }), (length, seed) => {
        const pairs = pairUp(kernels, seed);
        const vector = (scale: number) =>
          pairs.pair({ rows: length, padRows: false }, pairs.random(scale));
        const [weights, gradient, m, v] = [vector(1), vector(1), vector(0), vector(0)];
        const [beta1, beta2] = [0.9, 0.999];
        let [power1, power2] = [1, 1];
        for (let step = 0; step < 4; step++) {
          power1 *= beta1;
          power2 *= beta2;
          const numbers = {
            ...{ learningRate: 0.01, beta1, beta2, epsilon: 1e-8, weightDecay: 0.01 },
            ...{ correction1: 1 - power1, correction2: 1 - power2, gradientScale: 0.7 },
          };
          for (const which of ['twin', 'wasm'] as const) {
            const moments = { m: m[which], v: v[which] };
            pairs[which].adam(weights[which], gradient[which], moments, numbers);
          }
        }
        agree({ weights, m, v });
      }),
      runs,
    );
  });
});
