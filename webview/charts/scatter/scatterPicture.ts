/** A scatter as a drawing, for a file: the same points, marks and axes, with the names of its groups. */
import { mix } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import type { Drawing, Label, Shape } from '../../vector/drawing';
import { linearTicks } from '../axisTicks';
import { numberText } from './paintScatter';
import { margins, placesOf, scalesOf } from './places';
import { markOfGroup, type ScatterContent } from './scatterContent';

const size = { width: 760, height: 460 } as const;
/** Above the picture: the title; below: two rows of names. */
const above = 30;
const below = 44;

export function scatterPicture(content: ScatterContent, title: string, theme: Theme): Drawing {
  const { points, of, groups, axes } = content;
  const scales = scalesOf(points, size);
  const places = placesOf(points, scales).map((value, n) => rounded(n % 2 === 0 ? value : value + above)); // prettier-ignore
  const grid = mix(theme.background, theme.foreground, 0.14);
  const floor = size.height - margins.bottom + above;
  const label = (x: number, y: number, anchor: Label['anchor'], text: string): Label => ({
    ...{ kind: 'label', x: rounded(x), y: rounded(y), anchor, text },
    ...{ size: 11, fill: theme.foreground },
  });
  const path = (d: string): Shape => ({ kind: 'path', d, stroke: grid, lineWidth: 1 });
  return {
    ...{ width: size.width, height: size.height + above + below, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      { ...label(12, 16, 'start', title), size: 13 },
      ...linearTicks(scales.x.low, scales.x.high).flatMap((tick) => {
        const x = rounded(scales.x.at(tick));
        return [path(`M${x} ${margins.top + above}V${floor}`), label(x, floor + 10, 'middle', numberText(tick))]; // prettier-ignore
      }),
      ...linearTicks(scales.y.low, scales.y.high).flatMap((tick) => {
        const y = rounded(scales.y.at(tick) + above);
        return [path(`M${margins.left} ${y}H${size.width - margins.right}`), label(margins.left - 4, y, 'end', numberText(tick))]; // prettier-ignore
      }),
      label(size.width / 2, floor + 25, 'middle', `${axes[0]}; upwards: ${axes[1]}`),
      ...Array.from({ length: places.length / 2 }, (_, n): Shape => {
        const { colour } = markOfGroup(of[n] ?? 0, theme, content);
        return { kind: 'disc', x: places[2 * n] ?? 0, y: places[2 * n + 1] ?? 0, r: 2.6, fill: colour }; // prettier-ignore
      }),
      ...groups.flatMap((name, group): Shape[] => {
        const x = margins.left + (group % 4) * 178;
        const y = floor + 46 + Math.floor(group / 4) * 15;
        const { colour } = markOfGroup(group, theme, content);
        return [{ kind: 'disc', x, y, r: 4, fill: colour }, label(x + 9, y, 'start', name)];
      }),
    ],
  };
}

const rounded = (value: number): number => Math.round(10 * value) / 10;
