/**
 * What the map's surface holds between two events: its elements, what they show, which cells are
 * read. Pointer, keyboard and drawing each work on it; none of them keeps anything of its own.
 */
import type { Theme } from '../../colours/theme';
import type { PaintedOverview, PaintedTile } from './drawMap';
import type { Cell, Geometry, Range } from './geometry';
import { rowHeightFor, zoomFor } from './geometry';

export interface MapContent {
  readonly tokens: number;
  readonly rows: number;
  readonly zoom: number;
  readonly theme: Theme;
  readonly cursor: number;
  readonly chosenRow: number;
  readonly units: readonly number[];
  readonly tiles: readonly PaintedTile[];
  readonly overviews: readonly PaintedOverview[];
}

export interface MapListeners {
  inView(range: Range): void;
  /** `spoken` where the keyboard walked there. */
  read(cell: Cell | undefined, spoken: boolean): void;
  /** A click or Enter; the row is -1 in the strip of words. */
  choose(cell: Cell): void;
  chooseRow(row: number): void;
}

export interface MapElements {
  readonly scroller: HTMLElement;
  readonly content: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

/** Where the pointer went down, and where the map was scrolled to then. */
interface Drag {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
  moved: boolean;
}

export interface SurfaceState extends MapElements {
  readonly listeners: MapListeners;
  /** Draws in the next frame: once, however often it is called until then. */
  readonly redraw: () => void;
  shown: MapContent | undefined;
  /** Under the pointer. */
  pointed: Cell | undefined;
  /** Where the keyboard stands. */
  walked: Cell | undefined;
  drag: Drag | undefined;
  /** The chosen row, and a token, to bring into view as soon as there is room to scroll in. */
  rowAwaited: boolean;
  awaited: { readonly token: number; readonly where: 'left' | 'inView' } | undefined;
}

export function geometryOf({ scroller }: Pick<MapElements, 'scroller'>, of: MapContent): Geometry {
  const width = scroller.clientWidth;
  const height = scroller.clientHeight;
  return {
    width,
    height,
    scrollLeft: scroller.scrollLeft,
    scrollTop: scroller.scrollTop,
    tokens: of.tokens,
    rows: of.rows,
    ...zoomFor(of.zoom, width),
    rowHeight: rowHeightFor(of.rows, height),
  };
}

export function readCell(
  { listeners, redraw }: SurfaceState,
  cell: Cell | undefined,
  spoken: boolean,
): void {
  listeners.read(cell, spoken);
  redraw();
}
