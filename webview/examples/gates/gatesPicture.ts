/** Gates of an example as a picture: a row a word, a column a unit, the directions side by side. */
import type { ExampleGates } from '../../../src/shared/questions/examples';
import type { ColourScale } from '../../colours/colourScale';
import { colourAt, colourIndex, type Palette } from '../../colours/palette';
import type { Theme } from '../../colours/theme';
import { visibleWord } from '../../parts/words';
import type { Drawing, Shape } from '../../vector/drawing';

export interface Way {
  readonly title: string;
  readonly gates: ExampleGates;
}

/** Words in one picture. */
export const rowsShown = 40;
const size = { word: 110, cell: 16, gap: 22, top: 38 };

export function gatesPicture(
  ways: readonly Way[],
  options: {
    readonly from: number;
    readonly palette: Palette;
    readonly scale: ColourScale;
    readonly theme: Theme;
    readonly title: string;
  },
): Drawing {
  const { from, theme, title } = options;
  const tokens = (ways[0]?.gates.tokens ?? []).slice(from, from + rowsShown);
  const shapes: Shape[] = tokens.map((token, row) => ({
    ...{ kind: 'label', x: size.word - 8, y: size.top + (row + 0.5) * size.cell, size: 11 },
    ...{ anchor: 'end', fill: theme.foreground, text: shortened(visibleWord(token)) },
  }));
  let left = size.word;
  for (const { title: way, gates } of ways) {
    const isWide = gates.units.length > 4;
    shapes.push({
      ...{ kind: 'label', x: left, y: 12, size: 12, anchor: 'start', fill: theme.foreground },
      text: way,
    });
    gates.units.forEach((unit, k) => {
      const x = left + k * size.cell;
      if (!isWide || k % 2 === 0) {
        shapes.push({
          ...{ kind: 'label', x: x + size.cell / 2, y: 28, size: 9, anchor: 'middle' },
          ...{ fill: theme.quiet, text: String(unit) },
        });
      }
      tokens.forEach((_, row) => {
        const value = gates.values[(from + row) * gates.units.length + k] ?? 0;
        shapes.push({
          ...{ kind: 'box', x, y: size.top + row * size.cell, round: 0 },
          ...{ width: size.cell, height: size.cell, fill: shade(value, options) },
        });
      });
    });
    left += gates.units.length * size.cell + size.gap;
  }
  return {
    ...{ width: left, height: size.top + tokens.length * size.cell + 6, title, shapes },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
  };
}

const shade = (
  value: number,
  { palette, scale }: { readonly palette: Palette; readonly scale: ColourScale },
) => colourAt(palette, colourIndex(value, scale.low, scale.high));

const shortened = (word: string): string => (word.length > 16 ? `${word.slice(0, 15)}…` : word);
