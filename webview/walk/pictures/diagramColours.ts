/** The colours of the cell's diagram, from the theme, and the grounds that stand for values. */
import type { Rgb } from '../../colours/colour';
import { mix } from '../../colours/colour';
import { colourAt, colourIndex, createPalette } from '../../colours/palette';
import type { Theme } from '../../colours/theme';

export interface DiagramColours {
  readonly theme: Theme;
  readonly line: Rgb;
  readonly frame: Rgb;
  readonly ground: Rgb;
  /** The ground of a value: a gate's from 0 to 1, or a signed one around 0. */
  gate(value: number): Rgb;
  signed(value: number): Rgb;
}

export function createDiagramColours(theme: Theme): DiagramColours {
  const gates = createPalette('sequential', theme.kind, theme.background);
  const signs = createPalette('diverging', theme.kind, theme.background);
  return {
    theme,
    line: mix(theme.foreground, theme.background, 0.25),
    frame: mix(theme.foreground, theme.background, 0.6),
    ground: mix(theme.background, theme.foreground, 0.04),
    gate: (value) => colourAt(gates, colourIndex(value, 0, 1)),
    signed: (value) => colourAt(signs, colourIndex(value, -1, 1)),
  };
}
