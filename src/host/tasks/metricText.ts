/** A model's figure in words. Pure. */
import { metricNames, type Metric } from '../../shared/tasks';
import { perplexity } from '../common/formatNumbers';

/** Beside a name: `ppl 74.1`, `accuracy 77 %`. */
export function shortMetric({ id, value }: Metric): string {
  return id === 'perplexity'
    ? `ppl ${perplexity(value)}`
    : `${metricNames[id]} ${Math.round(value)} %`;
}

/** In a sentence: `perplexity 74.1`, `accuracy 77.3 %`. */
export const longMetric = ({ id, value }: Metric): string =>
  `${metricNames[id]} ${id === 'perplexity' ? perplexity(value) : `${value.toFixed(1)} %`}`;

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
