/**
 * A window of the map as pixels: one pixel a cell, one row a unit. The canvas scales it, so that a
 * scrolled frame costs one `drawImage`.
 */
import type { Palette } from '../palette';
import { colourIndex } from '../palette';
import type { Scale } from './scale';

/**
 * @param values [tokens][units]
 * @returns [units][tokens][red, green, blue, alpha]
 */
export function paint(
  values: Float32Array,
  tokens: number,
  units: number,
  palette: Palette,
  scale: Scale,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * tokens * units);
  for (let token = 0; token < tokens; token++) {
    for (let unit = 0; unit < units; unit++) {
      const value = values[token * units + unit] ?? 0;
      // What is not a number stays transparent: the page shows through instead of a wrong colour.
      if (Number.isNaN(value)) continue;
      const from = 3 * colourIndex(value, scale.low, scale.high);
      const to = 4 * (unit * tokens + token);
      pixels[to] = palette[from] ?? 0;
      pixels[to + 1] = palette[from + 1] ?? 0;
      pixels[to + 2] = palette[from + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  }
  return pixels;
}

/** @returns nothing where the browser draws no canvases */
export function pictureOf(
  pixels: Uint8ClampedArray<ArrayBuffer>,
  tokens: number,
  units: number,
): HTMLCanvasElement | undefined {
  if (tokens === 0 || units === 0) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = tokens;
  canvas.height = units;
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.putImageData(new ImageData(pixels, tokens, units), 0, 0);
  return canvas;
}
