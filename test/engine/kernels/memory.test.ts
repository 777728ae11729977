/** The shared memory: what it grants, what it refuses, and what it uses again. */
import { afterEach, describe, expect, it } from 'vitest';
import { OverBudget, ShapeMismatch } from '../../../src/engine/kernels/failures';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { createHeap, fixedBytes, lines, mostBytes } from '../../../src/engine/kernels/memory';
import { chunkRows, scratchOf, totalBytes } from '../../../src/engine/kernels/scratch';
import { createKernels } from './wasmFixture';
import { lstm, recordOf, weightsOf } from './lstmLayer';

const open: Kernels[] = [];
afterEach(() => open.splice(0).forEach((kernels) => kernels.dispose()));

function kernelsWithin(budgetBytes: number): Kernels {
  const kernels = createKernels({ budgetBytes });
  open.push(kernels);
  return kernels;
}

const megabyte = 1024 * 1024;

describe('the memory of the kernels', () => {
  it('refuses an array above the budget, says by how much, and takes nothing', () => {
    const kernels = kernelsWithin(8 * megabyte);
    const first = kernels.floats(megabyte);
    const refused = attempt(() => kernels.floats(megabyte));
    expect(refused).toBeInstanceOf(OverBudget);
    expect(refused).toMatchObject({ kind: 'overBudget', limit: 8 * megabyte });
    expect((refused as OverBudget).bytes).toBeGreaterThan(8 * megabyte);
    first.fill(1);
    const smaller = kernels.floats(megabyte / 4);
    expect(smaller.every((value) => value === 0)).toBe(true);
  });

  it('refuses a budget that does not hold the kernels themselves', () => {
    expect(attempt(() => kernelsWithin(fixedBytes - 1))).toBeInstanceOf(OverBudget);
  });

  it('never grants more than WebAssembly can address', () => {
    const kernels = kernelsWithin(16 * 2 ** 30);
    const refused = attempt(() => kernels.floats(2 ** 30));
    expect(refused).toMatchObject({ kind: 'overBudget', limit: mostBytes });
  });

  it('refuses the scratch memory of an operation before the operation starts', () => {
    const kernels = kernelsWithin(10 * megabyte);
    const [V, H, N] = [8000, 8, 512];
    const decoder = { V, H, w: kernels.floats(V * H), b: kernels.floats(V) };
    const gradients = { V, H, w: kernels.floats(V * H), b: kernels.floats(V) };
    const h = kernels.floats(N * H);
    const dh = kernels.floats(N * H);
    dh.fill(7);
    const targets = kernels.integers(N);
    const refused = attempt(() => kernels.softmax(decoder, h, targets, 1, dh, gradients));
    expect(refused).toBeInstanceOf(OverBudget);
    expect(dh.every((value) => value === 7)).toBe(true);
    expect(gradients.w.every((value) => value === 0)).toBe(true);
  });

  it('keeps arrays valid and apart while it grows', () => {
    const kernels = kernelsWithin(64 * megabyte);
    const arrays = Array.from({ length: 40 }, (_, n) => {
      const array = kernels.floats(50_000 + n);
      array.fill(n);
      return array;
    });
    arrays.forEach((array, n) => expect(array.every((value) => value === n)).toBe(true));
  });

  it('gives outgrown scratch memory to later arrays, zeroed', () => {
    const heap = createHeap(64 * megabyte);
    const [at] = heap.scratch([megabyte]);
    new Uint8Array(heap.memory.buffer, at, megabyte).fill(255);
    const kept = heap.allocate(64);
    const [, second] = heap.scratch([2 * megabyte, 100]);
    expect(second).toBeGreaterThan(kept);
    const used = heap.allocate(megabyte / 2);
    expect(used).toBe(at);
    expect(new Uint8Array(heap.memory.buffer, used, megabyte / 2).every((byte) => byte === 0)).toBe(
      true,
    );
  });

  it('takes for scratch what the plan says', () => {
    const heap = createHeap(mostBytes);
    const sizes = scratchOf.softmax(700, 10_000);
    const [logits, losses] = heap.scratch(sizes);
    expect(losses - logits).toBe(4 * chunkRows(700, 10_000) * 10_000);
    expect(totalBytes(sizes)).toBe(losses - logits + lines(8 * 700));
  });
});

describe('shapes at the door', () => {
  it('refuses an array that is too short, by name', () => {
    const kernels = kernelsWithin(8 * megabyte);
    const table = kernels.floats(80);
    const ids = kernels.integers(3);
    const failure = attempt(() => kernels.gather(table, 8, ids, kernels.floats(16)));
    expect(failure).toBeInstanceOf(ShapeMismatch);
    expect(failure).toMatchObject({ what: 'out', expected: 24, found: 16 });
  });

  it('refuses an id that is not in the table', () => {
    const kernels = kernelsWithin(8 * megabyte);
    const table = kernels.floats(80);
    const ids = kernels.integers(1);
    for (const id of [10, -1]) {
      ids[0] = id;
      const failure = attempt(() => kernels.gather(table, 8, ids, kernels.floats(8)));
      expect(failure).toMatchObject({ kind: 'shapeMismatch', what: 'ids', found: id });
    }
  });

  it('refuses sizes that are not padded', () => {
    const kernels = kernelsWithin(8 * megabyte);
    const decoder = { V: 12, H: 8, w: kernels.floats(96), b: kernels.floats(12) };
    const failure = attempt(() => kernels.logits(decoder, kernels.floats(8), kernels.floats(12)));
    expect(failure).toMatchObject({ kind: 'shapeMismatch', what: 'V', expected: 16, found: 12 });
  });

  it('refuses a network whose layers do not fit each other, and a token that is not in its table', () => {
    const kernels = kernelsWithin(8 * megabyte);
    const layer = (K: number, H: number) => ({
      ...{ K, H, wx: kernels.floats(4 * H * K), wh: kernels.floats(4 * H * H) },
      ...{ bx: kernels.floats(4 * H), bh: kernels.floats(4 * H) },
    });
    const record = (K: number, H: number) => ({
      ...{ T: 1, B: 1, x: kernels.floats(K), gates: kernels.floats(4 * H) },
      ...{ c: kernels.floats(2 * H), h: kernels.floats(2 * H) },
    });
    const decoder = { V: 16, H: 8, w: kernels.floats(128), b: kernels.floats(16) };
    const bind = (K: number) =>
      kernels.bindTokenReader({
        ...{ table: kernels.floats(80), probabilities: kernels.floats(16), decoder },
        layers: [8, K].map((inputs) => ({
          cell: lstm,
          weights: weightsOf(layer(inputs, 8)),
          record: recordOf(record(inputs, 8)),
        })),
      });
    const failure = attempt(() => bind(16));
    expect(failure).toMatchObject({ kind: 'shapeMismatch', what: 'K', expected: 8, found: 16 });
    const reader = bind(8);
    for (const id of [10, -1, NaN]) {
      expect(attempt(() => reader.read(id))).toMatchObject({ what: 'id', found: id });
    }
    const short = attempt(() => reader.probabilities(kernels.floats(4)));
    expect(short).toMatchObject({ kind: 'shapeMismatch', what: 'h' });
  });

  it('refuses arrays of another memory', () => {
    const kernels = kernelsWithin(8 * megabyte);
    expect(() => kernels.fill(new Float32Array(8), 1)).toThrow(/not an array of these kernels/);
  });
});

function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (failure) {
    return failure;
  }
}
