/** Layers of any cell in the twin: the interpreter, and its scratch memory kept between calls. */
import { cellBackward, cellForward, createScratch, type CellScratch } from '../cells/interpreter';
import type { CellKernels, CompiledCell } from '../kernels/compiledCell';
import { normalise, project } from './softmax';

export function cellKernels(interrupted: () => boolean): CellKernels {
  // By cell: a network has few, and mostly one size of each.
  const kept = new WeakMap<CompiledCell, { B: number; H: number; scratch: CellScratch }>();
  const scratchOf = (cell: CompiledCell, B: number, H: number): CellScratch => {
    const last = kept.get(cell);
    if (last?.B === B && last.H === H) return last.scratch;
    const scratch = createScratch(cell, B, H);
    kept.set(cell, { B, H, scratch });
    return scratch;
  };
  const forward: CellKernels['cellForward'] = (cell, weights, record) => {
    const scratch = scratchOf(cell, record.B, weights.H);
    cellForward(cell, weights, record, interrupted, scratch);
  };
  return {
    cellForward: forward,
    bindTokenReader({ table, layers, decoder, probabilities }) {
      const { K } = layers[0].weights;
      const read = (id: number): void => {
        layers[0].record.x.set(table.subarray(id * K, (id + 1) * K));
        for (const { cell, weights, record } of layers) forward(cell, weights, record);
      };
      return {
        read,
        readKept: read,
        keptPerWord: 0,
        probabilities(h) {
          project(decoder, h, 0, probabilities);
          normalise(probabilities);
        },
      };
    },
    cellBackward(cell, weights, record, flow, gradients) {
      const scratch = scratchOf(cell, record.B, weights.H);
      cellBackward(cell, weights, record, flow, gradients, interrupted, scratch);
    },
  };
}
