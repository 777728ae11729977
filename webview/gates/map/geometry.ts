/**
 * Where things stand on the map, in CSS pixels from the canvas's upper left corner: a strip of
 * words above, a gutter of unit numbers at the left, and between them the cells, scrolled. Tokens
 * run from left to right, as they are read.
 */
import { mostTokens, overviewTokens } from '../../../src/shared/questions/gates';

export interface Geometry {
  /** Size of the canvas. */
  readonly width: number;
  readonly height: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly tokens: number;
  /** 1 where every token has a column of its own. */
  readonly tokensPerColumn: number;
  readonly rows: number;
  readonly columnWidth: number;
  readonly rowHeight: number;
}

export interface Range {
  readonly from: number;
  readonly count: number;
}

export interface Cell {
  readonly token: number;
  readonly row: number;
}

export const gutterWidth = 40;
export const stripHeight = 74;
/** The last words lean out of their columns. */
export const overhang = 56;
export const labelledFrom = 12;
/** Of many rows the shape is looked at, not the single one. */
const rowHeights = { least: 8, leastOfMany: 4, many: 128, most: 20 };
/** Windows begin at multiples of this, so that scrolling asks rarely. */
const windowStep = 128;
export interface Zoom {
  readonly tokensPerColumn: number;
  readonly columnWidth: number;
}

/** From the whole document to single words. */
export const zooms: readonly Zoom[] = [
  ...[256, 64, 16].map((tokensPerColumn) => ({ tokensPerColumn, columnWidth: 4 })),
  { tokensPerColumn: overviewTokens, columnWidth: 16 },
  ...[4, 6, 10, 16, 24].map((columnWidth) => ({ tokensPerColumn: 1, columnWidth })),
];
export const firstZoom = 7;

/** At most as many columns in view as one window covers wherever it begins. */
export function zoomFor(level: number, width: number): Zoom {
  const zoom = zooms[level] ?? { tokensPerColumn: 1, columnWidth: 16 };
  if (zoom.tokensPerColumn > 1) return zoom;
  const least = Math.ceil((width - gutterWidth) / (mostTokens - windowStep - 2));
  return { ...zoom, columnWidth: Math.max(zoom.columnWidth, least) };
}

export function rowHeightFor(rows: number, height: number): number {
  const fitting = Math.floor((height - stripHeight) / Math.max(1, rows));
  const least = rows > rowHeights.many ? rowHeights.leastOfMany : rowHeights.least;
  return Math.min(rowHeights.most, Math.max(least, fitting));
}

type Across = Pick<Geometry, 'tokens' | 'tokensPerColumn' | 'columnWidth'>;

export const columnsOf = (g: Pick<Across, 'tokens' | 'tokensPerColumn'>): number =>
  Math.ceil(g.tokens / g.tokensPerColumn);
export const columnOf = (g: Pick<Across, 'tokensPerColumn'>, token: number): number =>
  Math.floor(token / g.tokensPerColumn);
export const contentWidth = (g: Across): number =>
  gutterWidth + columnsOf(g) * g.columnWidth + overhang;
export const contentHeight = (g: Pick<Geometry, 'rows' | 'rowHeight'>): number =>
  stripHeight + g.rows * g.rowHeight;

export const columnLeft = (g: Geometry, column: number): number =>
  gutterWidth + column * g.columnWidth - g.scrollLeft;
export const rowTop = (g: Geometry, row: number): number =>
  stripHeight + row * g.rowHeight - g.scrollTop;

export function visibleColumns(g: Geometry): Range {
  const columns = columnsOf(g);
  const from = Math.max(0, Math.floor(g.scrollLeft / g.columnWidth));
  const end = Math.ceil((g.scrollLeft + g.width - gutterWidth) / g.columnWidth);
  return { from: Math.min(from, Math.max(0, columns - 1)), count: cut(end, from, columns) };
}

/** The tokens of the columns in view. */
export function visibleTokens(g: Geometry): Range {
  const columns = visibleColumns(g);
  const from = columns.from * g.tokensPerColumn;
  const end = (columns.from + columns.count) * g.tokensPerColumn;
  return { from, count: cut(end, from, g.tokens) };
}

export function visibleRows(g: Geometry): Range {
  const from = Math.max(0, Math.floor(g.scrollTop / g.rowHeight));
  const end = Math.ceil((g.scrollTop + g.height - stripHeight) / g.rowHeight);
  return { from, count: cut(end, from, g.rows) };
}

const cut = (end: number, from: number, all: number): number =>
  Math.max(0, Math.min(end, all) - from);

/** The cell under a point, with the first token of its column; in the strip of words the row is -1. */
export function cellAt(g: Geometry, x: number, y: number): Cell | undefined {
  if (x < gutterWidth) return undefined;
  const column = Math.floor((x - gutterWidth + g.scrollLeft) / g.columnWidth);
  const token = column * g.tokensPerColumn;
  if (token < 0 || token >= g.tokens) return undefined;
  if (y < stripHeight) return { token, row: -1 };
  const row = Math.floor((y - stripHeight + g.scrollTop) / g.rowHeight);
  return row < g.rows ? { token, row } : undefined;
}

/** The row whose number stands under a point of the gutter. */
export function unitRowAt(g: Geometry, x: number, y: number): number | undefined {
  if (x >= gutterWidth || y < stripHeight) return undefined;
  const row = Math.floor((y - stripHeight + g.scrollTop) / g.rowHeight);
  return row < g.rows ? row : undefined;
}

/** The tokens to ask for so that scrolling on finds its columns there already. */
export function windowAround(range: Range, tokens: number): Range {
  const middle = range.from + range.count / 2;
  const wish = Math.round((middle - mostTokens / 2) / windowStep) * windowStep;
  const from = Math.max(0, Math.min(wish, tokens - 1));
  return { from, count: Math.max(1, Math.min(mostTokens, tokens - from)) };
}

/** Where to scroll so that a token is in view: nowhere if it is, else to the middle. */
export function scrollToToken(g: Geometry, token: number): number {
  const left = columnOf(g, token) * g.columnWidth;
  const room = g.width - gutterWidth;
  const edge = Math.min(2 * g.columnWidth, room / 4);
  const inView = left >= g.scrollLeft + (g.scrollLeft > 0 ? edge : 0);
  if (inView && left + g.columnWidth <= g.scrollLeft + room - edge) return g.scrollLeft;
  return Math.max(0, left - Math.round(room / 2 / g.columnWidth) * g.columnWidth);
}

/** The smallest scroll that brings a row into view. */
export function scrollToRow(g: Geometry, row: number): number {
  const top = row * g.rowHeight;
  const room = g.height - stripHeight;
  if (top < g.scrollTop) return top;
  return Math.max(g.scrollTop, top + g.rowHeight - room);
}

/** Where to scroll so that the token in the middle of the view stays there over another zoom. */
export function scrollKeepingMiddle(before: Geometry, after: Geometry): number {
  const half = (before.width - gutterWidth) / 2;
  const middle = ((before.scrollLeft + half) / before.columnWidth) * before.tokensPerColumn;
  const place = (middle / after.tokensPerColumn) * after.columnWidth;
  return Math.max(0, place - half);
}
