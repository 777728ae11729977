/** What the weights of a modern network start from. */
import type { Cell } from '../../cells/cell';
import { keepStarts } from '../../cells/keepBias';
import { log } from '../../math';
import type { Random } from '../../random';
import type { CellWeights } from '../../kernels/compiledCell';
import type { Keeping } from './recipe';

export interface Sizes {
  readonly inputs: number;
  readonly outputs: number;
  readonly H: number;
}

/** Uniform within 1 / sqrt(H), as PyTorch's cells; vectors as the cell's text or `keep` says. */
export function beginCell(
  cell: Cell,
  weights: CellWeights,
  { inputs, H }: Sizes,
  keep: Keeping,
  random: Random,
): void {
  const bound = 1 / Math.sqrt(H);
  cell.compiled.tensors.forEach(({ kind, blocks, starts }, n) => {
    const columns = { input: inputs, recurrent: H, vector: 1 }[kind];
    const padded = { input: weights.K, recurrent: weights.H, vector: 1 }[kind];
    blocks.forEach((_, block) => {
      for (let j = 0; j < H; j++) {
        const row = (block * weights.H + j) * padded;
        for (let k = 0; k < columns; k++) {
          const drawn = random.between(-bound, bound);
          weights.tensors[n][row + k] = Number.isNaN(starts[block]) ? drawn : starts[block];
        }
      }
    });
  });
  keepFor(cell, weights, H, keep, random);
}

function keepFor(cell: Cell, weights: CellWeights, H: number, keep: Keeping, random: Random): void {
  if (keep.kind === 'usual') return;
  // The signs of what has to be raised or lowered: from a bias of 1.
  const starts = keepStarts(cell, Math.E);
  const input = cell.definition.equations.find(({ name }) => name === 'inputGate')?.letter;
  for (let j = 0; j < H; j++) {
    const bias = keep.kind === 'bias' ? keep.bias : log(random.between(1, keep.steps - 1));
    for (const { letter, block, value } of starts) {
      set(cell, weights, letter, block, j, Math.sign(value) * bias);
      if (keep.kind === 'chrono' && input !== undefined && input !== block) {
        set(cell, weights, letter, input, j, -bias);
      }
    }
  }
}

function set(
  { compiled }: Cell,
  { H, tensors }: CellWeights,
  letter: string,
  block: string,
  unit: number,
  value: number,
): void {
  compiled.tensors.forEach((tensor, n) => {
    const row = tensor.letter === letter ? tensor.blocks.indexOf(block) : -1;
    if (row >= 0) tensors[n][row * H + unit] = value;
  });
}

/** Of the answers: uniform within 1 / sqrt(H), biases 0. */
export function beginReadout(
  w: { [n: number]: number },
  { outputs, H }: Sizes,
  paddedH: number,
  random: Random,
): void {
  const bound = 1 / Math.sqrt(H);
  for (let k = 0; k < outputs; k++) {
    for (let j = 0; j < H; j++) w[k * paddedH + j] = random.between(-bound, bound);
  }
}
