/** The matrix as a picture: weights as shades, a token to each row and column. */
import { mix } from '../colours/colour';
import { colourAt, colourIndex, type Palette } from '../colours/palette';
import type { Theme } from '../colours/theme';
import type { Drawing, Shape } from '../vector/drawing';
import type { Matrix, MatrixCell } from './matrix';

/** Tokens of either side in one picture. */
export const mostShown = 48;

const size = { cell: 20, letter: 12, top: 8, note: 84 };

/** A part of the matrix, and where it lies in the picture. */
export interface MatrixPlan {
  readonly from: MatrixCell;
  readonly rows: number;
  readonly columns: number;
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly width: number;
  readonly height: number;
}

/** Of one letter each, tokens stand above their columns; longer ones are turned into steps. */
export function planOf({ rows, columns }: Matrix, from: MatrixCell): MatrixPlan {
  const shownRows = Math.min(mostShown, rows.length - from.row);
  const shownColumns = Math.min(mostShown, columns.length - from.column);
  const longest = (tokens: readonly string[]): number =>
    Math.min(14, Math.max(1, ...tokens.map((token) => Array.from(token).length)));
  const left = 14 + 8 * longest(rows.slice(from.row, from.row + shownRows));
  const cell = Math.max(
    size.cell,
    Math.min(64, 4 + 7.4 * longest(columns.slice(from.column, from.column + shownColumns))),
  );
  const top = size.top + 20;
  return {
    ...{ from, rows: shownRows, columns: shownColumns, left, top, cell },
    width: left + shownColumns * cell + size.note,
    height: top + shownRows * size.cell + 4,
  };
}

export const rowHeight = size.cell;

export function matrixPicture(
  matrix: Matrix,
  plan: MatrixPlan,
  options: { readonly palette: Palette; readonly theme: Theme; readonly title: string },
): Drawing {
  const { theme, title, palette } = options;
  const { from, rows, columns, left, top, cell } = plan;
  const shapes: Shape[] = [];
  const label = { kind: 'label' as const, size: size.letter };
  for (let c = 0; c < columns; c++) {
    shapes.push({
      ...{ ...label, x: left + (c + 0.5) * cell, y: top - 10, anchor: 'middle' },
      ...{ fill: theme.foreground, text: shortened(matrix.columns[from.column + c] ?? '', 8) },
    });
  }
  for (let r = 0; r < rows; r++) {
    const row = from.row + r;
    const thin = matrix.isThin(row);
    const y = top + r * rowHeight;
    shapes.push({
      ...{ ...label, x: left - 6, y: y + rowHeight / 2, anchor: 'end', italic: thin },
      ...{
        fill: thin ? theme.quiet : theme.foreground,
        text: shortened(matrix.rows[row] ?? '', 14),
      },
    });
    for (let c = 0; c < columns; c++) {
      const share = matrix.weight(row, from.column + c);
      shapes.push({
        ...{ kind: 'box', x: left + c * cell, y, width: cell, height: rowHeight, round: 0 },
        fill: colourAt(palette, colourIndex(share, 0, 1)),
      });
    }
    if (thin) {
      shapes.push({
        ...{ ...label, size: 11, x: left + columns * cell + 6, y: y + rowHeight / 2 },
        ...{ anchor: 'start', fill: theme.quiet, text: 'spread thin' },
      });
    }
  }
  shapes.push({
    ...{ kind: 'box', x: left, y: top, width: columns * cell, height: rows * rowHeight, round: 0 },
    ...{ stroke: mix(theme.background, theme.foreground, 0.35), lineWidth: 1 },
  });
  const { width, height } = plan;
  const paper = { background: theme.background, fontFamily: theme.fontFamily };
  return { width, height, title, shapes, ...paper };
}

const shortened = (token: string, most: number): string => {
  const signs = Array.from(token);
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : token;
};

/** The cell at a place of the picture; only the row or column where it is beside the matrix. */
export function cellAt(plan: MatrixPlan, x: number, y: number): Partial<MatrixCell> {
  const column = Math.floor((x - plan.left) / plan.cell);
  const row = Math.floor((y - plan.top) / rowHeight);
  return {
    ...(row >= 0 && row < plan.rows && { row: plan.from.row + row }),
    ...(column >= 0 && column < plan.columns && { column: plan.from.column + column }),
  };
}
