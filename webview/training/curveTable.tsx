/** The curves as a table: what the trainer measured, point by point. */
import type { JSX } from 'preact';
import type { CurvePoint } from '../../src/shared/model/training';
import { figureOfLoss, metricNames, type Metric } from '../../src/shared/tasks';
import { metricFigure } from '../page/metric';
import { whole } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import { everyNth } from './curveLines';

const mostRows = 500;

export function CurveTable({
  points,
  metric,
}: {
  readonly points: readonly CurvePoint[];
  readonly metric: Metric['id'];
}): JSX.Element {
  const { every, rows } = everyNth(points, mostRows);
  return (
    <NumbersTable
      label="Table of the training"
      wide
      caption={
        <>
          {rows.length} of {points.length} points{every > 1 && `, one in ${every}`}
        </>
      }
      heads={headsOf(metric)}
      rows={rows.map((point, key) => ({
        key,
        head: whole(point.step),
        cells: cellsOf(point, metric),
      }))}
    />
  );
}

const headsOf = (metric: Metric['id']): string[] => [
  ...['Step', 'Seconds', 'Training loss', 'Validation loss', `Validation ${metricNames[metric]}`],
  ...['Learning rate', 'Gradient norm'],
];

const cellsOf = (
  { seconds, loss, validation, learningRate, gradientNorm }: CurvePoint,
  metric: Metric['id'],
) => [
  seconds.toFixed(1),
  loss.toFixed(3),
  validation?.toFixed(3) ?? '–',
  validation === undefined ? '–' : metricFigure(metric, figureOfLoss(metric, validation)),
  learningRate.toExponential(1),
  gradientNorm.toFixed(2),
];
