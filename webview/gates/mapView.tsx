/** The map with its legend, the line that reads a cell out, and what can be done with the map. */
import type { JSX } from 'preact';
import type { MutableRef } from 'preact/hooks';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { GateOverview, Overview } from '../../src/shared/questions/gates';
import { ColourLegend } from '../colours/colourLegend';
import { createPalette } from '../colours/palette';
import type { CanvasPicture } from '../figure/pictureAsPng';
import { Help } from '../help/help';
import { hasMemoryAt, paletteOf, quantityAt } from '../parts/quantities';
import { CellReadingLine } from './map/cellReadingLine';
import type { Cell, Range } from './map/geometry';
import { zooms } from './map/geometry';
import { HeatMap } from './map/heatMap';
import type { MapSurface } from './map/mapSurface';
import { mapWithCaption } from './map/mapWithCaption';
import type { ShownMap } from './map/shownMap';
import { useOverviewPictures, useScale, useTilePictures } from './mapColours';
import { MapControls } from './mapControls';
import { useMapReading, useSpoken } from './mapReading';
import type { MapRows } from './mapRows';
import type { GatesProperties } from './props';
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
  const { page, theme, overview, shown, unit, rows, range, zoom } = properties;
  const start = useRef(range?.from);
  const surface = useRef<MapSurface>();
  const [read, setRead] = useState<Cell>();
  const [aloud, setAloud] = useState(false);
  // What is drawn belongs to the answer, not to the newest wish: picture, legend and words agree.
  const { layer, gate } = shown ?? page;
  const quantity = quantityAt(overview, layer, gate);
  const hasMemory = hasMemoryAt(overview, layer);
  const { title: name } = quantity;
  const colours = paletteOf(quantity);
  const scale = useScale(shown, quantity);
  const palette = useMemo(
    () => createPalette(colours, theme.kind, theme.background),
    [colours, theme],
  );
  const tiles = useTilePictures(shown?.tiles ?? [], palette, scale);
  const overviews = useOverviewPictures(properties.coarse, palette, scale);

  const units = shown?.units ?? [];
  const chosenRow = unit === undefined ? -1 : units.indexOf(unit);
  const atCursor = page.cursor < 0 ? undefined : { token: page.cursor, row: chosenRow };
  const { tokensPerColumn = 1 } = zooms[zoom] ?? {};
  const reading = useMapReading(properties, read ?? atCursor, tokensPerColumn);
  const spoken = useSpoken(reading?.spoken, aloud);
  const label = labelOf(name, shown, range, overview, tokensPerColumn);
  properties.snapshot.current = () => {
    const inView = surface.current?.picture();
    return inView && mapWithCaption(inView, { text: label, palette, scale, theme });
  };
  const chooseRow = (row: number): void => {
    const of = units[row];
    if (of !== undefined) properties.chooseUnit(of);
  };
  return (
    <>
      <div class="reading-bar look">
        <CellReadingLine reading={reading} isCursor={!read} name={name} />
        <ColourLegend name={name} palette={palette} scale={scale} value={reading?.value} />
        <Help about="the colours" names={['interval']} />
      </div>
      <HeatMap
        {...{ label, surface }}
        describedBy="map-help"
        busy={!shown}
        start={start.current}
        content={{
          ...{ zoom, theme, chosenRow, units, tiles, overviews },
          tokens: overview.tokens,
          rows: shown ? units.length : rows.count,
          cursor: page.cursor,
        }}
        listeners={{
          inView: properties.setRange,
          read(cell, spokenToo) {
            setRead(cell);
            setAloud(spokenToo);
          },
          choose(cell) {
            chooseRow(cell.row);
            properties.reveal(cell.token);
          },
          chooseRow,
        }}
      />
      <p class="unseen" role="status" aria-live="polite">
        {spoken}
      </p>
      <MapHelp {...{ shown, tokensPerColumn, hasMemory }} />
      <MapControls
        {...{ rows, zoom, unit }}
        hiddenSize={overview.hiddenSize}
        hasMemory={hasMemory}
        onZoom={properties.onZoom}
        whole={range !== undefined && range.count >= overview.tokens}
        order={properties.order}
        onOrder={properties.onOrder}
      />
    </>
  );
}

function MapHelp(properties: {
  readonly shown: ShownMap | undefined;
  readonly tokensPerColumn: number;
  readonly hasMemory: boolean;
}): JSX.Element {
  const { shown, tokensPerColumn, hasMemory } = properties;
  return (
    <p class="quiet" id="map-help">
      {tokensPerColumn === 1
        ? 'Each column is a word'
        : `Each column is the mean over ${tokensPerColumn} words`}
      , each row a unit{hasMemory && ' (one memory cell)'} of the network. Click a word to find it
      in the text, drag to move along, or walk from cell to cell with the arrow keys.
      {tokensPerColumn === 1 &&
        shown?.tiles.some(({ known }) => known.includes(false)) &&
        ' ○ marks words outside the vocabulary.'}
    </p>
  );
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
  const columns = tokensPerColumn > 1 ? `, ${tokensPerColumn} words per column` : '';
  return `Gate heat map: ${name}, layer ${shown.layer + 1}, ${units}, ${words}${columns}`;
}
