/**
 * Which tiles of a text the map wants while a range of it is in view, and how large they are. A tile
 * is named by its place in the text: the first is 0.
 */
import type { Range } from '../geometry';

/** A text and the size of its tiles. */
export interface Tiled {
  /** In the document. */
  readonly tokens: number;
  readonly tokensPerTile: number;
}

const cellsPerTile = 32_768;

/** A power of two, so that a tile has about 128 kB: a frame can take one in. */
export function tokensPerTile(units: number): number {
  let tokens = 256;
  while (tokens > 64 && tokens * units > cellsPerTile) tokens /= 2;
  return tokens;
}

/** The tiles of the view and one on each side, from the middle outwards. */
export function wantedTiles(text: Tiled | undefined, inView: Range | undefined): number[] {
  if (!text || !inView || inView.count <= 0) return [];
  const { tokensPerTile: step, tokens } = text;
  const first = Math.max(0, Math.floor(inView.from / step) - 1);
  const last = Math.min(
    Math.ceil(tokens / step) - 1,
    Math.floor((inView.from + inView.count - 1) / step) + 1,
  );
  const middle = (inView.from + inView.count / 2) / step - 0.5;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).sort(
    (one, other) => Math.abs(one - middle) - Math.abs(other - middle),
  );
}

/** Those of them that hold a token in view. */
export function visibleTiles(text: Tiled | undefined, inView: Range | undefined): number[] {
  if (!text || !inView) return [];
  const { tokensPerTile: step } = text;
  const end = inView.from + inView.count;
  return wantedTiles(text, inView).filter(
    (index) => (index + 1) * step > inView.from && index * step < end,
  );
}

export function farthestTile(tiles: Iterable<number>, from: number): number | undefined {
  const [farthest] = [...tiles].sort((one, other) => Math.abs(other - from) - Math.abs(one - from));
  return farthest;
}

/** By more than a quarter of the view at once. */
export const isLeap = (before: Range | undefined, now: Range | undefined): boolean =>
  before !== undefined && now !== undefined && Math.abs(now.from - before.from) > now.count / 4;
