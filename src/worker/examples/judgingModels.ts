/** The models that judge, as this thread uses them. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { isJudging, type JudgingFacts } from '../../engine/files/taskFacts';
import { layOut } from '../../engine/network/shape';
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
    /** Of weights there may be one copy more than that of the gradients. */
    budget(shape) {
      const layout = layOut(shape, 8);
      return bytesToRead({ layout, shape }) + 8 * layout.length;
    },
    open(facts, networkOf): Judging | undefined {
      const { task, vocabulary } = facts;
      if (!task || !isJudging(task)) return undefined;
      return { judge: openJudge(networkOf(), task, vocabulary), facts: { ...facts, task } };
    },
  });
