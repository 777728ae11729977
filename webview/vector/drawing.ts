/**
 * A picture made of lines, boxes and words, as a value: it is shown as SVG, saved as SVG and drawn
 * on a canvas for PNG, from the same list. Colours are values because files know no theme. Words
 * are plain strings and stay text in every form.
 */
import type { Rgb } from '../colours/colour';

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What a screen reader says of it. */
  readonly title: string;
  readonly background: Rgb;
  readonly fontFamily: string;
  readonly shapes: readonly Shape[];
}

interface Stroke {
  readonly stroke?: Rgb;
  readonly lineWidth?: number;
  readonly dashed?: boolean;
}

export interface Box extends Stroke {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly round: number;
  readonly fill?: Rgb;
}

/** Only `M`, `L`, `H`, `V` and `Z` with absolute coordinates: what an SVG path and a Path2D share. */
export interface Path extends Stroke {
  readonly kind: 'path';
  readonly d: string;
  readonly fill?: Rgb;
}

export interface Disc extends Stroke {
  readonly kind: 'disc';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill?: Rgb;
}

/** One line of words, its middle at y. */
export interface Label {
  readonly kind: 'label';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly fill: Rgb;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export type Shape = Box | Path | Disc | Label;

export const defaultLineWidth = 1.5;
export const dash = [5, 4] as const;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Black or white, whichever reads better; the contrast is at least 4.58. */
export function inkOn(ground: Rgb, contrast: (one: Rgb, other: Rgb) => number): Rgb {
  return contrast(ground, black) >= contrast(ground, white) ? black : white;
}
