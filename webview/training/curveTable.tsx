/** The curves as a table: what the trainer measured, point by point. */
import type { JSX } from 'preact';
import type { CurvePoint } from '../../src/shared/contracts/trainer';
import { perplexityText, whole } from '../parts/numbers';
import { everyNth } from './curveLines';

const mostRows = 500;

export function CurveTable({ points }: { readonly points: readonly CurvePoint[] }): JSX.Element {
  const { every, rows } = everyNth(points, mostRows);
  return (
    <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the training">
      <table class="numbers">
        <caption>
          {rows.length} of {points.length} points{every > 1 && `, one in ${every}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Seconds</th>
            <th scope="col">Training loss</th>
            <th scope="col">Validation loss</th>
            <th scope="col">Validation perplexity</th>
            <th scope="col">Learning rate</th>
            <th scope="col">Gradient norm</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((point, place) => (
            <tr key={place}>
              <th scope="row">{whole(point.step)}</th>
              <td>{point.seconds.toFixed(1)}</td>
              <td>{point.loss.toFixed(3)}</td>
              <td>{point.validation?.toFixed(3) ?? '–'}</td>
              <td>
                {point.validation === undefined ? '–' : perplexityText(Math.exp(point.validation))}
              </td>
              <td>{point.learningRate.toExponential(1)}</td>
              <td>{point.gradientNorm.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
