/** Where the rows of a series stand in its text. */
import { linesOf } from '../../engine/tasks/formats/lines';

export interface RowSpans {
  /** Offsets of the line in which each row begins. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** @param lines of each row, from 1, ascending */
export function rowSpans(text: string, lines: Int32Array): RowSpans {
  const starts = new Uint32Array(lines.length);
  const ends = new Uint32Array(lines.length);
  let row = 0;
  for (const { number, start, end } of linesOf(text)) {
    if (row >= lines.length) break;
    if (number !== lines[row]) continue;
    starts[row] = start;
    ends[row] = end;
    row++;
  }
  return { starts, ends };
}

/** The row that an offset lies in, or the nearest before it; the first one before all. */
export function rowAt({ starts }: RowSpans, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
