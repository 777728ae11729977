/** A model's figure in words. */
import { metricNames, writtenFigure, type Metric } from '../../src/shared/tasks';
import { perplexityText } from '../parts/numbers';

export const metricFigure = (id: Metric['id'], value: number): string =>
  writtenFigure({ id, value }, 1, perplexityText);

/** `perplexity 74.1`, `accuracy 77.3 %`. */
export const metricText = ({ id, value }: Metric): string =>
  `${metricNames[id]} ${metricFigure(id, value)}`;

/** At the beginning of a line. */
export const metricTitle = (id: Metric['id']): string =>
  `${metricNames[id].charAt(0).toUpperCase()}${metricNames[id].slice(1)}`;
