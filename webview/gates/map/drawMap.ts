/**
 * Draws one frame of the map: cells, the cursor's column, the cell that is read, words, unit
 * numbers. Draws only what is in view, and decides nothing.
 */
import type { GateMap, GateOverview } from '../../../src/shared/questions/gates';
import type { Rgb } from '../../colours/colour';
import { contrast, cssColour } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import { visibleWord } from '../../parts/words';
import type { Cell, Geometry, Range } from './geometry';
import {
  columnLeft,
  columnOf,
  gutterWidth,
  labelledFrom,
  rowTop,
  stripHeight,
  visibleColumns,
  visibleRows,
  visibleTokens,
} from './geometry';

export interface Frame {
  readonly geometry: Geometry;
  readonly theme: Theme;
  readonly units: readonly number[];
  readonly tiles: readonly PaintedTile[];
  readonly overviews: readonly PaintedOverview[];
  /** -1: none. */
  readonly cursor: number;
  /** Row of the chosen unit; -1: not among them. */
  readonly chosenRow: number;
  /** Under the pointer or the keyboard. */
  readonly read?: Cell;
}

export interface PaintedTile {
  readonly map: GateMap;
  /** One pixel per cell. */
  readonly picture: HTMLCanvasElement | undefined;
}

/** One pixel per column and unit. */
export interface PaintedOverview {
  readonly map: GateOverview;
  readonly picture: HTMLCanvasElement | undefined;
}

type Context = CanvasRenderingContext2D;

const fontSize = 11;
/** Words lean by this angle, so that more of them fit and all can be read. */
const lean = (-56 * Math.PI) / 180;
const longestLabel = (stripHeight - 22) / Math.sin(-lean);

export function drawFrame(context: Context, frame: Frame): void {
  const { geometry: g, theme } = frame;
  context.fillStyle = cssColour(theme.background);
  context.fillRect(0, 0, g.width, g.height);
  clipped(context, gutterWidth, stripHeight, g.width, g.height, () => drawCells(context, frame));
  clipped(context, gutterWidth, 0, g.width, stripHeight, () => drawWords(context, frame));
  clipped(context, 0, stripHeight, gutterWidth, g.height, () => drawUnits(context, frame));
  context.font = `${fontSize - 1}px ${theme.fontFamily}`;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  context.fillStyle = cssColour(theme.quiet);
  context.fillText('unit', gutterWidth - 8, stripHeight - 6);
}

function drawCells(context: Context, frame: Frame): void {
  const { geometry: g, theme, tiles } = frame;
  const rows = visibleRows(g);
  const seen = visibleColumns(g);
  for (const { map, picture } of frame.overviews) {
    const { tokensPerColumn, from } = map;
    if (picture) drawPiece(context, g, rows, picture, from * tokensPerColumn, tokensPerColumn);
  }
  for (const { map, picture } of g.tokensPerColumn === 1 ? tiles : []) {
    if (picture) drawPiece(context, g, rows, picture, map.from, 1);
  }
  if (g.columnWidth >= 10 && g.rowHeight >= 8) drawGaps(context, g, seen, rows, theme.background);
  drawCursorColumn(context, frame);
  if (frame.read && frame.read.row >= 0) drawReadCell(context, g, frame.read, theme);
}

/**
 * The part in view of a picture with one pixel per cell, whose columns begin at token `from` and are
 * `step` tokens wide: a coarse one stands in for words that are on their way.
 */
function drawPiece(
  context: Context,
  g: Geometry,
  rows: Range,
  picture: HTMLCanvasElement,
  from: number,
  step: number,
): void {
  const across = (g.columnWidth * step) / g.tokensPerColumn;
  const left = gutterWidth + (from / step) * across - g.scrollLeft;
  const first = Math.max(0, Math.floor((gutterWidth - left) / across));
  const end = Math.min(picture.width, Math.ceil((g.width - left) / across));
  if (end <= first || rows.count <= 0) return;
  context.imageSmoothingEnabled = false;
  context.drawImage(
    picture,
    first,
    rows.from,
    end - first,
    rows.count,
    left + first * across,
    rowTop(g, rows.from),
    (end - first) * across,
    rows.count * g.rowHeight,
  );
}

/** A hair of background between the cells makes single ones easy to find. */
function drawGaps(context: Context, g: Geometry, seen: Range, rows: Range, colour: Rgb): void {
  const bottom = Math.min(g.height, rowTop(g, g.rows));
  const right = columnLeft(g, seen.from + seen.count);
  context.fillStyle = cssColour(colour);
  for (let column = seen.from; column < seen.from + seen.count; column++) {
    context.fillRect(columnLeft(g, column) + g.columnWidth - 1, stripHeight, 1, bottom);
  }
  for (let row = rows.from; row < rows.from + rows.count; row++) {
    context.fillRect(gutterWidth, rowTop(g, row) + g.rowHeight - 1, right, 1);
  }
}

function drawCursorColumn(context: Context, { geometry: g, theme, cursor }: Frame): void {
  if (cursor < 0 || cursor >= g.tokens) return;
  const left = columnLeft(g, columnOf(g, cursor));
  const bottom = Math.min(g.height, rowTop(g, g.rows));
  context.strokeStyle = cssColour(theme.background);
  context.lineWidth = 4;
  const across = Math.max(g.columnWidth, 4);
  context.strokeRect(left - 0.5, stripHeight - 2, across, bottom - stripHeight + 1);
  context.strokeStyle = cssColour(theme.mark);
  context.lineWidth = 2;
  context.strokeRect(left - 0.5, stripHeight - 2, across, bottom - stripHeight + 1);
}

function drawReadCell(context: Context, g: Geometry, cell: Cell, theme: Theme): void {
  const left = columnLeft(g, columnOf(g, cell.token)) - 1;
  const top = rowTop(g, cell.row) - 1;
  const across = Math.max(g.columnWidth, 4) + 1;
  context.lineWidth = 4;
  context.strokeStyle = cssColour(theme.background);
  context.strokeRect(left, top, across, g.rowHeight + 1);
  context.lineWidth = 2;
  context.strokeStyle = cssColour(theme.foreground);
  context.strokeRect(left, top, across, g.rowHeight + 1);
}

function drawWords(context: Context, frame: Frame): void {
  const { geometry: g, tiles, cursor, read } = frame;
  if (g.tokensPerColumn > 1) return drawPlaces(context, frame);
  const seen = visibleTokens(g);
  const marked = new Set([cursor, read?.token ?? -1]);
  const end = seen.from + seen.count;
  for (const { map } of g.columnWidth >= labelledFrom ? tiles : []) {
    const last = Math.min(end, map.from + map.tokens.length);
    for (let token = Math.max(seen.from, map.from); token < last; token++) {
      if (!marked.has(token)) drawWord(context, frame, map, token, false);
    }
  }
  for (const token of marked) {
    const held = tiles.find(({ map }) => token >= map.from && token < map.from + map.tokens.length);
    if (held && token >= seen.from && token < end) drawWord(context, frame, held.map, token, true);
  }
}

/** Where single words have no room: every so often the number of the word that stands there. */
function drawPlaces(context: Context, { geometry: g, theme, read }: Frame): void {
  const seen = visibleColumns(g);
  const every = Math.ceil(110 / g.columnWidth);
  context.font = `${fontSize}px ${theme.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = cssColour(theme.foreground);
  const first = Math.ceil(seen.from / every) * every;
  for (let column = first; column < seen.from + seen.count; column += every) {
    const left = columnLeft(g, column);
    context.fillRect(left, stripHeight - 7, 1, 6);
    context.fillText((column * g.tokensPerColumn + 1).toLocaleString('en'), left, stripHeight - 12);
  }
  if (!read) return;
  context.font = `bold ${fontSize}px ${theme.fontFamily}`;
  const left = columnLeft(g, columnOf(g, read.token));
  context.fillText((read.token + 1).toLocaleString('en'), left, stripHeight - 30);
  context.fillRect(left, stripHeight - 26, 1, 25);
}

function drawWord(
  context: Context,
  frame: Frame,
  map: GateMap,
  token: number,
  strong: boolean,
): void {
  const { geometry: g, theme } = frame;
  const word = map.tokens[token - map.from];
  if (word === undefined) return;
  const known = map.known[token - map.from] ?? true;
  const isCursor = token === frame.cursor;
  const middle = columnLeft(g, token) + g.columnWidth / 2;
  const style = `${known ? '' : 'italic '}${strong ? 'bold ' : ''}`;
  context.font = `${style}${fontSize}px ${theme.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  if (!known && g.columnWidth >= labelledFrom) drawRing(context, middle, theme);
  const text = fitted(context, visibleWord(word));
  context.save();
  context.translate(middle - 2, stripHeight - 12);
  context.rotate(lean);
  if (strong) {
    // A label of its own ground keeps a marked word readable over its neighbours.
    const length = context.measureText(text).width;
    const ground = isCursor ? theme.mark : theme.foreground;
    context.fillStyle = cssColour(ground);
    context.fillRect(-3, -fontSize / 2 - 2, length + 7, fontSize + 4);
    context.fillStyle = cssColour(readable(ground, theme));
  } else {
    context.fillStyle = cssColour(known ? theme.foreground : theme.quiet);
  }
  context.fillText(text, 0, 0);
  context.restore();
}

/** The sign of a word outside the vocabulary, explained below the map. */
function drawRing(context: Context, middle: number, theme: Theme): void {
  context.beginPath();
  context.arc(middle, stripHeight - 7, 2.5, 0, 2 * Math.PI);
  context.lineWidth = 1.2;
  context.strokeStyle = cssColour(theme.foreground);
  context.stroke();
}

function fitted(context: Context, word: string): string {
  if (context.measureText(word).width <= longestLabel) return word;
  let signs = [...word].slice(0, 20);
  while (signs.length > 1 && context.measureText(`${signs.join('')}…`).width > longestLabel) {
    signs = signs.slice(0, -1);
  }
  return `${signs.join('')}…`;
}

function drawUnits(context: Context, frame: Frame): void {
  const { geometry: g, theme, units } = frame;
  const rows = visibleRows(g);
  const every = Math.max(1, Math.ceil(fontSize / g.rowHeight));
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let row = rows.from; row < rows.from + rows.count; row++) {
    const isChosen = row === frame.chosenRow;
    const isRead = row === frame.read?.row;
    const middle = rowTop(g, row) + g.rowHeight / 2;
    if (!isChosen && !isRead && row % every !== 0) continue;
    const ground = isRead ? theme.foreground : isChosen ? theme.focus : undefined;
    if (ground) drawUnitGround(context, middle, ground);
    context.font = `${ground ? 'bold ' : ''}${fontSize - 1}px ${theme.fontFamily}`;
    context.fillStyle = cssColour(ground ? readable(ground, theme) : theme.quiet);
    context.fillText(String(units[row] ?? ''), gutterWidth - 8, middle + 0.5);
  }
}

/** Of the theme's two colours for text and ground, the one that reads better on another. */
export function readable(ground: Rgb, theme: Theme): Rgb {
  return contrast(theme.background, ground) >= contrast(white(theme), ground)
    ? theme.background
    : white(theme);
}

const white = (theme: Theme): Rgb =>
  contrast(theme.background, [255, 255, 255]) > 4 ? [255, 255, 255] : theme.foreground;

function drawUnitGround(context: Context, middle: number, colour: Rgb): void {
  context.fillStyle = cssColour(colour);
  context.fillRect(4, middle - 7, gutterWidth - 7, 14);
}

function clipped(
  context: Context,
  left: number,
  top: number,
  right: number,
  bottom: number,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  draw();
  context.restore();
}
