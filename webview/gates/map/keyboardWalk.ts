/** Walking the map with the keyboard: from a cell and a key to the next cell. */
import type { Cell } from './geometry';

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
