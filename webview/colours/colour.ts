/**
 * Colours as numbers: reading what CSS says, mixing in OKLab (Ottosson 2020), where equal steps
 * look equal, and luminance and contrast as WCAG 2 defines them. Knows nothing of themes.
 */

/** sRGB, each 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rgb`, `#rrggbb` and `rgb(…)`, alpha ignored; anything else is `undefined`. */
export function parseColour(text: string): Rgb | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?$/i.exec(text.trim());
  if (short) return triple(short, (digit) => parseInt(digit + digit, 16));
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?$/i.exec(text.trim());
  if (long) return triple(long, (digits) => parseInt(digits, 16));
  const rgb = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(text.trim());
  return rgb ? triple(rgb, Number) : undefined;
}

function triple(match: RegExpExecArray, read: (part: string) => number): Rgb {
  return [read(match[1] ?? ''), read(match[2] ?? ''), read(match[3] ?? '')];
}

/** @param share 0 = all `from`, 1 = all `to` */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const a = toOklab(from);
  const b = toOklab(to);
  return fromOklab([
    a[0] + (b[0] - a[0]) * share,
    a[1] + (b[1] - a[1]) * share,
    a[2] + (b[2] - a[2]) * share,
  ]);
}

export const cssColour = ([red, green, blue]: Rgb, alpha = 1): string =>
  `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`;

/** WCAG 2 relative luminance, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2 contrast, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const a = luminance(one) + 0.05;
  const b = luminance(other) + 0.05;
  return Math.max(a, b) / Math.min(a, b);
}

type Triple = readonly [number, number, number];

const linear = (colour: Rgb): Triple => [
  expand(colour[0] / 255),
  expand(colour[1] / 255),
  expand(colour[2] / 255),
];
const expand = (s: number): number => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4);
const compress = (l: number): number =>
  255 * Math.min(1, Math.max(0, l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055));

function toOklab(colour: Rgb): Triple {
  const [r, g, b] = linear(colour);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L, a, b]: Triple): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    compress(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    compress(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    compress(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
