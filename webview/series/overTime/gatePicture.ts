/** Gates along a series: a line a unit, lined up with the picture of its values. */
import type { SeriesGates } from '../../../src/shared/questions/series';
import type { ColourScale } from '../../colours/colourScale';
import { colourAt, colourIndex, type Palette } from '../../colours/palette';
import type { Theme } from '../../colours/theme';
import type { Drawing, Shape } from '../../vector/drawing';
import { margins, markShape, partShapes, rounded, timeTicks, type TimeAxis } from './timeAxis';

const size = { top: 16, row: 13, below: 24 } as const;

export function gatePicture(
  { rows, units, values }: SeriesGates,
  options: {
    readonly title: string;
    readonly axis: TimeAxis;
    readonly palette: Palette;
    readonly scale: ColourScale;
    readonly theme: Theme;
  },
): Drawing {
  const { title, axis, palette, scale, theme } = options;
  const floor = size.top + units.length * size.row;
  const lefts = Array.from({ length: rows.length + 1 }, (_, n) => leftOf(axis, rows[n] ?? axis.to));
  // Cells of one colour are one shape.
  const paths = new Map<number, string>();
  units.forEach((_, k) => {
    const y = size.top + k * size.row;
    let n = 0;
    while (n < rows.length) {
      const colour = colourOf(values[n * units.length + k] ?? 0, scale);
      let end = n + 1;
      while (end < rows.length && colourOf(values[end * units.length + k] ?? 0, scale) === colour) {
        end++;
      }
      const cell = `M${lefts[n] ?? 0} ${y}H${lefts[end] ?? 0}V${y + size.row - 1}H${lefts[n] ?? 0}Z`;
      paths.set(colour, (paths.get(colour) ?? '') + cell);
      n = end;
    }
  });
  return {
    ...{ width: axis.width, height: floor + size.below, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      ...units.map((unit, k): Shape => ({
        ...{ kind: 'label', x: margins.left - 6, y: size.top + (k + 0.5) * size.row, size: 11 },
        ...{ anchor: 'end', fill: theme.quiet, text: `unit ${unit}` },
      })),
      ...[...paths].map(([colour, d]): Shape => ({
        ...{ kind: 'path', d, fill: colourAt(palette, colour) },
      })),
      ...partShapes({ ...axis }, 0, floor, theme),
      ...markShape(axis, size.top - 4, floor, theme),
      ...timeTicks(axis, floor + 13, theme),
    ],
  };
}

/** Every fourth colour of the palette is enough. */
const colourOf = (value: number, { low, high }: ColourScale): number =>
  colourIndex(value, low, high) & ~3;

function leftOf({ from, to, width }: TimeAxis, row: number): number {
  const room = width - margins.left - margins.right;
  return rounded(margins.left + ((row - from) / Math.max(1, to - from)) * room);
}
