/** Lines over numbers as a drawing, for a file: the same points as in the chart. */
import { mix } from '../colours/colour';
import type { Theme } from '../colours/theme';
import { linearTicks } from './axisTicks';
import type { Drawing, Label, Shape } from '../vector/drawing';
import type { XyContent, XySeries } from './xyChart';

const size = { width: 760, height: 320, left: 70, right: 16, top: 62, bottom: 48 };

/** @param names of the first series */
export function xyPicture(
  { series, x, y }: XyContent,
  title: string,
  names: readonly string[],
  theme: Theme,
): Drawing {
  const points = series.flatMap((one) => one.points);
  const [left, right] = span(points.map((point) => point.x), x.min, x.max); // prettier-ignore
  const [low, high] = span(points.map((point) => point.y), y.min, y.max); // prettier-ignore
  const end = size.width - size.right;
  const floor = size.height - size.bottom;
  const across = (value: number): number =>
    rounded(size.left + ((value - left) / (right - left)) * (end - size.left));
  const up = (value: number): number =>
    rounded(floor - ((value - low) / (high - low)) * (floor - size.top));
  const grid = mix(theme.background, theme.foreground, 0.18);
  const label = (at: Pick<Label, 'x' | 'y' | 'anchor'>, text: string): Label => ({
    ...{ kind: 'label', ...at, text, size: 11, fill: theme.foreground },
  });
  const line = ({ points: own, kind, colour, dash = [] }: XySeries): Shape[] =>
    kind === 'points'
      ? own.map((point) => ({
          kind: 'disc',
          ...{ x: across(point.x), y: up(point.y), r: 3.5, fill: colour },
          ...{ stroke: theme.background, lineWidth: 0.5 },
        }))
      : own.length === 0
        ? []
        : [path({ points: own, kind, colour, dash })];
  const path = ({ points: own, kind, colour, dash = [] }: XySeries): Shape => ({
    kind: 'path',
    d: own.map((point, n) => `${n === 0 ? 'M' : 'L'}${across(point.x)} ${up(point.y)}`).join(''),
    stroke: kind === 'guide' ? theme.mark : colour,
    ...((kind === 'guide' || dash.length > 0) && { dashed: true }),
  });
  const legend = placesOf(names);
  return {
    ...{ width: size.width, height: size.height, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      { ...label({ x: 12, y: 18, anchor: 'start' }, title), size: 13 },
      ...names.flatMap((name, n): Shape[] => [
        { kind: 'path', d: `M${legend[n]} 42H${(legend[n] ?? 0) + 18}`, stroke: series[n]?.colour ?? grid, lineWidth: 3 }, // prettier-ignore
        label({ x: (legend[n] ?? 0) + 24, y: 42, anchor: 'start' }, name),
      ]),
      ...linearTicks(low, high).flatMap((tick): Shape[] => [
        { kind: 'path', d: `M${size.left} ${up(tick)}H${end}`, stroke: grid, lineWidth: 1 },
        label({ x: size.left - 8, y: up(tick), anchor: 'end' }, y.write(tick)),
      ]),
      ...linearTicks(left, right).map((tick) =>
        label({ x: across(tick), y: floor + 14, anchor: 'middle' }, x.write(tick)),
      ),
      label({ x: (size.left + end) / 2, y: floor + 34, anchor: 'middle' }, x.title),
      ...series.flatMap(line),
    ],
  };
}

/** Of the names above the picture, from the left: none reaches into the next. */
function placesOf(names: readonly string[]): number[] {
  let x = size.left;
  return names.map((name) => {
    const place = x;
    x += Math.max(90, 36 + 6 * name.length);
    return place;
  });
}

function span(values: readonly number[], min: number | undefined, max: number | undefined) {
  const low = min ?? Math.min(...values);
  const high = max ?? Math.max(...values);
  return [low, high > low ? high : low + 1] as const;
}

const rounded = (value: number): number => Math.round(100 * value) / 100;
