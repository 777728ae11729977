/** The models that write targets of sources, as this thread uses them. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { countParameters } from '../../engine/network/shape';
import type { PairFacts } from '../../engine/tasks/pairs/pairFacts';
import { pairModelOf, type PairModel } from '../../engine/tasks/pairs/pairModel';
import type { Network } from '../../engine/network/network';
import {
  createOpenedModels,
  type OpenedModel,
  type OpenedModels,
  type OpenedModelsOptions,
} from './openedModels';

interface Writing {
  readonly facts: ModelFacts & { readonly task: PairFacts };
  /** Writes with the weights that are in the network when it is asked. */
  readonly model: PairModel;
  readonly network: Network;
}

/** With the newest weights, as `version()` says. */
export type OpenedPairModel = Writing & OpenedModel;

export type PairModels = OpenedModels<Writing>;

export const createPairModels = (needs: OpenedModelsOptions): PairModels =>
  createOpenedModels(needs, {
    budget: (shape) => 32 * countParameters(shape) + workingBytes,
    open(facts, networkOf): Writing | undefined {
      const { task } = facts;
      if (task?.task !== 'pairs') return undefined;
      const network = networkOf();
      return { facts: { ...facts, task }, network, model: pairModelOf(network, task) };
    },
  });

/** For sources and targets of the longest sides, some of them next to each other. */
const workingBytes = 512 << 20;
