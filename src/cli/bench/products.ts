/**
 * The matrix product against the bare micro-kernel (operands packed, in the nearest cache), and that
 * against a loop of multiplications and additions that touches registers alone: the ceiling of
 * 128-bit SIMD on this machine, now.
 */
import type { WasmKernels } from '../../engine/kernels/wasm';
import { random } from '../../engine/random';
import { rowsOf, type Figure, type Peer, type Row } from './rows';
import { contestantHere, race } from './turns';

/** Products that a training step is made of, and a square one. */
const shapes = [
  { size: '640x512x512', M: 640, N: 512, K: 512, aTransposed: false, bTransposed: true },
  { size: '512x2000x128', M: 512, N: 2_000, K: 128, aTransposed: false, bTransposed: true },
  { size: '700x10000x656', M: 700, N: 10_000, K: 656, aTransposed: false, bTransposed: true },
  { size: '10000x656x700', M: 10_000, N: 656, K: 700, aTransposed: true, bTransposed: false },
] as const;

const depth = 256;
const calls = 1_000;
const loopSteps = 100_000;
/** A step of the register loop: 12 accumulators of 4 numbers, multiply and add. */
const loopOperations = 2 * 4 * 12 * loopSteps;
/** Short enough that both of a ratio are mostly done before somebody else's turn. */
const seconds = 0.02;

type Task = Figure & { readonly work: () => void };

/** @param kernels on one thread */
export async function productRows(kernels: WasmKernels, rounds: number): Promise<Row[]> {
  const tasks = [registerLoop(kernels), ...tiles(kernels), ...products(kernels)].map(
    (task, place): Task => ({ ...task, place }),
  );
  const result = await race(
    tasks.map(({ work }) => contestantHere(work)),
    { rounds, seconds },
  );
  const [ceiling, ...others] = tasks;
  if (!ceiling) return [];
  const micro = rowsOfAll(
    others.filter(({ name }) => name === microKernel),
    ceiling,
  );
  // The tile that suits this processor and this V8: the one that products are measured by.
  const best = micro.reduce((a, b) => (b.row.median > a.row.median ? b : a));
  const large = rowsOfAll(
    others.filter(({ name }) => name !== microKernel),
    best.task,
  );
  return [...rowsOf(result, ceiling, []), ...[...micro, ...large].map(({ row }) => row)];

  function rowsOfAll(all: readonly Task[], to: Task): { task: Task; row: Row }[] {
    const { place, amount, threads } = to;
    const peer: Peer = { name: `${to.name} ${to.size}`.trim(), place, amount, threads };
    return all.flatMap((task) => rowsOf(result, task, [peer]).map((row) => ({ task, row })));
  }
}

const microKernel = 'micro-kernel';
const unplaced = { threads: 1, unit: 'GFLOP/s', place: 0 } as const;

function registerLoop({ raw }: WasmKernels): Task {
  const loop = functionOf(raw, 'registerLoop');
  const work = (): void => void loop(loopSteps, 0.999, 0.001);
  return { ...unplaced, name: 'registers only', size: '', amount: loopOperations, work };
}

function tiles(kernels: WasmKernels): Task[] {
  return [4, 5, 6].map((rows) => {
    const tile = functionOf(kernels.raw, `tile${rows}`);
    const a = drawn(kernels, rows * depth).byteOffset;
    const b = drawn(kernels, 8 * depth).byteOffset;
    const c = kernels.floats(rows * 8).byteOffset;
    const work = (): void => {
      for (let n = 0; n < calls; n++) tile(depth, a, b, c, 32, c, 32);
    };
    const amount = 2 * 8 * rows * depth * calls;
    return { ...unplaced, name: microKernel, size: `${rows}x8`, amount, work };
  });
}

function products(kernels: WasmKernels): Task[] {
  return shapes.map(({ size, M, N, K, aTransposed, bTransposed }) => {
    const [a, b] = [drawn(kernels, M * K), drawn(kernels, K * N)];
    const c = kernels.floats(M * N);
    const product = { M, N, K, a, b, c, aTransposed, bTransposed, start: 'zero' } as const;
    const work = (): void => kernels.product(product);
    return { ...unplaced, name: 'matrix product', size, amount: 2 * M * N * K, work };
  });
}

export function functionOf(raw: WasmKernels['raw'], name: string): (...values: number[]) => number {
  const found = raw[name];
  if (typeof found !== 'function') throw new Error(`The kernels have no function ${name}`);
  return (...values) => Number(Reflect.apply(found, undefined, values));
}

function drawn(kernels: WasmKernels, length: number): Float32Array | Float64Array {
  const { between } = random(length);
  const values = kernels.floats(length);
  for (let n = 0; n < length; n++) values[n] = between(-1, 1);
  return values;
}
