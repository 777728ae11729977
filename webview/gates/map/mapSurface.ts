/**
 * The life of the map's canvas inside its scroller: sizes it, scrolls it, draws at most once a
 * frame, and turns pointer and keys into cells. The scroller scrolls natively (wheel, touch, bars);
 * the canvas sticks to its corner and draws what is in view.
 */
import type { Theme } from '../../colours/theme';
import type { CanvasPicture } from '../../figure/pictureAsPng';
import type { PaintedOverview, PaintedTile } from './drawMap';
import { drawFrame } from './drawMap';
import type { Cell, Geometry, Range } from './geometry';
import {
  cellAt,
  columnOf,
  contentHeight,
  contentWidth,
  gutterWidth,
  rowHeightFor,
  scrollToRow,
  scrollToToken,
  unitRowAt,
  visibleTokens,
  zoomFor,
} from './geometry';
import { cellAfterKey } from './keyboardWalk';

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

export interface MapSurface {
  show(content: MapContent): void;
  scrollTo(token: number, where: 'left' | 'inView'): void;
  /** What is in view, to be drawn elsewhere. */
  picture(): CanvasPicture | undefined;
  dispose(): void;
}

/** Milliseconds. */
const tellEvery = 60;

export function createMapSurface(elements: MapElements, listeners: MapListeners): MapSurface {
  const { scroller, content, canvas } = elements;
  const context = canvas.getContext('2d');
  const leaving = new AbortController();
  let shown: MapContent | undefined;
  let frame = 0;
  let pointed: Cell | undefined;
  let walked: Cell | undefined;
  let drag: { x: number; y: number; left: number; top: number; moved: boolean } | undefined;
  let inView = '';
  let seen: Range | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;
  /** The chosen row, and a token, to bring into view as soon as there is room to scroll in. */
  let rowAwaited = false;
  let awaited: { readonly token: number; readonly where: 'left' | 'inView' } | undefined;

  function geometry(of: MapContent): Geometry {
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

  function schedule(): void {
    frame ||= requestAnimationFrame(draw);
  }

  function draw(): void {
    frame = 0;
    if (!shown || scroller.clientWidth === 0) return;
    layOut(geometry(shown));
    if (awaited !== undefined) {
      const before = geometry(shown);
      scroller.scrollLeft =
        awaited.where === 'left'
          ? columnOf(before, awaited.token) * before.columnWidth
          : scrollToToken(before, awaited.token);
      awaited = undefined;
    }
    if (rowAwaited) scroller.scrollTop = scrollToRow(geometry(shown), shown.chosenRow);
    rowAwaited = false;
    const g = geometry(shown);
    tellRange(visibleTokens(g));
    if (!context) return;
    const ratio = window.devicePixelRatio || 1;
    fitCanvas(g.width, g.height, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const read = pointed ?? (document.activeElement === canvas ? walked : undefined);
    drawFrame(context, { ...shown, geometry: g, ...(read && { read }) });
  }

  function layOut(g: Geometry): void {
    content.style.width = `${contentWidth(g)}px`;
    content.style.height = `${contentHeight(g)}px`;
  }

  function fitCanvas(width: number, height: number, ratio: number): void {
    const across = Math.round(width * ratio);
    const down = Math.round(height * ratio);
    if (canvas.width === across && canvas.height === down) return;
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }

  /** At once, then at most every few frames: what hears of it renders much more than the canvas. */
  function tellRange(range: Range): void {
    seen = range;
    if (telling !== undefined) return;
    const text = `${range.from} ${range.count}`;
    if (text === inView) return;
    inView = text;
    telling = setTimeout(() => {
      telling = undefined;
      if (seen) tellRange(seen);
    }, tellEvery);
    listeners.inView(range);
  }

  function read(cell: Cell | undefined, spoken: boolean): void {
    listeners.read(cell, spoken);
    schedule();
  }

  function place(event: PointerEvent): readonly [number, number] {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function pointerMoved(event: PointerEvent): void {
    if (!shown) return;
    if (drag && event.buttons === 1) {
      const [across, down] = [event.clientX - drag.x, event.clientY - drag.y];
      drag.moved ||= Math.hypot(across, down) > 4;
      if (!drag.moved) return;
      scroller.scrollLeft = drag.left - across;
      scroller.scrollTop = drag.top - down;
      return;
    }
    const cell = cellAt(geometry(shown), ...place(event));
    if (cell?.token === pointed?.token && cell?.row === pointed?.row) return;
    pointed = cell;
    read(pointed ?? walked, false);
  }

  function pointerDown(event: PointerEvent): void {
    // Fingers scroll natively.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    drag = {
      x: event.clientX,
      y: event.clientY,
      left: scroller.scrollLeft,
      top: scroller.scrollTop,
      moved: false,
    };
    canvas.setPointerCapture(event.pointerId);
  }

  function clicked(event: PointerEvent): void {
    const wasDrag = drag?.moved ?? false;
    drag = undefined;
    if (!shown || wasDrag) return;
    const g = geometry(shown);
    const row = unitRowAt(g, ...place(event));
    if (row !== undefined) return listeners.chooseRow(row);
    const cell = cellAt(g, ...place(event));
    if (!cell) return;
    if (cell.row >= 0) walked = cell;
    listeners.choose(cell);
    schedule();
  }

  function keyDown(event: KeyboardEvent): void {
    if (!shown || shown.tokens === 0 || shown.rows === 0 || event.altKey || event.metaKey) return;
    const g = geometry(shown);
    const from = startCell(shown, g);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return listeners.choose(from);
    }
    const page = Math.max(1, visibleTokens(g).count - 2);
    const to = cellAfterKey(from, event.key, event.ctrlKey, {
      tokens: g.tokens,
      rows: g.rows,
      page,
      step: g.tokensPerColumn,
    });
    if (!to) return;
    event.preventDefault();
    walked = to;
    pointed = undefined;
    scroller.scrollLeft = scrollToToken(g, to.token);
    scroller.scrollTop = scrollToRow(g, to.row);
    read(to, true);
  }

  /** Where the keyboard stands: where it walked, else at the cursor's column, else in view. */
  function startCell(of: MapContent, g: Geometry): Cell {
    const row = Math.max(0, of.chosenRow);
    const token = of.cursor >= 0 ? of.cursor : visibleTokens(g).from;
    const cell = walked ?? { token, row };
    return {
      token: Math.max(0, Math.min(of.tokens - 1, cell.token)),
      row: Math.min(of.rows - 1, cell.row),
    };
  }

  const options = { signal: leaving.signal };
  scroller.addEventListener('scroll', schedule, { ...options, passive: true });
  canvas.addEventListener('pointermove', pointerMoved, options);
  canvas.addEventListener('pointerdown', pointerDown, options);
  canvas.addEventListener('click', clicked, options);
  canvas.addEventListener('keydown', keyDown, options);
  canvas.addEventListener(
    'pointerleave',
    () => {
      pointed = undefined;
      read(walked, false);
    },
    options,
  );
  canvas.addEventListener(
    'focus',
    () => {
      if (!shown || shown.tokens === 0 || shown.rows === 0) return;
      walked ??= startCell(shown, geometry(shown));
      read(walked, true);
    },
    options,
  );
  canvas.addEventListener('blur', schedule, options);
  const resized = new ResizeObserver(schedule);
  resized.observe(scroller);

  return {
    show(next) {
      const zoomed = shown !== undefined && shown.zoom !== next.zoom;
      if (shown && zoomed) keepMiddle(geometry(shown), geometry(next));
      if (shown && shown.cursor !== next.cursor) walked = undefined;
      rowAwaited ||= next.chosenRow >= 0 && next.chosenRow !== shown?.chosenRow;
      shown = next;
      schedule();
    },
    scrollTo(token, where) {
      awaited = { token, where };
      schedule();
    },
    picture() {
      if (!shown || shown.units.length === 0 || scroller.clientWidth === 0) return undefined;
      const of = shown;
      const g = geometry(of);
      const { width } = g;
      const height = Math.min(g.height, contentHeight(g));
      const paint = (on: CanvasRenderingContext2D): void =>
        drawFrame(on, { ...of, geometry: { ...g, height } });
      return { kind: 'canvas', width, height, paint };
    },
    dispose() {
      leaving.abort();
      resized.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(telling);
    },
  };

  function keepMiddle(before: Geometry, after: Geometry): void {
    const half = (before.width - gutterWidth) / 2;
    const middle = ((before.scrollLeft + half) / before.columnWidth) * before.tokensPerColumn;
    layOut(after);
    const place = (middle / after.tokensPerColumn) * after.columnWidth;
    scroller.scrollLeft = Math.max(0, place - half);
  }
}
