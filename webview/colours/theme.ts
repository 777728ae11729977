/**
 * The theme of the window, read from VS Code's variables on the page, and told again whenever it
 * changes. Canvases cannot use CSS variables: so the colours that they draw with are values here.
 */
import type { Rgb } from './colour';
import { parseColour } from './colour';

export type ThemeKind = 'light' | 'dark' | 'highContrast' | 'highContrastLight';

export interface Theme {
  readonly kind: ThemeKind;
  readonly background: Rgb;
  readonly foreground: Rgb;
  /** Of less important words. */
  readonly quiet: Rgb;
  /** Lines of charts and around pictures. */
  readonly line: Rgb;
  readonly focus: Rgb;
  /** What marks the cursor's place. */
  readonly mark: Rgb;
  readonly blue: Rgb;
  readonly orange: Rgb;
  readonly fontFamily: string;
}

type Fallback = Readonly<Record<Exclude<keyof Theme, 'kind' | 'fontFamily'>, Rgb>>;

const onDark: Fallback = {
  background: [31, 31, 31],
  foreground: [204, 204, 204],
  quiet: [157, 157, 157],
  line: [68, 68, 68],
  focus: [0, 120, 212],
  mark: [255, 204, 102],
  blue: [79, 165, 230],
  orange: [226, 140, 51],
};
const onLight: Fallback = {
  background: [255, 255, 255],
  foreground: [59, 59, 59],
  quiet: [90, 90, 90],
  line: [206, 206, 206],
  focus: [0, 95, 184],
  mark: [176, 16, 80],
  blue: [24, 100, 170],
  orange: [176, 88, 8],
};
const onBlack: Fallback = {
  ...onDark,
  background: [0, 0, 0],
  foreground: [255, 255, 255],
  quiet: [255, 255, 255],
  line: [111, 195, 223],
  focus: [243, 133, 24],
  mark: [255, 255, 0],
};
const onWhite: Fallback = {
  ...onLight,
  foreground: [41, 41, 41],
  quiet: [41, 41, 41],
  line: [15, 74, 133],
  focus: [0, 107, 189],
  mark: [160, 0, 90],
};
const fallbacks: Readonly<Record<ThemeKind, Fallback>> = {
  light: onLight,
  dark: onDark,
  highContrast: onBlack,
  highContrastLight: onWhite,
};

export function readTheme(body: HTMLElement): Theme {
  const kind = readKind(body.classList);
  const style = getComputedStyle(body);
  const otherwise = fallbacks[kind];
  const colour = (name: string, or: Rgb): Rgb =>
    parseColour(style.getPropertyValue(`--vscode-${name}`)) ?? or;
  return {
    kind,
    background: colour('editor-background', otherwise.background),
    foreground: colour('foreground', otherwise.foreground),
    // Descriptions are translucent in some themes; the fallback is opaque and readable.
    quiet: otherwise.quiet,
    line: colour('contrastBorder', otherwise.line),
    focus: colour('focusBorder', otherwise.focus),
    mark: otherwise.mark,
    blue: otherwise.blue,
    orange: otherwise.orange,
    fontFamily: style.getPropertyValue('--vscode-font-family').trim() || 'sans-serif',
  };
}

function readKind(classes: DOMTokenList): ThemeKind {
  if (classes.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classes.contains('vscode-high-contrast')) return 'highContrast';
  return classes.contains('vscode-light') ? 'light' : 'dark';
}

/**
 * VS Code changes the body's class and the variables in the root's style. Returns what unsubscribes.
 */
export function watchTheme(page: Document, changed: (theme: Theme) => void): () => void {
  const observer = new MutationObserver(() => changed(readTheme(page.body)));
  const attributes = {
    attributes: true,
    attributeFilter: ['class', 'style', 'data-vscode-theme-id'],
  };
  observer.observe(page.body, attributes);
  observer.observe(page.documentElement, attributes);
  return () => observer.disconnect();
}
