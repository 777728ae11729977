/**
 * The network of a task: its shape, its training as a stepper, its answers. What it learns from comes as
 * sequences; what it is judged by is handed in. Reads no clock.
 */
import type { Kernels } from '../../kernels/kernels';
import type { Arithmetic } from '../../kernels/arithmetic';
import type { ChosenShape } from '../../network/cellChoice';
import { createNetwork, type Network } from '../../network/network';
import type { ModelShape } from '../../network/shape';
import { batchCount } from '../../training/sequences/batches';
import {
  sequenceObjective,
  type SequenceObjective,
} from '../../training/sequences/sequenceObjective';
import type { Asked, Sequences } from '../../training/sequences/sequences';
import type { Plan } from '../../training/plan';
import { createTrainer, type Trainer } from '../../training/trainer';
import type { Recipe } from './recipes';

export interface TaskData {
  readonly train: Sequences;
  readonly valid: Sequences;
  /** Rows of the embedding. */
  readonly V: number;
  readonly outputs: number;
  readonly asked: Asked;
  /** Of answers to `valid`, lower is better. */
  readonly judge: (answers: Int32Array) => number;
}

export interface TaskNetworkOptions {
  readonly kernels: Kernels;
  readonly task: TaskData;
  /** Without it the mean of embeddings: no layer at all. */
  readonly chosen: ChosenShape | undefined;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly arithmetic: Arithmetic;
  /** Words that the first weights should remember; 0: as the cell says. */
  readonly memory?: number | undefined;
}

export interface TaskNetwork {
  readonly network: Network;
  readonly trainer: Trainer;
}

export function createTaskNetwork(options: TaskNetworkOptions): TaskNetwork {
  const network = createNetwork(options.kernels, taskShape(options));
  const objective = taskObjective(network, options);
  return {
    network,
    trainer: createTrainer({ network, objective, plan: taskPlan(options), start: 'new' }),
  };
}

/** @param task its `longest`: tokens of what is to be answered besides what it learns from and stops by */
export const taskObjective = (
  network: Network,
  {
    task,
    recipe,
    seed,
  }: Pick<TaskNetworkOptions, 'recipe' | 'seed'> & {
    readonly task: TaskData & { readonly longest?: number };
  },
): SequenceObjective =>
  sequenceObjective(network, {
    ...task,
    ...{ B: recipe.B, seed, unknown: 0 },
    ...{ dropout: recipe.dropout, wordDropout: recipe.wordDropout },
  });

export function taskShape({
  task,
  chosen,
  recipe,
}: Pick<TaskNetworkOptions, 'task' | 'chosen' | 'recipe'>): ModelShape {
  const { V, outputs, train } = task;
  const { E, H } = recipe;
  const { window } = chosen ?? {};
  const inputs = train.inputs / (window ?? 1);
  return {
    ...(chosen ?? { cell: 'none', L: 0 }),
    ...{ tokens: 'words', cut: 2, V, outputs, E, H, tied: false },
    ...(inputs === 1 ? {} : { inputs }),
  };
}

/** Steps that a small file gets all the same, and without a better figure before it ends. */
const fewest = { steps: 600, patience: 150, between: 30 } as const;

/** As many rounds as the recipe says; of a small file more. */
export function taskPlan({
  task,
  recipe,
  seed,
  arithmetic,
  memory = 0,
}: Omit<TaskNetworkOptions, 'kernels' | 'chosen'>): Plan {
  const perEpoch = batchCount(task.train, recipe.B);
  const steps = perEpoch * Math.max(recipe.epochs, Math.ceil(fewest.steps / perEpoch));
  const validateEvery = Math.max(fewest.between, perEpoch);
  return {
    ...{ steps, seed, arithmetic, B: recipe.B, T: 1, samples: 0, clip: 1 },
    ...{ learningRate: recipe.learningRate, weightDecay: recipe.weightDecay },
    warmUp: Math.min(100, Math.ceil(steps / 20)),
    validateEvery,
    patience: Math.max(recipe.patience, Math.ceil(fewest.patience / validateEvery)),
    ...(memory > 0 && { memory }),
  };
}
