/** Values of a series and what was expected of each row, over time. */
import { linearTicks } from '../../charts/axisTicks';
import { mix } from '../../colours/colour';
import type { Rgb } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import type { Drawing, Shape } from '../../vector/drawing';
import { onAxis } from '../texts';
import {
  across,
  margins,
  markShape,
  nearest,
  partShapes,
  rounded,
  timeTicks,
  type TimeAxis,
} from './timeAxis';

export interface ValueContent {
  readonly title: string;
  /** Of the column. */
  readonly name: string;
  readonly axis: TimeAxis;
  readonly rows: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly predicted?: ArrayLike<number>;
}

const size = { top: 42, plot: 168, below: 24 } as const;

export function valuePicture(content: ValueContent, theme: Theme): Drawing {
  const { title, name, axis, rows, values, predicted } = content;
  const floor = size.top + size.plot;
  const [low, high] = limitsOf([values, predicted ?? []]);
  const up = (value: number): number =>
    rounded(floor - ((value - low) / (high - low)) * (size.plot - 18));
  const grid = mix(theme.background, theme.foreground, 0.16);
  const end = axis.width - margins.right;
  const line = (of: ArrayLike<number>, stroke: Rgb, lineWidth: number): Shape => ({
    ...{ kind: 'path', d: pathOf(axis, rows, of, up), stroke, lineWidth },
  });
  const at = axis.row === undefined ? -1 : nearest(rows, axis.row);
  const isMarked = at >= 0 && rows[at] === axis.row;
  const disc: Shape = {
    ...{ kind: 'disc', x: across(axis, rows[at] ?? 0), y: up(values[at] ?? 0), r: 4 },
    ...{ fill: theme.mark, stroke: theme.background, lineWidth: 1 },
  };
  return {
    ...{ width: axis.width, height: floor + size.below, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      ...key(name, theme, predicted !== undefined),
      ...linearTicks(low, high).flatMap((tick): Shape[] => [
        { kind: 'path', d: `M${margins.left} ${up(tick)}H${end}`, stroke: grid, lineWidth: 1 },
        {
          ...{ kind: 'label', x: margins.left - 6, y: up(tick), size: 11, anchor: 'end' },
          ...{ fill: theme.quiet, text: onAxis(tick) },
        },
      ]),
      ...partShapes(axis, size.top - 14, floor, theme),
      line(values, theme.foreground, 1.25),
      ...(predicted ? [line(predicted, theme.orange, 1.5)] : []),
      ...markShape(axis, size.top - 4, floor, theme),
      ...(isMarked ? [disc] : []),
      ...timeTicks(axis, floor + 13, theme),
    ],
  };
}

/** What each line is. */
function key(name: string, theme: Theme, isPredicted: boolean): Shape[] {
  const own = shortened(name);
  const entries: readonly (readonly [string, Rgb, number])[] = [
    [own, theme.foreground, 8],
    ...(isPredicted
      ? [['one-step prediction', theme.orange, 48 + widthOfLetter * own.length] as const]
      : []),
  ];
  return entries.flatMap(([text, stroke, x]): Shape[] => [
    { kind: 'path', d: `M${x} 12H${x + 18}`, stroke, lineWidth: 3 },
    {
      ...{ kind: 'label', x: x + 24, y: 12, size: 11, anchor: 'start', fill: theme.foreground },
      text,
    },
  ]);
}

/** About, at the size of the labels. */
const widthOfLetter = 6.4;

const shortened = (name: string): string => (name.length > 18 ? `${name.slice(0, 17)}…` : name);

/** A line is broken where there is no number. */
function pathOf(
  axis: TimeAxis,
  rows: ArrayLike<number>,
  values: ArrayLike<number>,
  up: (value: number) => number,
): string {
  let d = '';
  let isOpen = false;
  for (let n = 0; n < rows.length; n++) {
    const value = values[n] ?? NaN;
    if (Number.isFinite(value))
      d += `${isOpen ? 'L' : 'M'}${across(axis, rows[n] ?? 0)} ${up(value)}`;
    isOpen = Number.isFinite(value);
  }
  return d;
}

function limitsOf(all: readonly ArrayLike<number>[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const values of all) {
    for (let n = 0; n < values.length; n++) {
      const value = values[n] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!(low <= high)) return [0, 1];
  return high > low ? [low, high] : [low - 1, high + 1];
}
