/** The colours of words by the change of their prediction; below what counts as felt, none. */
import type { Rgb } from '../../colours/colour';
import { contrast, cssColour } from '../../colours/colour';
import type { Palette } from '../../colours/palette';
import { colourAt, colourIndex } from '../../colours/palette';
import { felt } from '../forgetting';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Of black and white one always has a contrast of 4.5 to any colour. */
export const inkOn = (ground: Rgb): Rgb =>
  contrast(ground, white) >= contrast(ground, black) ? white : black;

export function wordColours(
  value: number,
  high: number,
  palette: Palette,
): { readonly ground: Rgb; readonly ink: Rgb } | undefined {
  if (!(Math.abs(value) > felt)) return undefined;
  const ground = colourAt(palette, colourIndex(value, -high, high));
  return { ground, ink: inkOn(ground) };
}

export function wordStyle(
  value: number,
  high: number,
  palette: Palette,
): { backgroundColor: string; color: string } | undefined {
  const colours = wordColours(value, high, palette);
  return colours && { backgroundColor: cssColour(colours.ground), color: cssColour(colours.ink) };
}
