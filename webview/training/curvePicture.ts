/** The two curves as lines and words, for a file: the same points as on the page. */
import type { Rgb } from '../colours/colour';
import { mix } from '../colours/colour';
import { duration } from '../parts/numbers';
import type { Theme } from '../colours/theme';
import type { Drawing, Shape } from '../vector/drawing';
import { linearTicks, logarithmicTicks, roundBelow } from '../charts/axisTicks';
import type { LineChartKind } from './lineChart';
import type { LinePoint } from './curveLines';

export interface Curve {
  readonly kind: LineChartKind;
  readonly unit: string;
  readonly line: readonly LinePoint[];
}

const panel = { width: 420, height: 280, left: 62, right: 16, top: 44, bottom: 34 };

export function curvePicture(curves: readonly Curve[], theme: Theme): Drawing {
  const titles = curves.map(({ kind }) => kind.title).join(', ');
  return {
    width: panel.width * curves.length,
    height: panel.height,
    title: `${titles} over the time of training`,
    background: theme.background,
    fontFamily: theme.fontFamily,
    shapes: curves.flatMap((curve, at) => chart(curve, at * panel.width, theme)),
  };
}

function chart({ kind, unit, line }: Curve, left: number, theme: Theme): Shape[] {
  const heading = { kind: 'label', y: 18, anchor: 'start', fill: theme.foreground } as const;
  const title: Shape = { ...heading, x: left + 12, text: `${kind.title}, ${unit}`, size: 13 };
  if (line.length === 0) return [title];
  const values = line.map(({ y }) => y);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const isLog = kind.scale === 'logarithmic';
  const low = isLog ? roundBelow(lowest) : lowest;
  const high = highest > low ? highest : low + 1;
  const end = Math.max(...line.map(({ x }) => x), 1e-9);
  const height = isLog ? Math.log : (value: number): number => value;
  const across = (x: number): number =>
    rounded(left + panel.left + (x / end) * (panel.width - panel.left - panel.right));
  const up = (y: number): number => {
    const share = (height(y) - height(low)) / (height(high) - height(low));
    return rounded(panel.height - panel.bottom - share * (panel.height - panel.top - panel.bottom));
  };
  const ticks = isLog ? logarithmicTicks(low, high) : linearTicks(low, high);
  const quiet = mix(theme.background, theme.foreground, 0.18);
  return [
    title,
    ...ticks.flatMap((tick) => valueTick(tick, up(tick), left, theme, quiet)),
    ...linearTicks(0, end).map((tick) => timeTick(tick, across(tick), theme)),
    {
      kind: 'path',
      d: line.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${across(x)} ${up(y)}`).join(''),
      stroke: kind.colour(theme),
      lineWidth: 2,
    },
  ];
}

function valueTick(tick: number, y: number, left: number, theme: Theme, quiet: Rgb): Shape[] {
  const text = tick.toLocaleString('en');
  const at = { x: left + panel.left - 8, y, anchor: 'end', size: 11 } as const;
  return [
    { kind: 'path', d: `M${left + panel.left} ${y}H${left + panel.width - panel.right}`, stroke: quiet, lineWidth: 1 }, // prettier-ignore
    { kind: 'label', ...at, text, fill: theme.foreground },
  ];
}

const timeTick = (tick: number, x: number, theme: Theme): Shape => ({
  kind: 'label',
  ...{ x, y: panel.height - 16, anchor: 'middle', size: 11, fill: theme.foreground },
  text: duration(tick).replace('.0 s', ' s'),
});

const rounded = (value: number): number => Math.round(100 * value) / 100;
