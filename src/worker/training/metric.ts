/** A validation loss as the figure of its task. */
import type { ModelFacts } from '../../engine/files/modelFile';
import { isBlind, perplexity } from '../../engine/evaluation/perplexity';
import type { TrainingSummary } from '../../shared/api';
import { figureOfLoss, type Metric } from '../../shared/tasks';
import type { Prepared } from './prepared';

/** @param loss as its objective measures: nats per token, the share of wrong answers, or of an error */
export const metricOf = ({ learnt }: Pick<Prepared, 'learnt'>, loss: number): Metric =>
  learnt.kind === 'text'
    ? { id: 'perplexity', value: perplexity(loss) }
    : { id: learnt.metric, value: figureOfLoss(learnt.metric, loss) };

/** For the model's file. */
export const storedMetric = ({
  id,
  value,
}: Metric): Pick<ModelFacts, 'metric' | 'validationPerplexity'> =>
  id === 'perplexity' ? { validationPerplexity: value } : { metric: { id, value } };

/** For who asks by name: of the next word both. */
export const toldMetric = (
  metric: Metric,
): Required<Pick<TrainingSummary, 'metric'>> & Pick<TrainingSummary, 'validationPerplexity'> =>
  metric.id === 'perplexity' ? { metric, validationPerplexity: metric.value } : { metric };

/** Nothing was learnt: each word is as well guessed without the network. Of other tasks the opponents tell. */
export const hasLearntNothing = (
  { learnt, vocabulary }: Pick<Prepared, 'learnt' | 'vocabulary'>,
  loss: number,
): boolean => learnt.kind === 'text' && isBlind(loss, vocabulary.size);
