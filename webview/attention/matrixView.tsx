/** The matrix to point at and to walk in: what is under the pointer or the keys is marked in both texts. */
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { cssColour } from '../colours/colour';
import { createPalette } from '../colours/palette';
import { PictureWithTable } from '../figure/pictureWithTable';
import { Button } from '../parts/controls';
import type { ViewProperties } from '../page/viewProperties';
import { SvgView } from '../vector/svgView';
import { cellText, strongestOf, tableOfMatrix, type Matrix, type MatrixCell } from './matrix';
import {
  cellAt,
  matrixPicture,
  mostShown,
  planOf,
  rowHeight,
  type MatrixPlan,
} from './matrixPicture';

export type Marked = Partial<MatrixCell>;

export function MatrixView(
  properties: Pick<ViewProperties, 'host' | 'exporting' | 'theme'> & {
    readonly matrix: Matrix;
    readonly active: boolean;
    readonly title: string;
    readonly marked: Marked;
    readonly onMark: (marked: Marked) => void;
    /** A row or a column was clicked. */
    readonly onPick: (marked: Marked) => void;
  },
): JSX.Element {
  const { matrix, host, exporting, theme, active, title, marked, onMark, onPick } = properties;
  const [from, setFrom] = useState<MatrixCell>({ row: 0, column: 0 });
  const first = {
    row: from.row < matrix.rows.length ? from.row : 0,
    column: from.column < matrix.columns.length ? from.column : 0,
  };
  const plan = planOf(matrix, first);
  const drawing = useMemo(() => {
    const palette = createPalette('sequential', theme.kind, theme.background);
    return matrixPicture(matrix, plan, { palette, theme, title });
  }, [matrix, first.row, first.column, theme, title]);
  const picture = useMemo(() => <SvgView drawing={drawing} />, [drawing]);
  const turn = (side: keyof MatrixCell, by: number): void =>
    setFrom({ ...first, [side]: Math.max(0, first[side] + by * mostShown) });
  return (
    <PictureWithTable
      {...{ host, exporting, active, title }}
      view="attention"
      drawing={() => drawing}
      table={() => tableOfMatrix(matrix, title)}
      controls={<Turns matrix={matrix} first={first} turn={turn} />}
    >
      <div class="attention-scroller">
        <MatrixSurface {...{ matrix, plan, marked, onMark, onPick, title }} theme={theme}>
          {picture}
        </MatrixSurface>
      </div>
    </PictureWithTable>
  );
}

function Turns(properties: {
  readonly matrix: Matrix;
  readonly first: MatrixCell;
  readonly turn: (side: keyof MatrixCell, by: number) => void;
}): JSX.Element {
  const { matrix, first, turn } = properties;
  const pages = (
    side: keyof MatrixCell,
    count: number,
    names: readonly [string, string],
  ): JSX.Element | false =>
    count > mostShown && (
      <>
        <Button disabled={first[side] === 0} onClick={() => turn(side, -1)}>
          {names[0]}
        </Button>
        <Button disabled={first[side] + mostShown >= count} onClick={() => turn(side, 1)}>
          {names[1]}
        </Button>
      </>
    );
  return (
    <>
      {pages('column', matrix.columns.length, ['Earlier in the source', 'Later in the source'])}
      {pages('row', matrix.rows.length, ['Earlier in the target', 'Later in the target'])}
    </>
  );
}

function MatrixSurface(properties: {
  readonly matrix: Matrix;
  readonly plan: MatrixPlan;
  readonly theme: ViewProperties['theme'];
  readonly title: string;
  readonly marked: Marked;
  readonly onMark: (marked: Marked) => void;
  readonly onPick: (marked: Marked) => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const { matrix, plan, theme, title, marked, onMark, onPick, children } = properties;
  const surface = useRef<HTMLDivElement>(null);
  const at = ({ clientX, clientY }: MouseEvent): Marked => {
    const box = surface.current?.getBoundingClientRect();
    if (!box || box.width === 0) return {};
    const scale = plan.width / box.width;
    return cellAt(plan, (clientX - box.left) * scale, (clientY - box.top) * scale);
  };
  const walked = (key: string): MatrixCell | undefined => {
    const row = marked.row ?? plan.from.row;
    const here = { row, column: marked.column ?? Math.max(0, strongestOf(matrix, row)) };
    const step = steps[key];
    if (!step) return undefined;
    if (marked.row === undefined) return here;
    return inside(plan, { row: here.row + step[0], column: here.column + step[1] });
  };
  return (
    <div
      ref={surface}
      class="attention-matrix"
      style={{ maxWidth: `${plan.width}px`, minWidth: `${Math.round(0.72 * plan.width)}px` }}
      tabIndex={0}
      role="application"
      aria-roledescription="matrix"
      aria-label={`${title}. Arrow keys walk, Enter shows the place in the editor.`}
      onPointerMove={(event) => onMark(at(event))}
      onPointerLeave={() => onMark({})}
      onBlur={() => onMark({})}
      onClick={(event) => onPick(at(event))}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          return onPick(marked);
        }
        const to = walked(event.key);
        if (!to) return;
        event.preventDefault();
        onMark(to);
      }}
    >
      {children}
      <svg
        class="vector attention-marks"
        viewBox={`0 0 ${plan.width} ${plan.height}`}
        aria-hidden="true"
      >
        {marksOf(plan, marked).map((box, n) => (
          <rect key={n} {...box} fill="none" stroke={cssColour(theme.mark)} stroke-width={2} />
        ))}
      </svg>
    </div>
  );
}

/** What a screen reader hears, and what stands below the picture. */
export const readingOf = (matrix: Matrix, { row, column }: Marked): string | undefined =>
  row === undefined
    ? undefined
    : cellText(matrix, { row, column: column ?? Math.max(0, strongestOf(matrix, row)) });

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

const within = (from: number, count: number, value: number): number =>
  Math.max(from, Math.min(from + count - 1, value));

const inside = ({ from, rows, columns }: MatrixPlan, { row, column }: MatrixCell): MatrixCell => ({
  row: within(from.row, rows, row),
  column: within(from.column, columns, column),
});

function marksOf(plan: MatrixPlan, { row, column }: Marked) {
  const { left, top, cell, from, rows, columns } = plan;
  const r = row === undefined ? -1 : row - from.row;
  const c = column === undefined ? -1 : column - from.column;
  return [
    ...(r >= 0 && r < rows
      ? [{ x: left, y: top + r * rowHeight, width: columns * cell, height: rowHeight }]
      : []),
    ...(c >= 0 && c < columns
      ? [{ x: left + c * cell, y: top, width: cell, height: rows * rowHeight }]
      : []),
  ];
}
