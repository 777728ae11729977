/** The map with its legend, the line that reads a cell out, and what can be done with the map. */
import type { JSX } from 'preact';
import type { MutableRef } from 'preact/hooks';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GateMap, GateOverview, Overview } from '../../src/shared/analyst';
import type { PanelHostContract } from '../../src/shared/panel';
import type { Outcome } from '../newest';
import { createPalette } from '../palette';
import type { CanvasPicture } from '../twin/image';
import type { ViewProperties } from '../view';
import type { Rows } from './choices';
import { gateTexts } from './gateTexts';
import type { Cell, Range } from './geometry';
import { zooms } from './geometry';
import { captioned } from './captioned';
import { HeatMap } from './heatMap';
import { Legend } from './legend';
import { MapControls } from './mapControls';
import { useFarReading } from './farReading';
import { paint, paintOverview, pictureOf } from './picture';
import type { MapSurface } from './mapSurface';
import { readCell } from './reading';
import { ReadingLine } from './readingLine';
import type { Scale } from './scale';
import { scaleOf } from './scale';
import type { OrderChoice } from './unitOrder';

type Question = Parameters<PanelHostContract['gateMap']>[0];

export interface PictureProperties extends ViewProperties {
  readonly overview: Overview;
  readonly held: Outcome<Question, GateMap> | undefined;
  readonly unit: number | undefined;
  readonly chooseUnit: (unit: number) => void;
  readonly reveal: (token: number) => void;
  readonly range: Range | undefined;
  readonly setRange: (range: Range) => void;
}

export interface MapViewProperties extends PictureProperties {
  readonly rows: Rows;
  /** The document in coarse columns: under the words, or instead of them. */
  readonly coarse: GateOverview | undefined;
  readonly zoom: number;
  readonly onZoom: (level: number) => void;
  readonly order: OrderChoice;
  readonly onOrder: (order: OrderChoice) => void;
  /** For whoever saves the picture. */
  readonly snapshot: MutableRef<Snapshot | undefined>;
}

export type Snapshot = () => CanvasPicture | undefined;

export function MapView(properties: MapViewProperties): JSX.Element {
  const { page, theme, overview, held, unit, rows, range, coarse, zoom } = properties;
  const start = useRef(range?.from);
  const [read, setRead] = useState<Cell>();
  const [aloud, setAloud] = useState(false);
  const [spoken, setSpoken] = useState('');
  // What is drawn belongs to the answer, not to the newest wish: picture, legend and words agree.
  const gate = held?.question.gate ?? page.gate;
  const text = gateTexts[gate];
  const map = held?.answer;
  const scale = useScale(held, rows.subject);
  const palette = useMemo(
    () => createPalette(text.palette, theme.kind, theme.background),
    [text.palette, theme],
  );
  const picture = useMemo(() => {
    if (!map) return undefined;
    const [tokens, units] = [map.tokens.length, map.units.length];
    return pictureOf(paint(map.values, tokens, units, palette, scale), tokens, units);
  }, [map, palette, scale]);

  const chosenRow = map && unit !== undefined ? map.units.indexOf(unit) : -1;
  const atCursor = page.cursor < 0 ? undefined : { token: page.cursor, row: chosenRow };
  const { tokensPerColumn = 1 } = zooms[zoom] ?? {};
  const near = readingOf(map, read ?? atCursor, text.name);
  const far = useFarReading(properties, read ?? atCursor, tokensPerColumn);
  const reading = tokensPerColumn > 1 ? far : near;
  const say = useQuietly(setSpoken);
  useEffect(() => {
    if (aloud && reading) say(reading.spoken);
  }, [reading?.spoken, aloud]);
  const overviewPicture = useMemo(() => {
    if (!coarse) return undefined;
    const pixels = paintOverview(coarse, palette, scale);
    const drawn = pictureOf(pixels, coarse.scales.length, coarse.units.length);
    return drawn && { ...coarse, picture: drawn };
  }, [coarse, palette, scale]);

  const surface = useRef<MapSurface>();
  properties.snapshot.current = () => {
    const shown = surface.current?.picture();
    return shown && captioned(shown, { text: label, palette, scale, theme });
  };

  const label = labelOf(text.name, held, range, overview, tokensPerColumn);
  return (
    <>
      <div class="reading-bar">
        <ReadingLine reading={reading} isCursor={!read} name={text.name} />
        <Legend name={text.name} palette={palette} scale={scale} value={reading?.value} />
      </div>
      <HeatMap
        label={label}
        surface={surface}
        describedBy="map-help"
        busy={!map}
        start={start.current}
        content={{
          tokens: overview.tokens,
          rows: map?.units.length ?? rows.count,
          zoom,
          theme,
          cursor: page.cursor,
          chosenRow,
          ...(map && { map }),
          ...(picture && { picture }),
          ...(overviewPicture && { overview: overviewPicture }),
        }}
        listeners={{
          inView: properties.setRange,
          read(cell, spokenToo) {
            setRead(cell);
            setAloud(spokenToo);
          },
          choose(cell) {
            const of = map?.units[cell.row];
            if (of !== undefined) properties.chooseUnit(of);
            properties.reveal(cell.token);
          },
          chooseRow(row) {
            const of = map?.units[row];
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
        {map?.known.includes(false) && ' ○ marks words outside the vocabulary.'}
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

function useScale(held: Outcome<Question, GateMap> | undefined, subject: string): Scale {
  const before = useRef({ subject: '', high: 0 });
  return useMemo(() => {
    if (!held) return { low: 0, high: 1, clipped: false };
    const { gate, layer } = held.question;
    const own = `${subject} ${gate} ${layer}`;
    const scale = scaleOf(
      gateTexts[gate],
      held.answer.values,
      before.current.subject === own ? before.current.high : 0,
    );
    before.current = { subject: own, high: scale.high };
    return scale;
  }, [held, subject]);
}

function labelOf(
  name: string,
  held: Outcome<Question, GateMap> | undefined,
  range: Range | undefined,
  overview: Overview,
  tokensPerColumn: number,
): string {
  if (!held || !range) return 'Gate heat map: waiting for the first values';
  const words = `words ${range.from + 1} to ${range.from + range.count} of ${overview.tokens}`;
  const units = `${held.answer.units.length} units`;
  const columns = tokensPerColumn > 1 ? `, ${tokensPerColumn} words a column` : '';
  return `Gate heat map: ${name}, layer ${held.question.layer + 1}, ${units}, ${words}${columns}`;
}

function readingOf(map: GateMap | undefined, cell: Cell | undefined, name: string) {
  return map && cell ? readCell(map, cell, name) : undefined;
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
