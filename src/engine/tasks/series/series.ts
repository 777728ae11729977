/** A series as a file has it: numbers in time, a column each. Plain data, as a page can be sent it. */

export interface SeriesColumn {
  /** From its heading; without one `column 2`. */
  readonly name: string;
  readonly values: Float64Array;
}

export interface Series {
  readonly task: 'series';
  /** Those that are learnt: the first is predicted and judged, the others are read beside it. */
  readonly columns: readonly SeriesColumn[];
  /** All columns of numbers that the file has, the dates left out. */
  readonly numeric: readonly string[];
  /** As they are written, where the file has dates. */
  readonly dates?: readonly string[];
  /** Places where dates are further apart than usual: their values are read as neighbours. */
  readonly skips: number;
  /** Of each row: the line in which it begins. */
  readonly lines: Int32Array;
}

export const lengthOfSeries = ({ lines }: Series): number => lines.length;

/** Rows of a series in time: learnt from, stopped by, tested. */
export interface SeriesSplit {
  /** Rows before this one are learnt from. */
  readonly valid: number;
  readonly test: number;
  readonly end: number;
}

/** Eight tenths, a tenth, and the last tenth: what is judged comes after all that is learnt. */
export function splitSeries(length: number): SeriesSplit {
  const tenth = Math.max(1, Math.floor(length / 10));
  return { valid: length - 2 * tenth, test: length - tenth, end: length };
}

/** Fewer rows leave nothing to test with. */
export const fewestRows = 40;
