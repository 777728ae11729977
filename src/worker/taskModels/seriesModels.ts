/** The models that predict a series, as this thread uses them. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { countParameters } from '../../engine/network/shape';
import type { Network } from '../../engine/network/network';
import { createForecasting, type Forecasting } from '../../engine/tasks/series/forecasting';
import type { SeriesFacts } from '../../engine/tasks/series/seriesFacts';
import {
  createOpenedModels,
  type OpenedModel,
  type OpenedModels,
  type OpenedModelsOptions,
} from './openedModels';

interface Predicting {
  readonly facts: ModelFacts & { readonly task: SeriesFacts };
  /** Predicts with the weights that are in the network when it is asked. */
  readonly forecasting: Forecasting;
  readonly network: Network;
}

/** With the newest weights, as `version()` says. */
export type OpenedSeriesModel = Predicting & OpenedModel;

export type SeriesModels = OpenedModels<Predicting>;

export const createSeriesModels = (needs: OpenedModelsOptions): SeriesModels =>
  createOpenedModels(needs, {
    budget: (shape) => 32 * countParameters(shape) + workingBytes,
    open(facts, networkOf): Predicting | undefined {
      const { task } = facts;
      if (task?.task !== 'series') return undefined;
      const network = networkOf();
      const forecasting = createForecasting(network, task.columns);
      return { facts: { ...facts, task }, network, forecasting };
    },
  });

/** For roll-outs next to each other. */
const workingBytes = 256 << 20;
