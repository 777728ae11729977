/** A layer without memory, over all steps of all streams at once: its memory, and both its ways. */
import type { CellFlow, CellRecord, CellWeights } from '../../kernels/compiledCell';
import type { Floats, Kernels } from '../../kernels/kernels';
import type { LayerLayout } from '../../network/shape';

/** What it reads and shows, and its gradients. */
export interface Dense {
  readonly layer: LayerLayout;
  readonly weights: CellWeights;
  readonly gradients: CellWeights;
  readonly record: CellRecord;
  readonly flow: CellFlow;
}

/** From what it reads to what it shows. */
export const runDense = (kernels: Kernels, dense: Dense): void =>
  kernels.cellForward(dense.layer.cell.compiled, dense.weights, dense.record);

/** From the gradient at what it shows to that at what it reads; adds to its weights' gradients. */
export const passThroughDense = (kernels: Kernels, dense: Dense): void =>
  kernels.cellBackward(
    dense.layer.cell.compiled,
    dense.weights,
    dense.record,
    dense.flow,
    dense.gradients,
  );

export function allocateDense(
  kernels: Kernels,
  layer: LayerLayout,
  [weights, gradients]: readonly [CellWeights, CellWeights],
  T: number,
  B: number,
): Dense {
  const { compiled } = layer.cell;
  const { H, K } = weights;
  const rows = T * B;
  return {
    ...{ layer, weights, gradients },
    record: {
      ...{ T, B, x: kernels.floats(rows * K) },
      columns: kernels.floats(rows * compiled.columns * H),
      states: compiled.states.map(() => kernels.floats((T + 1) * B * H)),
    },
    flow: {
      dh: kernels.floats(rows * H),
      dz: kernels.floats(rows * compiled.slots.length * H),
      dx: kernels.floats(rows * K),
    },
  };
}

/** Its first steps alone. */
export function shortened({ layer, weights, gradients, record, flow }: Dense, T: number): Dense {
  const { compiled } = layer.cell;
  const { H, K } = weights;
  const rows = T * record.B;
  return {
    ...{ layer, weights, gradients },
    record: {
      ...{ T, B: record.B, x: record.x.subarray(0, rows * K) },
      columns: record.columns.subarray(0, rows * compiled.columns * H),
      states: record.states.map((state) => state.subarray(0, (rows + record.B) * H)),
    },
    flow: {
      dh: flow.dh.subarray(0, rows * H),
      dz: flow.dz.subarray(0, rows * compiled.slots.length * H),
      dx: flow.dx.subarray(0, rows * K),
    },
  };
}

/** Numbers of what a dense layer shows, without the steps before the first. */
export const imagesOf = ({ record, weights }: Dense): Floats =>
  record.states[0].subarray(record.B * weights.H);
