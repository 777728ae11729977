/** The curves as a table: what the trainer measured, point by point. */
import type { JSX } from 'preact';
import type { CurvePoint } from '../../src/shared/model/training';
import { perplexityText, whole } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import { everyNth } from './curveLines';

const mostRows = 500;

export function CurveTable({ points }: { readonly points: readonly CurvePoint[] }): JSX.Element {
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
      heads={heads}
      rows={rows.map((point, key) => ({ key, head: whole(point.step), cells: cellsOf(point) }))}
    />
  );
}

const heads = [
  ...['Step', 'Seconds', 'Training loss', 'Validation loss', 'Validation perplexity'],
  ...['Learning rate', 'Gradient norm'],
];

const cellsOf = ({ seconds, loss, validation, learningRate, gradientNorm }: CurvePoint) => [
  seconds.toFixed(1),
  loss.toFixed(3),
  validation?.toFixed(3) ?? '–',
  validation === undefined ? '–' : perplexityText(Math.exp(validation)),
  learningRate.toExponential(1),
  gradientNorm.toFixed(2),
];
