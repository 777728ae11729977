/**
 * How often one unit's weights are pulled both ways: in a network of a single unit that must store the
 * first number and ignore the others, the gradient at each weight of that number, from the first step
 * and from all later ones. Opposite signs are a conflict.
 */
import type { Cell } from '../cells/cell';
import type { Kernels } from '../kernels/kernels';
import { random } from '../random';
import { createCellTrainer } from './learners/cellLearner';
import type { CellNetwork } from './learners/cellNetwork';
import type { Recipe } from './learners/recipe';
import { storeThenIgnore } from './tasks/storeThenIgnore';

export interface ConflictRow {
  readonly cell: string;
  /** Of the equation in whose rows the weight stands. */
  readonly quantity: string;
  /** Sequences in which storing and ignoring pulled the weight in opposite directions, of all. */
  readonly conflict: number;
  /** Of two sequences that follow each other, how often the gradient of the whole changed its sign. */
  readonly changes: number;
  /** Answers that were right in the last fifth of the training. */
  readonly right: number;
}

export interface AskedConflict {
  readonly cell: Cell;
  readonly seed: number;
  readonly sequences: number;
}

const task = storeThenIgnore(10);
const recipe: Recipe = {
  ...{ H: 1, batch: 1, learningRate: 1e-2, clip: 1, gain: 1, lastCounts: 1 },
  ...{ keep: { kind: 'usual' }, output: 'sigmoid', loss: 'crossEntropy' },
};

/** Yields how many sequences are read. */
export function* measureConflict(
  { cell, seed, sequences }: AskedConflict,
  createKernels: () => Kernels,
): Generator<number, readonly ConflictRow[]> {
  const kernels = createKernels();
  try {
    const trainer = createCellTrainer(kernels, cell, task, recipe, random(5 * seed));
    const source = task.open(random(5 * seed + 1));
    const pulls = slotsOf(cell).map((slot) => ({ ...slot, conflicts: 0, changes: 0, last: 0 }));
    let right = 0;
    const late = Math.ceil(sequences / 5);
    for (let n = 0; n < sequences; n++) {
      const sequence = source.draw();
      const [answers] = trainer.learn([sequence]);
      if (n >= sequences - late && answers[0] > 0.5 === sequence.targets[0] > 0.5) right++;
      for (const pull of pulls) count(pull, pullOf(trainer.network, pull.slot));
      yield n + 1;
    }
    return pulls.map(({ quantity, conflicts, changes }) => ({
      ...{ cell: cell.id, quantity, conflict: conflicts / sequences },
      ...{ changes: changes / (sequences - 1), right: right / late },
    }));
  } finally {
    kernels.dispose();
  }
}

/** Sums that read the input, by the quantity that they belong to. */
function slotsOf({ compiled }: Cell): { readonly slot: number; readonly quantity: string }[] {
  return compiled.slots.flatMap(({ terms }, slot) => {
    const read = terms.find(({ tensor }) => compiled.tensors[tensor].kind === 'input');
    return read ? [{ slot, quantity: compiled.tensors[read.tensor].blocks[read.block] }] : [];
  });
}

interface Pull {
  /** The gradient at the weight of the number, by the first step and by all others. */
  readonly storing: number;
  readonly ignoring: number;
}

/** After a step: gradients at sums are still there. */
function pullOf({ flow, record, weights, cell }: CellNetwork, slot: number): Pull {
  const { K, H } = weights.cell;
  const width = cell.compiled.slots.length * H;
  let ignoring = 0;
  const at = (t: number): number => flow.dz[t * width + slot * H] * record.x[t * K];
  for (let t = 1; t < record.T; t++) ignoring += at(t);
  return { storing: at(0), ignoring };
}

function count(
  pull: { conflicts: number; changes: number; last: number },
  { storing, ignoring }: Pull,
): void {
  if (storing * ignoring < 0) pull.conflicts++;
  const sign = Math.sign(storing + ignoring);
  if (sign * pull.last < 0) pull.changes++;
  if (sign !== 0) pull.last = sign;
}
