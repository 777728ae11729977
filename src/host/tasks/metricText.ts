/** A model's figure in words. Pure. */
import { metricNames, writtenFigure, type Metric } from '../../shared/tasks';
import { perplexity } from '../common/formatNumbers';

/** Beside a name: `ppl 74.1`, `accuracy 77 %`, `error 0.61 of the best opponent’s`. */
export const shortMetric = (metric: Metric): string =>
  `${metric.id === 'perplexity' ? 'ppl' : metricNames[metric.id]} ${writtenFigure(metric, 0, perplexity)}`;

/** In a sentence: `perplexity 74.1`, `accuracy 77.3 %`. */
export const longMetric = (metric: Metric): string =>
  `${metricNames[metric.id]} ${writtenFigure(metric, 1, perplexity)}`;

/** Of a model's file: older ones have a perplexity alone. */
export function figureIn({
  metric,
  validationPerplexity: value,
}: {
  readonly metric?: Metric;
  readonly validationPerplexity?: number;
}): Metric | undefined {
  return metric ?? (value === undefined ? undefined : { id: 'perplexity', value });
}
