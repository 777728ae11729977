/** Walking the map with the keyboard: from a cell and a key to the next cell, which is read aloud. */
import type { Cell, Geometry } from '../geometry';
import { scrollToRow, scrollToToken, visibleTokens } from '../geometry';
import type { MapContent, SurfaceState } from '../surfaceState';
import { geometryOf, readCell } from '../surfaceState';

export function followKeyboard(surface: SurfaceState, options: AddEventListenerOptions): void {
  const { canvas } = surface;
  canvas.addEventListener('keydown', (event) => keyDown(surface, event), options);
  canvas.addEventListener('focus', () => focused(surface), options);
  canvas.addEventListener('blur', surface.redraw, options);
}

function keyDown(surface: SurfaceState, event: KeyboardEvent): void {
  const { shown } = surface;
  if (!hasCells(shown) || event.altKey || event.metaKey) return;
  const g = geometryOf(surface, shown);
  const from = startCell(surface.walked, shown, g);
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    return surface.listeners.choose(from);
  }
  const to = cellAfterKey(from, event.key, event.ctrlKey, areaOf(g));
  if (!to) return;
  event.preventDefault();
  walkTo(surface, g, to);
}

function focused(surface: SurfaceState): void {
  const { shown } = surface;
  if (!hasCells(shown)) return;
  surface.walked ??= startCell(undefined, shown, geometryOf(surface, shown));
  readCell(surface, surface.walked, true);
}

const hasCells = (shown: MapContent | undefined): shown is MapContent =>
  shown !== undefined && shown.tokens > 0 && shown.rows > 0;

/** Where it walked, else at the cursor's column, else in view. */
function startCell(walked: Cell | undefined, of: MapContent, g: Geometry): Cell {
  const row = Math.max(0, of.chosenRow);
  const token = of.cursor >= 0 ? of.cursor : visibleTokens(g).from;
  const cell = walked ?? { token, row };
  return {
    token: Math.max(0, Math.min(of.tokens - 1, cell.token)),
    row: Math.min(of.rows - 1, cell.row),
  };
}

function walkTo(surface: SurfaceState, g: Geometry, to: Cell): void {
  surface.walked = to;
  surface.pointed = undefined;
  surface.scroller.scrollLeft = scrollToToken(g, to.token);
  surface.scroller.scrollTop = scrollToRow(g, to.row);
  readCell(surface, to, true);
}

const areaOf = (g: Geometry): WalkedArea => ({
  tokens: g.tokens,
  rows: g.rows,
  page: Math.max(1, visibleTokens(g).count - 2),
  step: g.tokensPerColumn,
});

export interface WalkedArea {
  readonly tokens: number;
  readonly rows: number;
  /** How many tokens Page Up and Page Down go. */
  readonly page: number;
  /** Tokens in a column. */
  readonly step: number;
}

/** @returns `undefined` for keys that do not walk */
export function cellAfterKey(
  cell: Cell,
  key: string,
  ctrl: boolean,
  area: WalkedArea,
): Cell | undefined {
  const to = (token: number, row: number): Cell => ({
    token: area.step * Math.floor(Math.max(0, Math.min(area.tokens - 1, token)) / area.step),
    row: Math.max(0, Math.min(area.rows - 1, row)),
  });
  switch (key) {
    case 'ArrowRight':
      return to(cell.token + area.step, cell.row);
    case 'ArrowLeft':
      return to(cell.token - area.step, cell.row);
    case 'ArrowDown':
      return to(cell.token, cell.row + 1);
    case 'ArrowUp':
      return to(cell.token, cell.row - 1);
    case 'PageDown':
      return to(cell.token + area.page, cell.row);
    case 'PageUp':
      return to(cell.token - area.page, cell.row);
    case 'Home':
      return to(ctrl ? 0 : cell.token, 0);
    case 'End':
      return to(ctrl ? area.tokens - 1 : cell.token, area.rows - 1);
    default:
      return undefined;
  }
}
