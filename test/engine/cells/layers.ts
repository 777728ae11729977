/** A layer of any cell with random numbers, on both sides of the kernel door. */
import type {
  CellFlow,
  CellKernels,
  CellRecord,
  CellWeights,
  CompiledCell,
} from '../../../src/engine/kernels/compiledCell';
import type { WasmKernels } from '../../../src/engine/kernels/wasm';
import { createTwin } from '../../../src/engine/twin/twin';
import { pairUp, type Pair } from '../kernels/pairs';
import { roundUp } from '../kernels/wasmFixture';

export interface LayerSizes {
  readonly T: number;
  readonly B: number;
  readonly K: number;
  readonly H: number;
  /** Distinct inputs; 0: every step has its own. */
  readonly U: number;
}

export interface Layer {
  readonly weights: readonly Pair[];
  readonly gradients: readonly Pair[];
  readonly states: readonly Pair[];
  readonly columns: Pair;
  readonly x: Pair;
  readonly dh: Pair;
  readonly dz: Pair;
  readonly dx: Pair;
  run(which: 'twin' | 'wasm'): void;
  /** All that the fast kernels wrote. */
  written(): Float32Array[];
}

const twin = createTwin({ interrupted: () => false });

export function createLayer(
  kernels: WasmKernels,
  cell: CompiledCell,
  { T, B, K, H, U }: LayerSizes,
  seed = 5,
): Layer {
  const { pair, random, integers } = pairUp(kernels, seed);
  const draw = random(1);
  const tensors = (scale: number) =>
    cell.tensors.map(({ kind, blocks }) => {
      const rows = { blocks: blocks.length, rows: H, padRows: true };
      const columns = kind === 'vector' ? {} : { columns: kind === 'input' ? K : H };
      return pair({ ...rows, ...columns }, random(scale));
    });
  const weights = tensors(1.6 / Math.sqrt(H));
  const gradients = tensors(0.3);
  const lines = { columns: H, padRows: false };
  const x = pair({ rows: U || T * B, columns: K, padRows: false }, draw);
  const rows = U ? integers(Array.from({ length: T * B }, (_, n) => (n * n + n) % U)) : undefined;
  // Positive, so that a state by which a cell divides does not cross 0.
  const states = cell.states.map(({ start }) =>
    pair({ rows: (T + 1) * B, ...lines }, () => Math.fround(start + 0.4 + 0.3 * draw())),
  );
  const columns = pair({ rows: T * B * cell.columns, ...lines });
  const dh = pair({ rows: T * B, ...lines }, draw);
  const dz = pair({ rows: T * B * cell.slots.length, ...lines });
  const dx = pair({ rows: U || T * B, columns: K, padRows: false });
  return {
    ...{ weights, gradients, states, columns, x, dh, dz, dx },
    run(which) {
      const on: CellKernels = which === 'twin' ? twin : kernels;
      const shape = which === 'twin' ? { K, H } : { K: roundUp(K), H: roundUp(H), units: H };
      const take = (pairs: readonly Pair[]): CellWeights => ({
        ...shape,
        tensors: pairs.map((it) => it[which]),
      });
      const record: CellRecord = {
        ...{ T, B, x: x[which], columns: columns[which], states: states.map((it) => it[which]) },
        ...(rows && { rows: rows[which] }),
      };
      const flow: CellFlow = { dh: dh[which], dz: dz[which], dx: dx[which] };
      on.cellForward(cell, take(weights), record);
      on.cellBackward(cell, take(weights), record, flow, take(gradients));
    },
    written: () =>
      [columns, ...states, dh, dz, dx, ...gradients].map((it) => Float32Array.from(it.wasm)),
  };
}
