// @vitest-environment happy-dom
/**
 * The colours that canvases and drawings are made with, in the four kinds of theme: words have at
 * least 4.5 to their ground, lines and marks 3 (WCAG 2.2, 1.4.3 and 1.4.11). Words of the page itself
 * are checked by axe in the gallery.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Rgb } from '../../webview/colours/colour';
import { contrast } from '../../webview/colours/colour';
import { readable } from '../../webview/gates/map/drawMap';
import { colourAt, createPalette, paletteSize } from '../../webview/colours/palette';
import type { Theme } from '../../webview/colours/theme';
import { readTheme } from '../../webview/colours/theme';
import { inkOn } from '../../webview/vector/drawing';
import { createDiagramColours } from '../../webview/walk/pictures/diagramColours';
import { themes } from './gallery/themes.mjs';

const text = 4.5;
const graphics = 3;

function take(name: string, withVariables: boolean): Theme {
  const { class: classes, variables } = themes[name];
  document.body.className = classes;
  document.body.removeAttribute('style');
  for (const [key, value] of Object.entries(withVariables ? variables : {})) {
    document.body.style.setProperty(`--vscode-${key}`, value);
  }
  return readTheme(document.body);
}

const cases = Object.keys(themes).flatMap((name) => [
  { name, of: 'its own colours', withVariables: true },
  { name, of: 'our fallbacks', withVariables: false },
]);

describe.each(cases)('In the theme $name, with $of', ({ name, withVariables }) => {
  let theme: Theme;
  beforeEach(() => {
    theme = take(name, withVariables);
  });
  const on = (ground: Rgb, colour: Rgb): number => contrast(ground, colour);

  it('words can be read', () => {
    expect(on(theme.background, theme.foreground)).toBeGreaterThanOrEqual(text);
    expect(on(theme.background, theme.quiet)).toBeGreaterThanOrEqual(text);
  });

  it('words on marks of the map can be read', () => {
    for (const ground of [theme.mark, theme.foreground, theme.focus]) {
      expect(on(ground, readable(ground, theme))).toBeGreaterThanOrEqual(text);
    }
  });

  it('marks, curves and bars stand out', () => {
    for (const colour of [theme.mark, theme.blue, theme.orange, theme.foreground]) {
      expect(on(theme.background, colour)).toBeGreaterThanOrEqual(graphics);
    }
  });

  it('numbers on every ground of the diagram can be read, and its wires be seen', () => {
    const ink = createDiagramColours(theme);
    for (let value = -1; value <= 1; value += 0.01) {
      for (const ground of [ink.signed(value), ink.gate(Math.abs(value))]) {
        expect(on(ground, inkOn(ground, contrast))).toBeGreaterThanOrEqual(text);
      }
    }
    expect(on(ink.ground, ink.line)).toBeGreaterThanOrEqual(graphics);
    expect(on(ink.ground, theme.foreground)).toBeGreaterThanOrEqual(text);
  });

  it('the strongest values stand out of the map', () => {
    const { kind, background } = theme;
    const gates = createPalette('sequential', kind, background);
    const signs = createPalette('diverging', kind, background);
    const strongest = [
      colourAt(gates, paletteSize - 1),
      colourAt(signs, 0),
      colourAt(signs, paletteSize - 1),
    ];
    for (const colour of strongest) {
      expect(on(background, colour)).toBeGreaterThanOrEqual(graphics);
    }
  });
});
