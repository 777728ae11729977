/**
 * The colours of the heat map: one hue growing in strength for gates (0 to 1), blue and orange
 * around the background for signed values. Lightness alone tells the strength, so that the maps
 * are read by colour-blind eyes and in grey print; blue against orange is the pair that all common
 * kinds of colour blindness keep apart. Zero takes the theme's own background.
 */
import type { Rgb } from './colour';
import { luminance, mix, parseColour } from './colour';
import type { ThemeKind } from './theme';

export type PaletteKind = 'sequential' | 'diverging';

/** 256 colours from the lowest value to the highest, [256][red, green, blue]. */
export type Palette = Uint8ClampedArray<ArrayBuffer>;
export const paletteSize = 256;

/** From zero to full strength. */
const strengths: Readonly<Record<ThemeKind, Readonly<Record<'gate' | 'below' | 'above', string>>>> =
  {
    light: {
      gate: '#f1f6fa #c3dcee #7fb5da #3b82ba #185089 #082550',
      below: '#f4f5f6 #a3cae6 #4389c3 #0c3f78',
      above: '#f4f5f6 #f6bb80 #d9761f #7d3206',
    },
    dark: {
      gate: '#1c242e #1e4566 #2474a5 #48a6c8 #9bd7d4 #f4fbe6',
      below: '#20252b #20568a #4fa5e6 #b4e1ff',
      above: '#20252b #7d4516 #e28c33 #ffdda3',
    },
    highContrast: {
      gate: '#000000 #0c3f68 #1674b4 #50b3e8 #b9e6ff #ffffff',
      below: '#000000 #0b4d8a #43abff #cfefff',
      above: '#000000 #863e02 #ff9522 #ffe6bf',
    },
    highContrastLight: {
      gate: '#ffffff #b5d3ee #68a4d8 #2a6cb0 #0c3e7b #021a3c',
      below: '#ffffff #84b7e6 #1e61ac #04234b',
      above: '#ffffff #f5ad64 #b25405 #4d2100',
    },
  };

export function createPalette(kind: PaletteKind, theme: ThemeKind, background: Rgb): Palette {
  const { gate, below, above } = strengths[theme];
  if (kind === 'sequential') return sample(fromBackground(stops(gate), background));
  const negative = fromBackground(stops(below), background);
  const positive = fromBackground(stops(above), background);
  return sample([...negative.toReversed(), ...positive.slice(1)]);
}

/** The colour of a value in a palette that runs from `low` to `high`; beyond them the ends. */
export function colourIndex(value: number, low: number, high: number): number {
  const place = Math.round(((value - low) / (high - low)) * (paletteSize - 1));
  return Math.min(paletteSize - 1, Math.max(0, place));
}

export function colourAt(palette: Palette, index: number): Rgb {
  return [palette[3 * index] ?? 0, palette[3 * index + 1] ?? 0, palette[3 * index + 2] ?? 0];
}

const stops = (list: string): Rgb[] => list.split(' ').map((hex) => parseColour(hex) ?? [0, 0, 0]);

/**
 * A theme's background becomes the colour of zero, where that keeps the strengths in order of
 * lightness; a tint of the next stop tells the map from the page around it.
 */
function fromBackground(colours: readonly Rgb[], background: Rgb): Rgb[] {
  const [zero = background, first = background, ...rest] = colours;
  const rising = luminance(first) > luminance(zero);
  const own = mix(background, first, 0.06);
  const fits = rising
    ? luminance(own) < 0.7 * luminance(first)
    : luminance(own) > luminance(first) + 0.15;
  return [fits ? own : zero, first, ...rest];
}

function sample(colours: readonly Rgb[]): Palette {
  const palette = new Uint8ClampedArray(3 * paletteSize);
  for (let index = 0; index < paletteSize; index++) {
    const place = (index / (paletteSize - 1)) * (colours.length - 1);
    const left = Math.min(Math.floor(place), colours.length - 2);
    const from = colours[left];
    const to = colours[left + 1];
    if (from && to) palette.set(mix(from, to, place - left), 3 * index);
  }
  return palette;
}
