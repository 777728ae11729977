/**
 * How the lines of several networks are told apart: by colour, and for whoever does not tell colours by
 * dashes and by the shape of their points. A network has the same mark in every picture.
 */
import type { Rgb } from '../colours/colour';
import { parseColour } from '../colours/colour';
import type { ThemeKind } from '../colours/theme';

export const shapes = ['circle', 'triangle', 'rect', 'rectRot', 'crossRot'] as const;

export interface Mark {
  readonly colour: Rgb;
  /** Lengths of dashes and gaps; none: drawn through. */
  readonly dash: readonly number[];
  readonly shape: (typeof shapes)[number];
}

const onDark = '#4fa5e6 #e28c33 #7cc36a #e58fd0 #e6d35c #5cd0c5 #f2837b';
const onLight = '#1864aa #a85200 #2b7a2f #9c2f8f #6f6300 #00706a #b3261e';

const colours: Readonly<Record<ThemeKind, readonly Rgb[]>> = {
  dark: parsed(onDark),
  highContrast: parsed(onDark),
  light: parsed(onLight),
  highContrastLight: parsed(onLight),
};

const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3]];

/** @param place among all networks that there are */
export function markOf(place: number, theme: ThemeKind): Mark {
  const all = colours[theme];
  const at = <T>(list: readonly T[], index: number, or: T): T => list[index % list.length] ?? or;
  return {
    colour: at(all, place, [128, 128, 128]),
    dash: at(dashes, Math.floor(place / all.length), []),
    shape: at(shapes, place, 'circle'),
  };
}

function parsed(list: string): readonly Rgb[] {
  return list.split(' ').map((hex) => parseColour(hex) ?? [128, 128, 128]);
}
