/** A model of a series and its file: what is stored, and how it goes on with a series that it has not seen. */
import type { ModelFacts, StoredModel } from '../../files/modelFile';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, loadTensors, saveTensors, type Network } from '../../network/network';
import { vocabularyOfWords } from '../../text/words/vocabulary';
import { createForecasting, type Forecasting } from './forecasting';
import type { SeriesSplit } from './series';
import type { ColumnFacts, SeriesFacts } from './seriesFacts';

/** The weights as they are in the network. */
export function storedSeriesModel(
  network: Network,
  columns: readonly ColumnFacts[],
  facts: Omit<ModelFacts, 'shape' | 'vocabulary' | 'fingerprint' | 'unitNames' | 'task'>,
  split?: SeriesSplit,
): StoredModel {
  return {
    ...facts,
    task: { task: 'series', columns: [...columns], ...(split && { split }) },
    ...{ shape: network.shape, vocabulary: vocabularyOfWords([]) },
    ...{ fingerprint: [], unitNames: {}, weights: saveTensors(network) },
  };
}

export interface SeriesModel extends Forecasting {
  readonly facts: SeriesFacts;
}

/** @throws ShapeError where its tensors are not the network's, Error where it is of another task */
export function openSeriesModel(
  kernels: Kernels,
  { shape, weights, task }: StoredModel,
): SeriesModel {
  if (task?.task !== 'series') throw new Error('It predicts no series');
  const network = createNetwork(kernels, shape);
  loadTensors(network, weights);
  return { facts: task, ...createForecasting(network, task.columns) };
}
