/** Sentences, names and numbers of the view of a series. */
import type { SeriesOverview, SeriesPlace, SeriesReport } from '../../src/shared/questions/series';
import { judgeName } from '../../src/shared/taskResults';
import { whole } from '../parts/numbers';

/** As people write a measured value: five digits that say something, a true minus. */
export function measured(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const isOdd = size >= 1e12 || (size > 0 && size < 1e-4);
  return withTrueMinus(isOdd ? value.toExponential(2) : withDigits(value, digitsOf(size)));
}

/** With as many digits behind the point as another value has. */
export const measuredAs = (value: number, other: number): string =>
  Math.abs(value) >= 1e12 || Math.abs(other) < 1e-3
    ? measured(value)
    : withTrueMinus(withDigits(value, digitsOf(Math.abs(other))));

const digitsOf = (size: number): number =>
  size >= 1000 ? 2 : Math.min(8, Math.max(0, 4 - Math.floor(Math.log10(size || 1))));

const withDigits = (value: number, maximumFractionDigits: number): string =>
  value.toLocaleString('en', { maximumFractionDigits });

const withTrueMinus = (text: string): string => (text === '-0' ? '0' : text).replaceAll('-', '−');

/** An error in a sentence: three digits that say something. */
export const errorText = (value: number): string => measured(Number(value.toPrecision(3)));

/** Of an axis: what is needed to tell its ticks apart. */
export const onAxis = (value: number): string => measured(Number(value.toPrecision(4)));

/** `temperature (°C)`: what stands in brackets behind its name. */
export function unitIn(column: string): string | undefined {
  return /[([]\s*([^()[\]]{1,16}?)\s*[)\]]\s*$/.exec(column)?.[1];
}

const capital = (text: string): string => text.replace(/^./u, (letter) => letter.toUpperCase());
export const judgeTitle = (judge: string): string => capital(judgeName(judge));

/** “Row 124 of 4,000, 2024-05-03 (test): close 12.4, expected 12.1.” */
export function placeSentence(
  { row, date, values, predicted }: SeriesPlace,
  { columns, rows, parts }: SeriesOverview,
  column: number,
): string {
  const part = parts && ` (${partNames[partOf(row, parts)]})`;
  const when = date === undefined ? '' : `, ${date}`;
  const head = `Row ${whole(row + 1)} of ${whole(rows)}${when}${part ?? ''}`;
  const value = values[column] ?? NaN;
  const expected = predicted[column] ?? NaN;
  const unit = unitIn(columns[column] ?? '');
  const difference = measuredAs(value - expected, value);
  const off = unit === undefined ? difference : `${difference} ${unit}`;
  const said = Number.isFinite(expected)
    ? `, expected ${measuredAs(expected, value)}, off by ${off}`
    : ', and nothing before it to expect it from';
  return `${head}: ${columns[column] ?? ''} ${measured(value)}${said}.`;
}

export type Part = 'train' | 'valid' | 'test';

export const partOf = (row: number, { valid, test }: NonNullable<SeriesOverview['parts']>): Part =>
  row < valid ? 'train' : row < test ? 'valid' : 'test';

export const partNames: Readonly<Record<Part, string>> = {
  train: 'learnt from',
  valid: 'validation',
  test: 'test',
};

export function resultSentence(
  { rows, standardError, examples, bestOpponent, verdict }: SeriesReport,
  isLearnt: boolean,
): string {
  const own = rows['network']?.mse ?? NaN;
  const tested = `${whole(examples.test)} ${examples.test === 1 ? 'row' : 'rows'}`;
  const which = isLearnt
    ? 'that it did not learn from'
    : 'of this file, which it did not learn from';
  const figure = `Squared error ${errorText(own)} (standard error ${errorText(standardError)}) in the next value, on the last ${tested} ${which}.`;
  const best = `${judgeName(bestOpponent)}, ${errorText(rows[bestOpponent]?.mse ?? NaN)}`;
  return `${figure} ${verdicts[verdict](best)}`;
}

const verdicts: Readonly<Record<SeriesReport['verdict'], (best: string) => string>> = {
  better: (best) => `Better than the best opponent: ${best}.`,
  tie: (best) =>
    `A tie with the best opponent: ${best}. The network knows nothing more of the next value.`,
  worse: (best) => `Worse than the best opponent: ${best}.`,
};

/** Of an opponent, in the table. */
export function againstText({ against }: SeriesReport['rows'][string]): string {
  if (!against) return '';
  const { mse, tie } = against.network;
  if (tie) return 'a tie';
  return `${errorText(Math.abs(mse))} ${mse > 0 ? 'worse' : 'better'}`;
}
