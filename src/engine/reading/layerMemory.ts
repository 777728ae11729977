/**
 * The additive memory of a layer, token by token: what it held, the share that was kept, what was
 * written. Whatever the cell: an LSTM's c, a GRU's h, the share c / n of an sLSTM. `cells/memory.ts`
 * finds it in the equations; a layer without one (a plain recurrent net, a window) has none.
 */
import { evaluatorOf, type Evaluator, type StepValues } from '../cells/evaluate';
import type { LearnedBothWays } from '../cells/pullback';
import type { Floats } from '../kernels/kernels';
import type { Network } from '../network/network';
import type { CellWeights } from '../kernels/compiledCell';
import { paddedWidth, type LayerLayout, type Width } from '../network/shape';

/** All [H]; they hold until the next step, or until they are asked again. */
export interface LayerMemory {
  readonly H: number;
  /** `of` = `keep` · `before` + `write`. */
  readonly of: Evaluator;
  readonly before: Evaluator;
  readonly keep: Evaluator;
  readonly write: Evaluator;
}

/** @param layer as the network's layout has them */
export function layerMemory(network: Network, layer: number): LayerMemory | undefined {
  const { memory } = network.layout.layers[layer].cell.description;
  if (!memory) return undefined;
  const { H } = network.shape;
  const learned = learnedBy(
    network,
    network.layout.layers[layer],
    network.parameters.layers[layer],
  );
  const evaluator = (name: 'of' | 'before' | 'keep' | 'write'): Evaluator =>
    evaluatorOf(memory[name], H, learned);
  const [of, before, keep, write] = [
    ...(['of', 'before', 'keep', 'write'] as const).map(evaluator),
  ];
  if (memory.before.kind === 'quantity') return { H, of, before, keep, write };
  return { H, of, write, ...withNothingHeld(before, keep, H) };
}

/** What a layer's memory is at a token; without one, what it shows. */
export function heldBy(network: Network, layer: number): Evaluator {
  const [shown] = network.layout.layers[layer].cell.compiled.states;
  return layerMemory(network, layer)?.of ?? (({ values }) => values[shown.letter]);
}

/**
 * A share c'/n' is 0/0 before the first token, when nothing has been written yet: then it is 0, and all
 * of it is kept.
 */
function withNothingHeld(
  before: Evaluator,
  keep: Evaluator,
  H: number,
): Pick<LayerMemory, 'before' | 'keep'> {
  const [held, kept] = [new Float64Array(H), new Float64Array(H)];
  const instead = (into: Float64Array, of: Floats, share: Floats, value: number): Floats => {
    for (let j = 0; j < H; j++) into[j] = Number.isNaN(share[j]) ? value : of[j];
    return into;
  };
  return {
    before(step) {
      const share = before(step);
      return instead(held, share, share, 0);
    },
    keep: (step) => instead(kept, keep(step), before(step), 1),
  };
}

/** What a layer of a network, or its read-out, has learnt. */
export function learnedBy(
  { shape }: Pick<Network, 'shape'>,
  { cell, input }: LayerLayout,
  { tensors, H: padded }: CellWeights,
): LearnedBothWays {
  const recurrent: Width = { pieces: 1, each: shape.H, padded };
  const rowsOf = (letter: string, block: string) => {
    const index = cell.compiled.tensors.findIndex((tensor) => tensor.letter === letter);
    const tensor = cell.compiled.tensors.at(index);
    const at = tensor?.blocks.indexOf(block) ?? -1;
    if (!tensor || at < 0) throw new Error(`${letter} has no rows for ${block}.`);
    const read = tensor.kind === 'input' ? input : recurrent;
    const width = tensor.kind === 'vector' ? 1 : paddedWidth(read);
    return { rows: tensors[index].subarray(at * padded * width, (at + 1) * padded * width), read };
  };
  return {
    vector: (letter, block) => rowsOf(letter, block).rows.subarray(0, shape.H),
    matrix(letter, block) {
      const { rows, read } = rowsOf(letter, block);
      const width = paddedWidth(read);
      return (vector, into) => {
        for (let j = 0; j < into.length; j++) {
          let sum = 0;
          for (let k = 0; k < vector.length; k++) {
            const column = Math.floor(k / read.each) * read.padded + (k % read.each);
            sum += rows[j * width + column] * vector[k];
          }
          into[j] = sum;
        }
      };
    },
    transposed(letter, block) {
      const { rows, read } = rowsOf(letter, block);
      const width = paddedWidth(read);
      const { each, padded: piece } = read;
      return (gradient, into) => {
        for (let j = 0; j < gradient.length; j++) {
          const g = gradient[j];
          if (g === 0) continue;
          for (let from = j * width, k = 0; k < into.length; from += piece) {
            for (let n = 0; n < each; n++, k++) into[k] += g * rows[from + n];
          }
        }
      };
    },
  };
}

/** The values of one step of one lane, for what is worked out of states alone. */
export const statesOnly = (values: StepValues['values']): StepValues => ({
  values,
  before: {},
  x: nothing,
});
const nothing = new Float64Array(0);
