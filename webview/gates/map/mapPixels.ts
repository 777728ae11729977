/**
 * A window of the map as pixels: one pixel per cell, one row a unit. The canvas scales it, so that a
 * scrolled frame costs one `drawImage`.
 */
import type { GateOverview } from '../../../src/shared/questions/gates';
import type { Palette } from '../../colours/palette';
import { paletteSize } from '../../colours/palette';
import type { ColourScale } from '../../colours/colourScale';

/**
 * @param values [tokens][units]
 * @returns [units][tokens][red, green, blue, alpha]
 */
export function mapPixels(
  values: Float32Array,
  tokens: number,
  units: number,
  palette: Palette,
  scale: ColourScale,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(tokens * units);
  const inks = inksOf(palette);
  const { low } = scale;
  const steps = (paletteSize - 1) / (scale.high - low);
  for (let token = 0, from = 0; token < tokens; token++) {
    for (let unit = 0, to = token; unit < units; unit++, to += tokens, from++) {
      const value = values[from] ?? 0;
      // What is not a number stays transparent: the page shows through instead of a wrong colour.
      if (value === value) pixels[to] = inks[indexOf((value - low) * steps)] ?? 0;
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** The same from bytes with a scale a column; see `GateOverview`. */
export function overviewPixels(
  { values, scales, units }: Pick<GateOverview, 'values' | 'scales' | 'units'>,
  palette: Palette,
  scale: ColourScale,
): Uint8ClampedArray<ArrayBuffer> {
  const columns = scales.length;
  const rows = units.length;
  const pixels = new Uint32Array(columns * rows);
  const inks = inksOf(palette);
  const steps = (paletteSize - 1) / (scale.high - scale.low);
  for (let column = 0, from = 0; column < columns; column++) {
    const by = ((scales[column] ?? Number.NaN) / 127) * steps;
    const start = -scale.low * steps;
    for (let row = 0, to = column; row < rows; row++, to += columns, from++) {
      if (by === by) pixels[to] = inks[indexOf(start + (values[from] ?? 0) * by)] ?? 0;
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** Nearest colour; half way up, as `colourIndex` rounds. */
const indexOf = (place: number): number =>
  place <= 0 ? 0 : place >= paletteSize - 1 ? paletteSize - 1 : (place + 0.5) | 0;

/** Each colour of a palette as one number in the order of this machine's bytes. */
function inksOf(palette: Palette): Uint32Array {
  const bytes = new Uint8Array(4 * paletteSize).fill(255);
  for (let index = 0; index < paletteSize; index++) {
    bytes.set(palette.subarray(3 * index, 3 * index + 3), 4 * index);
  }
  return new Uint32Array(bytes.buffer);
}

/** @returns nothing if the browser cannot draw on a canvas */
export function canvasOf(
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
