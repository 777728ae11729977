/** Where a network looked, as a matrix: a row for each token that was written and the end, a column per token of the source. */
import {
  thinFrom,
  type Attention,
  type WrittenPair,
} from '../../src/shared/questions/attention/pairs';
import type { DataTable } from '../figure/dataTable';
import { percent } from '../parts/numbers';
import { spokenWord, visibleWord } from '../parts/words';

export interface Matrix {
  readonly kind: Exclude<Attention, 'none'>;
  /** As they are shown, the end last. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Of each row, 0 to 1. */
  readonly probabilities: ArrayLike<number>;
  /** Of hard attention 1 at the place that was taken. */
  weight(row: number, column: number): number;
  /** Its weights say nothing: they are spread over nearly all. */
  isThin(row: number): boolean;
  readonly spread: ArrayLike<number>;
}

export const endName = '(end)';

/** @returns undefined without attention, or where nothing was written */
export function matrixOf(written: WrittenPair, kind: Attention): Matrix | undefined {
  const { looks, spread, sourceTokens, targetTokens, probabilities } = written;
  if (!looks || !spread || kind === 'none' || sourceTokens.length === 0) return undefined;
  const width = sourceTokens.length;
  const isHard = kind === 'hard';
  const share = (row: number, column: number): number => looks[row * width + column] ?? 0;
  return {
    ...{ kind, probabilities, spread },
    rows: [...targetTokens.map(visibleWord), endName],
    columns: sourceTokens.map(visibleWord),
    weight: (row, column) =>
      isHard ? Number(column === strongest(share, row, width)) : share(row, column),
    isThin: (row) => !isHard && (spread[row] ?? 0) >= thinFrom,
  };
}

function strongest(
  share: (row: number, column: number) => number,
  row: number,
  width: number,
): number {
  let best = 0;
  for (let column = 1; column < width; column++) {
    if (share(row, column) > share(row, best)) best = column;
  }
  return share(row, best) > 0 ? best : -1;
}

/** The place that has most of a row. */
export const strongestOf = ({ weight, columns }: Matrix, row: number): number =>
  strongest(weight, row, columns.length);

export interface MatrixCell {
  readonly row: number;
  readonly column: number;
}

/** What is read aloud, and below the picture. */
export function cellText(matrix: Matrix, { row, column }: MatrixCell): string {
  const { kind, rows, columns, probabilities, spread } = matrix;
  const own = rows[row] ?? '';
  const what = own === endName ? 'the end' : `“${spokenWord(own)}”`;
  const place = `“${spokenWord(columns[column] ?? '')}”, place ${column + 1}`;
  const share = matrix.weight(row, column);
  const looked =
    kind === 'hard'
      ? share > 0
        ? `it looked at ${place}`
        : `it did not look at ${place}`
      : `${percent(share)} of the weight on ${place}`;
  const thin = matrix.isThin(row)
    ? ` Spread thin (${percent(spread[row] ?? 0)} of an even row’s entropy): this row means nothing.`
    : '';
  return `Writing ${what} (probability ${percent(probabilities[row] ?? 0)}): ${looked}.${thin}`;
}

export function tableOfMatrix(matrix: Matrix, title: string): DataTable {
  const { rows, columns, probabilities, spread, kind } = matrix;
  return {
    title,
    columns: [
      'Written',
      'Probability',
      ...(kind === 'hard' ? [] : ['Spread']),
      ...columns.map((token, n) => `${n + 1}: ${token}`),
    ],
    rows: rows.map((token, row) => [
      token,
      probabilities[row] ?? 0,
      ...(kind === 'hard' ? [] : [spread[row] ?? 0]),
      ...columns.map((_, column) => matrix.weight(row, column)),
    ]),
  };
}
