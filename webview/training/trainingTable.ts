/** The curves' numbers in full, for a file. */
import type { CurvePoint } from '../../src/shared/model/training';
import { figureOfLoss, metricNames, type Metric } from '../../src/shared/tasks';
import type { DataTable } from '../figure/dataTable';

export function trainingTable(
  points: readonly CurvePoint[],
  metric: Metric['id'] = 'perplexity',
): DataTable | undefined {
  if (points.length === 0) return undefined;
  return {
    title: 'Training',
    columns: [
      'Step',
      'Seconds',
      'Training loss',
      'Validation loss',
      `Validation ${metricNames[metric]}`,
      'Learning rate',
      'Gradient norm',
    ],
    rows: points.map(({ step, seconds, loss, validation, learningRate, gradientNorm }) => [
      ...[step, seconds, loss],
      ...(validation === undefined ? ['', ''] : [validation, figureOfLoss(metric, validation)]),
      ...[learningRate, gradientNorm],
    ]),
  };
}
