/** The map with its legend, the line that reads a cell out, and what can be done with the map. */
import type { JSX } from 'preact';
import type { MutableRef } from 'preact/hooks';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GateMap, GateOverview, Overview } from '../../src/shared/questions/gates';
import type { UnitNames } from '../../src/shared/model/unitNames';
import type { Palette } from '../colours/palette';
import { createPalette } from '../colours/palette';
import type { CanvasPicture } from '../figure/pictureAsPng';
import { namedUnit } from '../parts/unitLabel';
import type { MapRows } from './mapRows';
import { gateTexts } from '../parts/gateTexts';
import type { PaintedOverview, PaintedTile } from './map/drawMap';
import type { Cell, Range } from './map/geometry';
import { zooms } from './map/geometry';
import { Help } from '../help/help';
import { mapWithCaption } from './map/mapWithCaption';
import { HeatMap } from './map/heatMap';
import { ColourLegend } from '../colours/colourLegend';
import { MapControls } from './mapControls';
import { useColumnReading } from './columnReading';
import { mapPixels, overviewPixels, canvasOf } from './map/mapPixels';
import type { GatesProperties } from './props';
import type { MapSurface } from './map/mapSurface';
import { readCell } from './map/cellReading';
import { CellReadingLine } from './map/cellReadingLine';
import type { ColourScale } from '../colours/colourScale';
import { scaleOf } from '../colours/colourScale';
import type { ShownMap } from './map/shownMap';
import { tileAt } from './map/tiles';
import type { OrderChoice } from './unitOrder';
import './gates.css';

export interface MapViewProperties extends GatesProperties {
  readonly rows: MapRows;
  /** The document in coarse columns: under the words, or instead of them. */
  readonly coarse: readonly GateOverview[];
  readonly zoom: number;
  readonly onZoom: (level: number) => void;
  readonly order: OrderChoice;
  readonly onOrder: (order: OrderChoice) => void;
  /** For whoever saves the picture. */
  readonly snapshot: MutableRef<TakePicture | undefined>;
}

export type TakePicture = () => CanvasPicture | undefined;

export function MapView(properties: MapViewProperties): JSX.Element {
  const { page, theme, overview, shown, unit, rows, range, coarse, zoom } = properties;
  const start = useRef(range?.from);
  const [read, setRead] = useState<Cell>();
  const [aloud, setAloud] = useState(false);
  const [spoken, setSpoken] = useState('');
  // What is drawn belongs to the answer, not to the newest wish: picture, legend and words agree.
  const text = gateTexts[shown?.gate ?? page.gate];
  const scale = useScale(shown);
  const palette = useMemo(
    () => createPalette(text.palette, theme.kind, theme.background),
    [text.palette, theme],
  );
  const tiles = usePainted(shown?.tiles ?? [], palette, scale);

  const units = shown?.units ?? [];
  const chosenRow = unit === undefined ? -1 : units.indexOf(unit);
  const atCursor = page.cursor < 0 ? undefined : { token: page.cursor, row: chosenRow };
  const { tokensPerColumn = 1 } = zooms[zoom] ?? {};
  const near = readingOf(shown, read ?? atCursor, text.name, page.panel?.unitNames);
  const far = useColumnReading(properties, read ?? atCursor, tokensPerColumn);
  const reading = tokensPerColumn > 1 ? far : near;
  const say = useQuietly(setSpoken);
  useEffect(() => {
    if (aloud && reading) say(reading.spoken);
  }, [reading?.spoken, aloud]);
  const overviews = usePaintedOverviews(coarse, palette, scale);

  const surface = useRef<MapSurface>();
  properties.snapshot.current = () => {
    const inView = surface.current?.picture();
    return inView && mapWithCaption(inView, { text: label, palette, scale, theme });
  };

  const label = labelOf(text.name, shown, range, overview, tokensPerColumn);
  return (
    <>
      <div class="reading-bar look">
        <CellReadingLine reading={reading} isCursor={!read} name={text.name} />
        <ColourLegend name={text.name} palette={palette} scale={scale} value={reading?.value} />
        <Help about="the colours" names={['interval']} />
      </div>
      <HeatMap
        label={label}
        surface={surface}
        describedBy="map-help"
        busy={!shown}
        start={start.current}
        content={{
          tokens: overview.tokens,
          rows: shown ? units.length : rows.count,
          zoom,
          theme,
          cursor: page.cursor,
          chosenRow,
          units,
          tiles,
          overviews,
        }}
        listeners={{
          inView: properties.setRange,
          read(cell, spokenToo) {
            setRead(cell);
            setAloud(spokenToo);
          },
          choose(cell) {
            const of = units[cell.row];
            if (of !== undefined) properties.chooseUnit(of);
            properties.reveal(cell.token);
          },
          chooseRow(row) {
            const of = units[row];
            if (of !== undefined) properties.chooseUnit(of);
          },
        }}
      />
      <p class="unseen" role="status" aria-live="polite">
        {spoken}
      </p>
      <p class="quiet" id="map-help">
        {tokensPerColumn === 1
          ? 'Each column is a word'
          : `Each column is the mean over ${tokensPerColumn} words`}
        , each row a unit (one memory cell) of the network. Click a word to find it in the text,
        drag to move along, or walk from cell to cell with the arrow keys.
        {tokensPerColumn === 1 &&
          shown?.tiles.some(({ known }) => known.includes(false)) &&
          ' ○ marks words outside the vocabulary.'}
      </p>
      <MapControls
        rows={rows}
        hiddenSize={overview.hiddenSize}
        zoom={zoom}
        onZoom={properties.onZoom}
        whole={range !== undefined && range.count >= overview.tokens}
        order={properties.order}
        onOrder={properties.onOrder}
        unit={unit}
      />
    </>
  );
}

/** Grows with what was seen of one picture; see `scaleOf`. */
function useScale(shown: ShownMap | undefined): ColourScale {
  const before = useRef<{ subject: string; seen: WeakSet<GateMap>; scale: ColourScale }>();
  return useMemo(() => {
    if (!shown) return { low: 0, high: 1, clipped: false };
    const { subject, gate, tiles } = shown;
    if (before.current?.subject !== subject) before.current = undefined;
    const seen = before.current?.seen ?? new WeakSet();
    let scale = before.current?.scale ?? scaleOf(gateTexts[gate], new Float32Array(), 0);
    for (const tile of tiles.filter((one) => !seen.has(one))) {
      seen.add(tile);
      const wider = scaleOf(gateTexts[gate], tile.values, scale.high);
      const clipped = wider.clipped || scale.clipped;
      if (wider.high !== scale.high || clipped !== scale.clipped) scale = { ...wider, clipped };
    }
    before.current = { subject, seen, scale };
    return scale;
  }, [shown]);
}

/** Each tile is painted once for its colours. */
function usePainted(
  tiles: readonly GateMap[],
  palette: Palette,
  scale: ColourScale,
): PaintedTile[] {
  const kept = useMemo(() => new WeakMap<GateMap, PaintedTile>(), [palette, scale]);
  return tiles.map((map) => {
    const [tokens, units] = [map.tokens.length, map.units.length];
    const painted = kept.get(map) ?? {
      map,
      picture: canvasOf(mapPixels(map.values, tokens, units, palette, scale), tokens, units),
    };
    kept.set(map, painted);
    return painted;
  });
}

function usePaintedOverviews(
  coarse: readonly GateOverview[],
  palette: Palette,
  scale: ColourScale,
): PaintedOverview[] {
  const kept = useMemo(() => new WeakMap<GateOverview, PaintedOverview>(), [palette, scale]);
  return coarse.map((map) => {
    const pixels = (): Uint8ClampedArray<ArrayBuffer> => overviewPixels(map, palette, scale);
    const painted = kept.get(map) ?? {
      map,
      picture: canvasOf(pixels(), map.scales.length, map.units.length),
    };
    kept.set(map, painted);
    return painted;
  });
}

function labelOf(
  name: string,
  shown: ShownMap | undefined,
  range: Range | undefined,
  overview: Overview,
  tokensPerColumn: number,
): string {
  if (!shown || !range) return 'Gate heat map: waiting for the first values';
  const words = `words ${range.from + 1} to ${range.from + range.count} of ${overview.tokens}`;
  const units = `${shown.units.length} units`;
  const columns = tokensPerColumn > 1 ? `, ${tokensPerColumn} words a column` : '';
  return `Gate heat map: ${name}, layer ${shown.layer + 1}, ${units}, ${words}${columns}`;
}

function readingOf(
  shown: ShownMap | undefined,
  cell: Cell | undefined,
  name: string,
  names: UnitNames | undefined,
) {
  const map = cell && tileAt(shown?.tiles ?? [], cell.token);
  const nameOf = (unit: number): string => namedUnit(shown?.layer ?? 0, unit, names);
  return map ? readCell(map, cell, name, nameOf) : undefined;
}

/** Speaks where the walk has come to rest; a screen reader would trail behind otherwise. */
function useQuietly(say: (text: string) => void): (text: string) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  return (text) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => say(text), 120);
  };
}
