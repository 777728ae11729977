/**
 * The map in colours: its scale, which grows with what was seen, and each tile and overview painted
 * once for its colours.
 */
import { useMemo, useRef } from 'preact/hooks';
import type { GateMap, GateOverview } from '../../src/shared/questions/gates';
import type { ColourScale } from '../colours/colourScale';
import { scaleOf } from '../colours/colourScale';
import type { Palette } from '../colours/palette';
import type { CellQuantity } from '../parts/quantities';
import type { PaintedOverview, PaintedTile } from './map/drawMap';
import { canvasOf, mapPixels, overviewPixels } from './map/mapPixels';
import type { ShownMap } from './map/shownMap';

/** Grows with what was seen of one picture; see `scaleOf`. */
export function useScale(shown: ShownMap | undefined, quantity: CellQuantity): ColourScale {
  const before = useRef<{ subject: string; seen: WeakSet<GateMap>; scale: ColourScale }>();
  return useMemo(() => {
    if (!shown) return { low: 0, high: 1, clipped: false };
    const { subject, tiles } = shown;
    if (before.current?.subject !== subject) before.current = undefined;
    const seen = before.current?.seen ?? new WeakSet();
    let scale = before.current?.scale ?? scaleOf(quantity, new Float32Array(), 0);
    for (const tile of tiles.filter((one) => !seen.has(one))) {
      seen.add(tile);
      const wider = scaleOf(quantity, tile.values, scale.high);
      const clipped = wider.clipped || scale.clipped;
      if (wider.high !== scale.high || clipped !== scale.clipped) scale = { ...wider, clipped };
    }
    before.current = { subject, seen, scale };
    return scale;
  }, [shown]);
}

export const useTilePictures = (
  tiles: readonly GateMap[],
  palette: Palette,
  scale: ColourScale,
): PaintedTile[] =>
  usePictures(tiles, palette, scale, ({ values, tokens, units }) => {
    const pixels = mapPixels(values, tokens.length, units.length, palette, scale);
    return canvasOf(pixels, tokens.length, units.length);
  });

export const useOverviewPictures = (
  coarse: readonly GateOverview[],
  palette: Palette,
  scale: ColourScale,
): PaintedOverview[] =>
  usePictures(coarse, palette, scale, (map) =>
    canvasOf(overviewPixels(map, palette, scale), map.scales.length, map.units.length),
  );

interface Painted<M> {
  readonly map: M;
  readonly picture: HTMLCanvasElement | undefined;
}

function usePictures<M extends object>(
  maps: readonly M[],
  palette: Palette,
  scale: ColourScale,
  paint: (map: M) => HTMLCanvasElement | undefined,
): Painted<M>[] {
  const kept = useMemo(() => new WeakMap<M, Painted<M>>(), [palette, scale]);
  return maps.map((map) => {
    const painted = kept.get(map) ?? { map, picture: paint(map) };
    kept.set(map, painted);
    return painted;
  });
}
