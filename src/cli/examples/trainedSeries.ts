/** The network of a series as the terminal trains it: `evaluate` judges with it, `train` stores it. */
import type { Network } from '../../engine/network/network';
import type { Series, SeriesSplit } from '../../engine/tasks/series/series';
import type { ColumnFacts } from '../../engine/tasks/series/seriesFacts';
import { createSeriesNetwork } from '../../engine/tasks/series/seriesNetwork';
import type { Plan } from '../../engine/training/plan';
import { UsageError } from '../command';
import type { ExampleOptions } from './exampleOptions';
import { chosenFor, kernelsFor, trainedWithin, type Trained } from './trainedNetworks';

export interface TrainedSeries {
  readonly network: Network;
  readonly columns: readonly ColumnFacts[];
  readonly plan: Plan;
  readonly facts: Trained['facts'];
  /** Mean squared error on the validation rows, in units of what the lines leave over. */
  readonly validation: number;
  dispose(): void;
}

/** @throws UsageError where the cell is none */
export async function trainSeries(
  series: Series,
  split: SeriesSplit,
  options: ExampleOptions,
): Promise<TrainedSeries> {
  if (options.made.direction === 'both') {
    throw new UsageError('A series is read forwards alone: what comes later is what is asked.');
  }
  const { shape: chosen, memory } = await chosenFor(options, 'forward');
  const { kernels, arithmetic } = kernelsFor(options.threads);
  const { network, trainer, columns } = createSeriesNetwork({
    ...{ kernels, arithmetic, series, split, chosen, memory },
    ...{ seed: options.seed, steps: options.steps },
  });
  const facts = await trainedWithin({ network, trainer }, options.seconds, true);
  return {
    ...{ network, columns, facts, plan: trainer.plan },
    validation: trainer.best?.loss ?? Infinity,
    dispose: () => kernels.dispose(),
  };
}
