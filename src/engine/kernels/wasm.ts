/**
 * The fast kernels: WebAssembly SIMD in single precision, on the caller's thread and on helpers over
 * one shared memory. This file plans scratch memory, checks shapes, hands the arguments over and
 * decides how many threads an operation is worth; the arithmetic is in assembly/.
 *
 * - The caller's thread may be blocked (`Atomics.wait`): it is a worker's.
 * - Results are the same bytes for any number of threads, also while helpers are still starting: a
 *   job is done by those that have arrived.
 */
import type { Arithmetic } from './arithmetic';
import { cellKernels } from './cells/layers';
import { checks } from './checks';
import { decoderKernels } from './decoderKernels';
import type { HelperSeat, TileRows } from './helper';
import type { AdamStep, Floats, Kernels } from './kernels';
import * as layout from './layout';
import { createHeap } from './memory';
import { scratchOf } from './scratch';
import { assemble } from './team';
import { perAdam, perNumber, perProduct } from './work';

export interface WasmOptions {
  /** Which of the two decides the arithmetic. */
  readonly module: WebAssembly.Module;
  /** The caller's thread included, at most 16. */
  readonly threads: number;
  readonly budgetBytes: number;
  readonly interrupted: () => boolean;
  /**
   * Rows of a tile of the matrix product, 5 if not given. Changes the speed only, not a bit of any
   * result.
   */
  readonly tileRows?: TileRows;
  /** Nanoseconds of work that are shared, at least; what waking a helper takes unless told. */
  readonly shareFrom?: number;
  /** Starts a thread that calls `serveHelper(seat)`; without it there is only the caller's. */
  readonly startHelper?: (seat: HelperSeat) => { dispose(): void };
}

export interface WasmKernels extends Kernels {
  readonly arithmetic: Arithmetic;
  /** How many helpers have arrived and take part. */
  readonly helpers: number;
  /** C = A B; a and b as they are or transposed. For tests and the benchmark. */
  product(factors: Product): void;
  /** The module's functions, called on this thread: for ranks, tests and the benchmark. */
  readonly raw: Record<string, unknown>;
}

export const isWasm = (kernels: Kernels): kernels is WasmKernels => 'raw' in kernels;

export interface Product {
  readonly M: number;
  readonly N: number;
  readonly K: number;
  /** [M][K], or [K][M] when transposed. */
  readonly a: Floats;
  readonly aTransposed: boolean;
  /** [K][N], or [N][K] when transposed. */
  readonly b: Floats;
  readonly bTransposed: boolean;
  /** [M][N] */
  readonly c: Floats;
  /** 'c' adds to it; a vector [N] is the bias of each row. */
  readonly start: 'zero' | 'c' | Floats;
}

export function createWasmKernels(options: WasmOptions): WasmKernels {
  const heap = createHeap(options.budgetBytes);
  const team = assemble(options, heap);
  const { integers: int32, numbers, perform } = team;

  const send = (operation: number, work: number, ...values: number[]): number => {
    int32.set(values);
    return perform(operation, work);
  };
  const check = checks(heap);

  return {
    engine: 'wasm',
    arithmetic: team.arithmetic,
    alignment: 8,
    get threads() {
      return team.threads();
    },
    get helpers() {
      return team.joined();
    },
    raw: team.raw,
    interrupted: options.interrupted,

    // The buffer is asked for after the allocation, which may replace it by a longer one.
    floats(length) {
      const address = heap.allocate(4 * length);
      return new Float32Array(heap.memory.buffer, address, length);
    },
    integers(length) {
      const address = heap.allocate(4 * length);
      return new Int32Array(heap.memory.buffer, address, length);
    },

    gather(table, width, ids, out) {
      check.ids('ids', ids, table.length / width);
      check.length('out', out, ids.length * width);
      check.length('table', table, table.length);
      const work = out.length * perNumber;
      send(layout.GATHER, work, ids.length, width, at(table), at(ids), at(out));
    },

    scatterAdd(rows, width, ids, table) {
      check.ids('ids', ids, table.length / width);
      check.length('rows', rows, ids.length * width);
      check.length('table', table, table.length);
      const work = rows.length * perNumber;
      send(layout.SCATTER_ADD, work, ids.length, width, at(rows), at(ids), at(table));
    },

    ...cellKernels({ heap, check, send, raw: team.raw, arithmetic: team.arithmetic }),

    ...decoderKernels({ heap, check, send, numbers }),

    fill(values, value) {
      check.length('values', values, values.length);
      numbers[0] = value;
      send(layout.FILL, values.length * perNumber, values.length, at(values));
    },

    squaredNorm(values) {
      check.length('values', values, values.length);
      const scratch = heap.scratch(scratchOf.squaredNorm(values.length));
      const work = values.length * perNumber;
      return send(layout.SQUARED_NORM, work, values.length, at(values), ...scratch);
    },

    adam(weights, gradient, moments, step) {
      const count = weights.length;
      check.length('weights', weights, count);
      check.length('gradient', gradient, count);
      check.length('m', moments.m, count);
      check.length('v', moments.v, count);
      numbers.set(adamNumbers(step));
      const arrays = [weights, gradient, moments.m, moments.v].map(at);
      send(layout.ADAM, count * perAdam, count, ...arrays);
    },

    product({ M, N, K, a, aTransposed, b, bTransposed, c, start }) {
      check.length('a', a, M * K);
      check.length('b', b, K * N);
      check.length('c', c, M * N);
      const kinds = [Number(aTransposed), at(a), Number(bTransposed), at(b)];
      const from = start === 'zero' ? [0, 0] : start === 'c' ? [2, 0] : [1, at(start)];
      send(layout.PRODUCT, M * N * K * perProduct, M, N, K, ...kinds, ...from, at(c));
    },

    dispose: team.dispose,
  };
}

const at = (array: Floats | Int32Array): number => array.byteOffset;

/** In the order in which adam.ts reads them. Roots and quotients are exact to the last bit anywhere. */
function adamNumbers(step: AdamStep): number[] {
  const { learningRate, beta1, beta2, epsilon, correction1, correction2 } = step;
  const kept = 1 - learningRate * step.weightDecay;
  const root = 1 / Math.sqrt(correction2);
  return [beta1, beta2, epsilon, learningRate / correction1, root, step.gradientScale, kept];
}
