/** The models that judge, as this thread uses them. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { isJudging, type JudgingFacts } from '../../engine/files/taskFacts';
import { createNetwork, initialise } from '../../engine/network/network';
import { layOut, type ModelShape } from '../../engine/network/shape';
import { random } from '../../engine/random';
import { openJudge, type Judge } from '../../engine/tasks/judging/judge';
import { bytesToRead } from '../../engine/tasks/judging/sequenceReader';
import {
  createOpenedModels,
  type OpenedModel,
  type OpenedModels,
  type OpenedModelsOptions,
} from '../taskModels/openedModels';

interface Judging {
  readonly judge: Judge;
  readonly facts: ModelFacts & { readonly task: JudgingFacts };
}

export type JudgingModel = Judging & OpenedModel;

export type JudgingModels = OpenedModels<Judging>;

export type JudgingModelsOptions = OpenedModelsOptions;

export const createJudgingModels = (needs: JudgingModelsOptions): JudgingModels =>
  createOpenedModels(needs, {
    budget: judgingBudget,
    open(facts, networkOf): Judging | undefined {
      const { task, vocabulary } = facts;
      if (!task || !isJudging(task)) return undefined;
      return { judge: openJudge(networkOf(), task, vocabulary), facts: { ...facts, task } };
    },
  });

/** Of weights there may be one copy more than that of the gradients. */
export function judgingBudget(shape: ModelShape): number {
  const layout = layOut(shape, 8);
  return bytesToRead({ layout, shape }) + 8 * layout.length;
}

/** The same network as it was before it learnt anything, for comparison. */
export const startUntrained =
  ({ createKernels }: Pick<JudgingModelsOptions, 'createKernels'>) =>
  ({ judge, facts }: Judging, seed: number): { readonly judge: Judge; dispose(): void } => {
    const { shape } = judge.network;
    const budgetBytes = judgingBudget(shape);
    const kernels = createKernels({ threads: 1, budgetBytes, interrupted: () => false });
    const network = createNetwork(kernels, shape);
    initialise(network, random(seed), new Float64Array(judge.names.length).fill(1));
    return {
      judge: openJudge(network, facts.task, facts.vocabulary),
      dispose: () => kernels.dispose(),
    };
  };
