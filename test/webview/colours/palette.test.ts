import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rgb } from '../../../webview/colours/colour';
import { contrast, luminance, mix, parseColour } from '../../../webview/colours/colour';
import {
  colourAt,
  colourIndex,
  createPalette,
  paletteSize,
} from '../../../webview/colours/palette';
import type { ThemeKind } from '../../../webview/colours/theme';

const backgrounds: Record<ThemeKind, string[]> = {
  light: ['#ffffff', '#fdf6e3', '#f5f5f5'],
  dark: ['#1f1f1f', '#002b36', '#282a36', '#000000'],
  highContrast: ['#000000'],
  highContrastLight: ['#ffffff'],
};
const cases = Object.entries(backgrounds).flatMap(([theme, colours]) =>
  colours.map((hex) => ({ theme: theme as ThemeKind, hex, background: parseColour(hex) as Rgb })),
);

const lightness = (palette: ReturnType<typeof createPalette>): number[] =>
  Array.from({ length: paletteSize }, (_, at) => luminance(colourAt(palette, at)));

function isMonotone(values: readonly number[]): boolean {
  const up = values[values.length - 1] > values[0];
  return values.every(
    (v, at) => at === 0 || (up ? v >= values[at - 1] - 2e-3 : v <= values[at - 1] + 2e-3),
  );
}

/** Full deficiency, Viénot, Brettel and Mollon 1999, on linear light. */
const deficiencies = {
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
};
function seenBy(matrix: readonly number[], colour: Rgb): Rgb {
  const linear = colour.map((c) => (c / 255) ** 2.2);
  const row = (at: number): number =>
    255 *
    Math.max(0, matrix[at] * linear[0] + matrix[at + 1] * linear[1] + matrix[at + 2] * linear[2]) **
      (1 / 2.2);
  return [row(0), row(3), row(6)];
}
const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe.each(cases)('the palettes of a $theme theme on $hex', ({ theme, background }) => {
  it('tell the strength of a gate by lightness alone', () => {
    expect(isMonotone(lightness(createPalette('sequential', theme, background)))).toBe(true);
  });

  it('grow away from zero on both sides of a signed value', () => {
    const values = lightness(createPalette('diverging', theme, background));
    expect(isMonotone(values.slice(0, paletteSize / 2).reverse())).toBe(true);
    expect(isMonotone(values.slice(paletteSize / 2))).toBe(true);
  });

  it('keep 0 and 1 far apart and zero near the page', () => {
    const palette = createPalette('sequential', theme, background);
    expect(contrast(colourAt(palette, 0), colourAt(palette, 255))).toBeGreaterThan(7);
    expect(contrast(colourAt(palette, 0), background)).toBeLessThan(1.6);
  });

  it.each(Object.entries(deficiencies))('keep plus and minus apart under %s', (_, matrix) => {
    const palette = createPalette('diverging', theme, background);
    for (const strength of [0.4, 0.6, 0.8]) {
      const minus = colourAt(palette, colourIndex(-strength, -1, 1));
      const plus = colourAt(palette, colourIndex(strength, -1, 1));
      expect(distance(seenBy(matrix, minus), seenBy(matrix, plus))).toBeGreaterThan(60);
    }
  });
});

describe('colourIndex', () => {
  it('clamps to the ends and grows with the value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((v) => colourIndex(v, -1, 1));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThan(paletteSize);
      }),
    );
  });
});

describe('colours', () => {
  it('are read in every form that a theme writes', () => {
    expect(parseColour('#abc')).toEqual([170, 187, 204]);
    expect(parseColour(' #1f2A33 ')).toEqual([31, 42, 51]);
    expect(parseColour('#1f2a3380')).toEqual([31, 42, 51]);
    expect(parseColour('rgba(90, 93, 94, 0.31)')).toEqual([90, 93, 94]);
    expect(parseColour('rgb(1 2 3)')).toEqual([1, 2, 3]);
    expect(parseColour('')).toBeUndefined();
    expect(parseColour('transparent')).toBeUndefined();
  });

  it('come back from OKLab as they went in', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (colour) => {
        mix(colour, [9, 99, 199], 0).forEach((value, at) =>
          expect(value).toBeCloseTo(colour[at], 0),
        );
      }),
    );
  });
});
