/** The curves' numbers in full, for a file. */
import type { CurvePoint } from '../../src/shared/contracts/trainer';
import type { DataTable } from '../figure/dataTable';

export function trainingTable(points: readonly CurvePoint[]): DataTable | undefined {
  if (points.length === 0) return undefined;
  return {
    title: 'Training',
    columns: [
      'Step',
      'Seconds',
      'Training loss',
      'Validation loss',
      'Validation perplexity',
      'Learning rate',
      'Gradient norm',
    ],
    rows: points.map(({ step, seconds, loss, validation, learningRate, gradientNorm }) => [
      ...[step, seconds, loss],
      ...(validation === undefined ? ['', ''] : [validation, Math.exp(validation)]),
      ...[learningRate, gradientNorm],
    ]),
  };
}
