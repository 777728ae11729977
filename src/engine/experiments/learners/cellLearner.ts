/** A network of any cell that learns as networks do now: the whole way back through time, and Adam. */
import type { Cell } from '../../cells/cell';
import type { Kernels } from '../../kernels/kernels';
import type { Random } from '../../random';
import type { Sequence, TaskSizes } from '../sequence';
import { createCellNetwork, findGradients, readSequences, type CellNetwork } from './cellNetwork';
import type { Learner } from './learner';
import type { Recipe } from './recipe';

/** Also shows its network, with what the last step left in it. */
export type CellTrainer = Learner & { readonly network: CellNetwork };

export function createCellTrainer(
  kernels: Kernels,
  cell: Cell,
  sizes: TaskSizes,
  recipe: Recipe,
  random: Random,
): CellTrainer {
  const network = createCellNetwork(kernels, cell, sizes, recipe, random);
  const adam = createAdam(network);
  return {
    ...{ network, weights: network.count, batch: recipe.batch },
    learn(sequences) {
      const answers = readSequences(network, sequences);
      findGradients(network, sequences, answers);
      adam.step();
      return answers;
    },
    answer: (sequences) => inLanes(sequences, recipe.batch, (some) => readSequences(network, some)),
  };
}

function inLanes(
  sequences: readonly Sequence[],
  lanes: number,
  read: (some: readonly Sequence[]) => readonly Float64Array[],
): readonly Float64Array[] {
  const answers: Float64Array[] = [];
  for (let from = 0; from < sequences.length; from += lanes) {
    answers.push(...read(sequences.slice(from, from + lanes)));
  }
  return answers;
}

/** Kingma & Ba 2015; the gradient clipped by its norm, as in every training here. */
function createAdam({ kernels, weights, gradients, recipe }: CellNetwork): { step(): void } {
  const { length } = weights.values;
  const moments = { m: kernels.floats(length), v: kernels.floats(length) };
  const [beta1, beta2] = [0.9, 0.999];
  let powers = [1, 1];
  return {
    step() {
      powers = [powers[0] * beta1, powers[1] * beta2];
      const norm = Math.sqrt(kernels.squaredNorm(gradients.values));
      kernels.adam(weights.values, gradients.values, moments, {
        ...{ learningRate: recipe.learningRate, beta1, beta2, epsilon: 1e-8, weightDecay: 0 },
        ...{ correction1: 1 - powers[0], correction2: 1 - powers[1] },
        gradientScale: Math.min(1, recipe.clip / (norm + 1e-6)),
      });
    },
  };
}
