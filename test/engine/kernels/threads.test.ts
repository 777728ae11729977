/** Helpers on real threads: the same bytes for any number of them, and no wait without an end. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { HelperLost } from '../../../src/engine/kernels/failures';
import type { Floats, Kernels } from '../../../src/engine/kernels/kernels';
import * as layout from '../../../src/engine/kernels/layout';
import type { WasmKernels, WasmOptions } from '../../../src/engine/kernels/wasm';
import { arithmeticsHere } from './bothArithmetics';
import { lstm, lstmBackward, lstmForward, recordOf, weightsOf } from './lstmLayer';
import {
  arrival,
  createKernels,
  createTeam,
  loadModule,
  randomNumbers,
  threads,
} from './wasmFixture';

const here = arithmeticsHere();
const open: Kernels[] = [];
afterEach(() => open.splice(0).forEach((kernels) => kernels.dispose()));

async function team(count: number, options: Partial<WasmOptions> = {}): Promise<WasmKernels> {
  const kernels = await createTeam(count, options);
  open.push(kernels);
  return kernels;
}

const sizes = { T: 6, B: 19, K: 40, H: 72, V: 808, S: 100 };

/** A training step's worth of arrays, the same numbers for the same seed. */
function model(kernels: Kernels, { T, B, K, H, V, S } = sizes) {
  const next = randomNumbers(7);
  const draw = (length: number, scale = 1): Floats => {
    const array = kernels.floats(length);
    for (let n = 0; n < length; n++) array[n] = scale * next();
    return array;
  };
  const cell = (scale: number) => ({
    ...{ K, H, wx: draw(4 * H * K, scale), wh: draw(4 * H * H, scale) },
    ...{ bx: draw(4 * H, scale), bh: draw(4 * H, scale) },
  });
  const projection = (scale: number) => ({ V, H, w: draw(V * H, scale), b: draw(V, scale) });
  const targets = kernels.integers(T * B);
  const samples = kernels.integers(S);
  targets.set(Array.from(targets, (_, n) => (n * 31) % V));
  samples.set(Array.from(samples, (_, n) => (n * 17) % V));
  const h = draw((T + 1) * B * H);
  const c = draw((T + 1) * B * H);
  const record = { T, B, x: draw(T * B * K), gates: draw(T * B * 4 * H), c, h };
  const flow = { dh: draw(T * B * H), dz: draw(T * B * 4 * H), dx: draw(T * B * K) };
  return {
    ...{ record, flow, targets, samples, logQ: draw(S), top: h.subarray(B * H) },
    ...{ weights: cell(0.2), gradients: cell(0), decoder: projection(0.2), changes: projection(0) },
    moments: { m: draw(V * H, 0), v: draw(V * H, 0) },
  };
}

type Model = ReturnType<typeof model>;

const adamStep = {
  ...{ learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  ...{ correction1: 0.1, correction2: 0.001, gradientScale: 0.5 },
};

/** Every operation that shares its work. @returns the hash of all that it wrote */
function runAll(kernels: Kernels, parts: Model): string {
  const { record, flow, targets, samples, logQ, weights, gradients, decoder, changes } = parts;
  const { moments, top } = parts;
  const rows = kernels.floats(samples.length * decoder.H);
  const losses = kernels.floats(targets.length);
  const ranks = kernels.integers(targets.length);
  kernels.gather(decoder.w, decoder.H, samples, rows);
  lstmForward(kernels, weights, record);
  const readers = kernels.integers(record.T * record.B);
  readers.set(Array.from(readers, (_, n) => (n * 7) % 20));
  const shared = { ...record, x: record.x.subarray(0, 20 * weights.K), rows: readers };
  lstmForward(kernels, weights, shared);
  const full = kernels.softmax(decoder, top, targets, 0.1, flow.dh, changes);
  lstmBackward(kernels, weights, record, flow, gradients);
  lstmBackward(kernels, weights, shared, flow, gradients);
  const { dh } = flow;
  const sampled = kernels.sampledSoftmax(
    ...([decoder, top, targets, samples, logQ, 0.1, dh, changes] as const),
  );
  kernels.losses(decoder, top, targets, losses, ranks);
  kernels.scatterAdd(rows, decoder.H, samples, changes.w);
  const norm = kernels.squaredNorm(changes.w);
  const one = readTokens(kernels, parts);
  kernels.adam(decoder.w, changes.w, moments, adamStep);
  const hash = createHash('sha256').update(Float64Array.of(full, sampled, norm));
  const written = [
    ...one,
    record.gates,
    record.c,
    record.h,
    flow.dh,
    flow.dz,
    flow.dx,
    losses,
    ranks,
  ];
  const { wx, wh, bx, bh } = gradients;
  for (const array of [...written, wx, wh, bx, bh, changes.w, changes.b, decoder.w, moments.v]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice());
  }
  return hash.digest('hex');
}

/** Two layers, token by token. @returns what it wrote */
function readTokens(kernels: Kernels, { weights, decoder, record }: Model): Floats[] {
  const { K, H, V } = { ...weights, ...decoder };
  const [h, c] = [kernels.floats(2 * H), kernels.floats(2 * H)];
  const lower = { T: 1, B: 1, x: kernels.floats(K), gates: kernels.floats(4 * H), c, h };
  const upper = {
    ...{ T: 1, B: 1, x: h.subarray(H), gates: kernels.floats(4 * H) },
    ...{ c: kernels.floats(2 * H), h: kernels.floats(2 * H) },
  };
  const upperWeights = { ...weights, K: H, wx: weights.wh };
  const layers = [
    { cell: lstm, weights: weightsOf(weights), record: recordOf(lower) },
    { cell: lstm, weights: weightsOf(upperWeights), record: recordOf(upper) },
  ];
  const probabilities = kernels.floats(V);
  const reader = kernels.bindTokenReader({
    ...{ table: record.x, layers, decoder, probabilities },
  });
  const written = [lower.gates, h, c, upper.gates, upper.h, upper.c, probabilities];
  for (const id of [3, 50, 0]) {
    reader.read(id);
    reader.probabilities(upper.h.subarray(H));
    for (const state of [h, c, upper.h, upper.c]) state.copyWithin(0, H);
  }
  return written;
}

/** A flag in shared memory that a timer of another thread's event loop cannot miss. */
function flag() {
  const words = new Int32Array(new SharedArrayBuffer(4));
  return { raise: () => Atomics.store(words, 0, 1), read: () => Atomics.load(words, 0) === 1 };
}

describe('a team of threads', () => {
  it.each(here)(
    'computes the same bytes (%s) on 1 to 4 threads, with tiles of any height',
    async (arithmetic) => {
      const hashes: string[] = [];
      const module = loadModule(arithmetic);
      for (const count of [1, 2, 3, 4]) {
        const kernels = await team(count, { shareFrom: 0, module });
        expect(kernels.helpers).toBe(count - 1);
        hashes.push(runAll(kernels, model(kernels)));
      }
      for (const tileRows of [4, 6] as const) {
        const other = await team(2, { tileRows, shareFrom: 0, module });
        hashes.push(runAll(other, model(other)));
      }
      expect(new Set(hashes).size).toBe(1);
    },
  );

  it('works from the start, while its helpers are still on their way', async () => {
    const kernels = createKernels({ threads: 3, startHelper: threads().start });
    open.push(kernels);
    const parts = model(kernels);
    expect(kernels.helpers).toBe(0);
    lstmForward(kernels, parts.weights, parts.record);
    const alone = Float32Array.from(parts.record.h);
    await arrival(kernels, 3);
    lstmForward(kernels, parts.weights, parts.record);
    expect(Float32Array.from(parts.record.h)).toEqual(alone);
  });

  it('takes part in thousands of short jobs without losing one', async () => {
    const kernels = await team(3);
    const values = kernels.floats(200_000);
    let expected = 0;
    for (let n = 1; n <= 2000; n++) {
      kernels.fill(values, n);
      expected = n * n * values.length;
      if (n % 100 === 0) expect(kernels.squaredNorm(values)).toBe(expected);
    }
  });

  it('sleeps between jobs and wakes for the next', async () => {
    const kernels = await team(2);
    const parts = model(kernels);
    for (let n = 0; n < 5; n++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      lstmForward(kernels, parts.weights, parts.record);
    }
    expect(kernels.helpers).toBe(1);
  });
});

describe('an interruption', () => {
  it.each([1, 2, 4])(
    'ends an operation of %i threads early, and the next one is whole',
    async (count) => {
      let asked = 0;
      let patience = Infinity;
      const kernels = await team(count, { interrupted: () => (asked += 1) > patience });
      const parts = model(kernels);
      const operations = [
        () => lstmForward(kernels, parts.weights, parts.record),
        () =>
          kernels.softmax(parts.decoder, parts.top, parts.targets, 1, parts.flow.dh, parts.changes),
        () => lstmBackward(kernels, parts.weights, parts.record, parts.flow, parts.gradients),
      ];
      // Stopped at every point at which the flag is read, one after the other.
      for (const operation of operations) {
        asked = 0;
        patience = Infinity;
        operation();
        const questions = asked;
        expect(questions).toBeGreaterThan(0);
        for (let at = 0; at < Math.min(questions, 40); at++) {
          asked = 0;
          patience = at;
          operation();
          expect(asked).toBeGreaterThan(0);
        }
      }
      // Stopped at the first question: helpers may be in the first time step, nobody gets further.
      parts.record.h.fill(5);
      asked = patience = 0;
      lstmForward(kernels, parts.weights, parts.record);
      const later = parts.record.h.subarray(2 * sizes.B * sizes.H);
      expect(later.every((value) => value === 5)).toBe(true);
      patience = Infinity;
      const fresh = model(kernels);
      lstmForward(kernels, fresh.weights, fresh.record);
      const single = createKernels();
      open.push(single);
      const alone = model(single);
      lstmForward(single, alone.weights, alone.record);
      expect(Float32Array.from(fresh.record.h)).toEqual(Float32Array.from(alone.record.h));
    },
  );

  it('is seen at least every few milliseconds of a large softmax', async () => {
    const times: number[] = [];
    const kernels = await team(2, {
      interrupted: () => {
        times.push(performance.now());
        return false;
      },
    });
    const { decoder, changes, flow, targets, top } = model(kernels, { ...sizes, V: 8000 });
    kernels.softmax(decoder, top, targets, 1, flow.dh, changes);
    times.length = 0;
    kernels.softmax(decoder, top, targets, 1, flow.dh, changes);
    // Questions are counted, not timed, so that a busy machine cannot fail this: thread 0 asks at
    // every 8th of its claims, of which there are about 1,600 in all.
    expect(times.length).toBeGreaterThan(30);
  });

  it('leaves Adam whole', async () => {
    const stop = flag();
    const kernels = await team(2, { interrupted: stop.read });
    const parts = model(kernels);
    parts.changes.w.fill(1);
    const before = Float32Array.from(parts.decoder.w);
    stop.raise();
    kernels.adam(parts.decoder.w, parts.changes.w, parts.moments, adamStep);
    expect(before.every((weight, n) => parts.decoder.w[n] !== weight)).toBe(true);
    expect(parts.moments.m.every((m) => m > 0)).toBe(true);
  });
});

describe('a helper that dies', () => {
  /** Ends a helper for good, and waits until it has. */
  async function doomed(count: number, announceDeath: boolean) {
    const crew = threads(announceDeath);
    const kernels = createKernels({ threads: count, startHelper: crew.start });
    open.push(kernels);
    await arrival(kernels, count);
    const parts = model(kernels);
    return { kernels, parts, kill: (n: number) => crew.workers[n].terminate() };
  }

  it('gives a typed failure, after which the kernels go on alone', async () => {
    const { kernels, parts, kill } = await doomed(3, false);
    await kill(1);
    expect(() => lstmForward(kernels, parts.weights, parts.record)).toThrow(HelperLost);
    expect(kernels.threads).toBe(1);
    expect(kernels.helpers).toBe(0);
    const single = createKernels();
    open.push(single);
    expect(runAll(kernels, model(kernels))).toBe(runAll(single, model(single)));
  });

  it('lets Adam finish what it left undone, from every state it can die in', async () => {
    const single = createKernels();
    open.push(single);
    const expected = model(single);
    single.adam(expected.decoder.w, expected.decoder.w, expected.moments, adamStep);

    const { kernels, parts, kill } = await doomed(2, false);
    await kill(0);
    kernels.adam(parts.decoder.w, parts.decoder.w, parts.moments, adamStep);
    expect(Float32Array.from(parts.decoder.w)).toEqual(Float32Array.from(expected.decoder.w));
    expect(Float32Array.from(parts.moments.v)).toEqual(Float32Array.from(expected.moments.v));
  });

  it('takes back the block of Adam that it died in', () => {
    const kernels = createKernels();
    open.push(kernels);
    const { finish, parts, expected, words } = halfDone(kernels);
    // Block 40, in the second of two shares of 57 blocks, was begun by helper 1 and spoilt.
    const block = 40;
    const from = block * layout.ADAM_BLOCK;
    const undo = layout.PRIVATE + layout.PRIVATE_BYTES + layout.UNDO_OFFSET;
    const arrays = [parts.decoder.w, parts.moments.m, parts.moments.v];
    arrays.forEach((array, n) => {
      const old = array.subarray(from, from + layout.ADAM_BLOCK);
      const kept = new Float32Array(
        array.buffer,
        undo + 4 * n * layout.ADAM_BLOCK,
        layout.ADAM_BLOCK,
      );
      kept.set(old);
      old.fill(99);
    });
    words[(layout.ADAM_STATE + 64) / 4] = 2 * block;
    finish(block);
    expect(Float32Array.from(parts.decoder.w)).toEqual(Float32Array.from(expected.decoder.w));
    expect(Float32Array.from(parts.moments.m)).toEqual(Float32Array.from(expected.moments.m));
  });

  /** A model whose first 40 blocks have had their step of Adam, and one that has had all of it. */
  function halfDone(kernels: WasmKernels) {
    const expected = model(kernels);
    const parts = model(kernels);
    const gradient = kernels.floats(expected.decoder.w.length);
    gradient.set(Float32Array.from(expected.decoder.w));
    kernels.adam(expected.decoder.w, gradient, expected.moments, adamStep);
    const finish = (block: number): void => {
      const end = block * layout.ADAM_BLOCK;
      const { m, v } = parts.moments;
      const first = { m: m.subarray(0, end), v: v.subarray(0, end) };
      kernels.adam(parts.decoder.w.subarray(0, end), gradient.subarray(0, end), first, adamStep);
      const sent = [parts.decoder.w, gradient, m, v].map((array) => array.byteOffset);
      words.set([parts.decoder.w.length, ...sent], layout.INTEGERS / 4);
      const { finishAdamOf } = kernels.raw;
      if (typeof finishAdamOf !== 'function') throw new Error('There is no way to finish Adam.');
      finishAdamOf(2);
    };
    const words = new Int32Array(parts.decoder.w.buffer, 0, layout.PRIVATE / 4);
    return { expected, parts, finish, words };
  }

  it('is known at once when it says so', async () => {
    const crew = threads(true);
    const kernels = createKernels({ threads: 2, startHelper: crew.start });
    open.push(kernels);
    await arrival(kernels, 2);
    const parts = model(kernels);
    // The seat's owner dies by itself, between two jobs.
    const words = new Int32Array(parts.decoder.w.buffer, 0, layout.PRIVATE / 4);
    const [worker] = crew.workers;
    await worker.terminate();
    Atomics.add(words, layout.DEAD / 4, 1);
    const start = performance.now();
    expect(() => lstmForward(kernels, parts.weights, parts.record)).toThrow(HelperLost);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
