/**
 * What is known around a place without its word: what the forward direction shows of the word before, side by
 * side with what the backward one shows of the word after. That is exact where there is one layer: neither has
 * read the place itself. Where a stretch begins or ends nothing is known of that side: zeros.
 */
import type { Floats } from '../../kernels/kernels';
import type { Pass, Window } from '../../network/window';
import type { Range } from '../../text/corpus';

/** A column of a pass: how long its stretch is, and which of its places are asked for. */
export interface AskedColumn {
  readonly length: number;
  readonly asked: Range;
}

export interface Sides {
  /** Of a row, in numbers with padding. */
  readonly width: number;
  /** 1: only what stands before is read. */
  readonly directions: 1 | 2;
}

/** A row for each place, column by column. @returns the number of rows in `into` */
export function collectAround(
  { h, B }: Pick<Pass, 'h' | 'B'>,
  sides: Sides,
  columns: readonly AskedColumn[],
  into: Floats,
): number {
  const { width } = sides;
  const half = width / sides.directions;
  return eachPlace(columns, ({ row, t, b, length }) => {
    const at = row * width;
    into.fill(0, at, at + width);
    if (t > 0) into.set(part(h, ((t - 1) * B + b) * width, half), at);
    if (sides.directions === 1 || t + 1 >= length) return;
    into.set(part(h, ((t + 1) * B + b) * width + half, half), at + half);
  });
}

/** Gradients at the collected rows, back to the states they came from; everything else becomes 0. */
export function spreadAround(
  { dh, B }: Pick<Window, 'dh' | 'B'>,
  sides: Sides,
  columns: readonly AskedColumn[],
  rows: Floats,
): void {
  const { width } = sides;
  const half = width / sides.directions;
  dh.fill(0);
  eachPlace(columns, ({ row, t, b, length }) => {
    const at = row * width;
    if (t > 0) dh.set(part(rows, at, half), ((t - 1) * B + b) * width);
    if (sides.directions === 1 || t + 1 >= length) return;
    dh.set(part(rows, at + half, half), ((t + 1) * B + b) * width + half);
  });
}

const part = (values: Floats, from: number, length: number): Floats =>
  values.subarray(from, from + length);

interface Place {
  readonly row: number;
  readonly t: number;
  readonly b: number;
  readonly length: number;
}

function eachPlace(columns: readonly AskedColumn[], visit: (place: Place) => void): number {
  let row = 0;
  columns.forEach(({ length, asked }, b) => {
    for (let t = asked.from; t < asked.to; t++, row++) visit({ row, t, b, length });
  });
  return row;
}
