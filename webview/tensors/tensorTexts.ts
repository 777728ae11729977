/** How tensors and their numbers are written, on the page and in what leaves it. Pure. */
import type { RecurrentPart, TensorFigures, TensorRow } from '../../src/shared/model/tensors';
import { percent, whole } from '../parts/numbers';

export const gateTitles: Readonly<Record<RecurrentPart['gates'][number], string>> = {
  input: 'input gate',
  forget: 'forget gate',
  candidate: 'candidate',
  output: 'output gate',
  reset: 'reset gate',
  update: 'update gate',
  new: 'new gate',
};

const cellNames: Readonly<Record<RecurrentPart['cell'], string>> = {
  lstm: 'LSTM',
  gru: 'GRU',
  rnn: 'plain RNN',
};

const roleNames: Readonly<Record<RecurrentPart['role'], string>> = {
  fromInput: 'weights of the input',
  fromBefore: 'weights of the previous state',
  biasOfInput: 'bias of the input',
  biasOfBefore: 'bias of the previous state',
};

export function partText({ cell, layer, backwards, role }: RecurrentPart): string {
  // From 1, as everywhere on a page; names count from 0.
  const place = layer === undefined ? ' cell' : ` layer ${layer + 1} (l${layer})`;
  return `${cellNames[cell]}${place}${backwards ? ', backwards' : ''}: ${roleNames[role]}`;
}

export function shapeText({ shape, dimensionsLeftOut }: TensorRow): string {
  if (shape.length === 0) return 'one number';
  const more =
    dimensionsLeftOut === 0 ? '' : ` × … (${shape.length + dimensionsLeftOut} dimensions)`;
  return shape.join(' × ') + more;
}

/** Of one gate: its share of the rows. */
export function gateShape({ shape }: TensorRow, gates: number): string {
  const [rows = 0, ...rest] = shape;
  return [rows / gates, ...rest].join(' × ');
}

/** Four digits; very small and very large ones as powers of ten, with a true minus. */
export function figureText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return whole(value).replace('-', '−');
  const text =
    size >= 1e-3 && size < 1e5
      ? String(Number(value.toPrecision(4)))
      : value.toExponential(2).replace('e+', 'e');
  return text.replace(/-/g, '−');
}

/** What a cell shows where there is nothing to show. */
export const none = '–';

export const zerosText = ({ zeros, numbers }: TensorFigures): string =>
  numbers === 0 ? none : percent(zeros / numbers);

export function strangersText({ nans, infinities }: TensorFigures): string {
  const parts = [
    ...(nans > 0 ? [`${whole(nans)} NaN`] : []),
    ...(infinities > 0 ? [`${whole(infinities)} ∞`] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.95 && unit < units.length - 1; unit++) value /= 1000;
  return `${value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Where most of the numbers lie; for users who do not see the bars. */
export function binsText(
  { bins, numbers, finite }: TensorFigures,
  low: number,
  high: number,
): string {
  if (!finite) return numbers === 0 ? 'no numbers' : 'no finite number';
  if (low === high) return `all are ${figureText(low)}`;
  const most = bins.reduce((best, count, bin) => (count > (bins[best] ?? 0) ? bin : best), 0);
  const at = (bin: number): string => figureText(low + ((high - low) * bin) / bins.length);
  const share = percent((bins[most] ?? 0) / Math.max(1, numbers));
  return `from ${figureText(low)} to ${figureText(high)}; most between ${at(most)} and ${at(most + 1)}: ${share}`;
}
