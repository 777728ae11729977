/** Where rows stand in a picture over time: the same in each picture of the view, so that they line up. */
import { linearTicks } from '../../charts/axisTicks';
import { mix } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import { whole } from '../../parts/numbers';
import type { Shape } from '../../vector/drawing';
import type { Stretch } from '../properties';
import { partNames, type Part } from '../texts';

export const margins = { left: 66, right: 14 } as const;

export interface TimeAxis extends Stretch {
  readonly width: number;
  /** Of some rows, ascending, where the text has dates. */
  readonly dated?: { readonly rows: ArrayLike<number>; readonly dates: readonly string[] };
  readonly parts?: { readonly valid: number; readonly test: number };
  /** Of the cursor. */
  readonly row?: number;
}

/** The middle of a row's place. */
export function across({ from, to, width }: TimeAxis, row: number): number {
  const room = width - margins.left - margins.right;
  return rounded(margins.left + ((row - from + 0.5) / Math.max(1, to - from)) * room);
}

/** The row at a place of the picture. */
export function rowAt({ from, to, width }: TimeAxis, x: number): number {
  const room = width - margins.left - margins.right;
  const row = Math.floor(from + ((x - margins.left) / room) * (to - from));
  return Math.min(to - 1, Math.max(from, row));
}

/** The place in an ascending list that is nearest to a row. */
export function nearest(rows: ArrayLike<number>, row: number): number {
  let [low, high] = [0, rows.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) <= row) low = middle;
    else high = middle;
  }
  const isHigh = Math.abs((rows[high] ?? 0) - row) < Math.abs(row - (rows[low] ?? 0));
  return isHigh ? high : low;
}

/** Row numbers, or dates, below a picture. */
export function timeTicks(axis: TimeAxis, y: number, { quiet }: Theme): Shape[] {
  const { from, to, dated, width } = axis;
  const every = dated ? Math.ceil(5 / Math.max(1, Math.floor((width - 80) / 95))) : 1;
  // Rows count from 1 for people.
  const ticks = linearTicks(from + 1, Math.max(from + 2, to))
    .filter((tick, n) => Number.isInteger(tick) && tick <= to && n % every === 0)
    .map((tick) => tick - 1);
  return ticks.map((row) => {
    const near = dated && nearest(dated.rows, row);
    const place = dated && near !== undefined ? (dated.rows[near] ?? row) : row;
    const text = (dated && near !== undefined && dated.dates[near]) || whole(row + 1);
    const x = across(axis, place);
    // What would be cut off at the end stands before it.
    const anchor = x + 3.2 * text.length > width - 2 ? 'end' : 'middle';
    const at = anchor === 'end' ? Math.min(width - 2, x + margins.right) : x;
    return { kind: 'label', x: at, y, size: 11, anchor, fill: quiet, text };
  });
}

/** Where validation and test begin, with their names. */
export function partShapes(axis: TimeAxis, top: number, floor: number, theme: Theme): Shape[] {
  const { parts, from, to } = axis;
  if (!parts) return [];
  const room = (axis.width - margins.left - margins.right) / Math.max(1, to - from);
  const limits: readonly (readonly [Part, number, number])[] = [
    ['train', 0, parts.valid],
    ['valid', parts.valid, parts.test],
    ['test', parts.test, Infinity],
  ];
  return limits.flatMap(([part, begin, end]): Shape[] => {
    const [first, last] = [Math.max(begin, from), Math.min(end, to)];
    if (first >= last) return [];
    const x = rounded(across(axis, first) - room / 2);
    const limit: Shape = {
      ...{ kind: 'path', d: `M${x} ${top}V${floor}`, lineWidth: 1, dashed: true },
      stroke: mix(theme.background, theme.foreground, 0.55),
    };
    const name: Shape = {
      ...{ kind: 'label', x: x + 4, y: top + 7, size: 11, anchor: 'start' },
      ...{ fill: theme.quiet, text: partNames[part] },
    };
    const isWide = (last - first) * room > 6.2 * partNames[part].length;
    return [...(begin > from ? [limit] : []), ...(isWide ? [name] : [])];
  });
}

/** The row of the cursor. */
export function markShape(axis: TimeAxis, top: number, floor: number, { mark }: Theme): Shape[] {
  const { row, from, to } = axis;
  if (row === undefined || row < from || row >= to) return [];
  return [
    { kind: 'path', d: `M${across(axis, row)} ${top}V${floor}`, stroke: mark, lineWidth: 1.5 },
  ];
}

export const rounded = (value: number): number => Math.round(10 * value) / 10;
