/**
 * The life of the map's canvas inside its scroller: sizes it, scrolls it, draws at most once per
 * frame. The scroller scrolls natively (wheel, touch, bars); the canvas sticks to its corner and
 * draws what is in view. Pointer and keys are turned into cells by `mapPointer` and `keyboardWalk`.
 */
import type { CanvasPicture } from '../../figure/pictureAsPng';
import { drawFrame } from './drawMap';
import type { Geometry, Range } from './geometry';
import {
  columnOf,
  contentHeight,
  contentWidth,
  scrollKeepingMiddle,
  scrollToRow,
  scrollToToken,
  visibleTokens,
} from './geometry';
import { followKeyboard } from './input/keyboardWalk';
import { followPointer } from './input/mapPointer';
import type { MapContent, MapElements, MapListeners, SurfaceState } from './surfaceState';
import { geometryOf } from './surfaceState';

export interface MapSurface {
  show(content: MapContent): void;
  scrollTo(token: number, where: 'left' | 'inView'): void;
  /** What is in view, to be drawn elsewhere. */
  picture(): CanvasPicture | undefined;
  dispose(): void;
}

export function createMapSurface(elements: MapElements, listeners: MapListeners): MapSurface {
  const context = elements.canvas.getContext('2d');
  const report = reportRange(listeners);
  let frame = 0;
  const draw = (): void => {
    frame = 0;
    drawSurface(surface, context, report.tell);
  };
  const surface: SurfaceState = {
    ...elements,
    ...{ listeners, redraw: () => void (frame ||= requestAnimationFrame(draw)) },
    ...{ shown: undefined, pointed: undefined, walked: undefined, drag: undefined },
    ...{ rowAwaited: false, awaited: undefined },
  };
  const unfollow = follow(surface);
  return {
    show: (next) => show(surface, next),
    scrollTo(token, where) {
      surface.awaited = { token, where };
      surface.redraw();
    },
    picture: () => pictureOf(surface),
    dispose() {
      unfollow();
      cancelAnimationFrame(frame);
      report.dispose();
    },
  };
}

/** Listens to everything that moves the map or reads in it, until what is returned is called. */
function follow(surface: SurfaceState): () => void {
  const leaving = new AbortController();
  const options = { signal: leaving.signal };
  surface.scroller.addEventListener('scroll', surface.redraw, { ...options, passive: true });
  followPointer(surface, options);
  followKeyboard(surface, options);
  const resized = new ResizeObserver(surface.redraw);
  resized.observe(surface.scroller);
  return () => {
    leaving.abort();
    resized.disconnect();
  };
}

function show(surface: SurfaceState, next: MapContent): void {
  const { shown } = surface;
  if (shown && shown.zoom !== next.zoom) zoom(surface, shown, next);
  if (shown && shown.cursor !== next.cursor) surface.walked = undefined;
  surface.rowAwaited ||= next.chosenRow >= 0 && next.chosenRow !== shown?.chosenRow;
  surface.shown = next;
  surface.redraw();
}

function zoom(surface: SurfaceState, shown: MapContent, next: MapContent): void {
  const after = geometryOf(surface, next);
  const place = scrollKeepingMiddle(geometryOf(surface, shown), after);
  layOut(surface, after);
  surface.scroller.scrollLeft = place;
}

function drawSurface(
  surface: SurfaceState,
  context: CanvasRenderingContext2D | null,
  tellRange: (range: Range) => void,
): void {
  const { shown, canvas, pointed, walked } = surface;
  if (!shown || surface.scroller.clientWidth === 0) return;
  layOut(surface, geometryOf(surface, shown));
  bringIntoView(surface, shown);
  const g = geometryOf(surface, shown);
  tellRange(visibleTokens(g));
  if (!context) return;
  const ratio = window.devicePixelRatio || 1;
  fitCanvas(canvas, g, ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const read = pointed ?? (document.activeElement === canvas ? walked : undefined);
  drawFrame(context, { ...shown, geometry: g, ...(read && { read }) });
}

function layOut({ content }: SurfaceState, g: Geometry): void {
  content.style.width = `${contentWidth(g)}px`;
  content.style.height = `${contentHeight(g)}px`;
}

function bringIntoView(surface: SurfaceState, shown: MapContent): void {
  const { scroller, awaited } = surface;
  if (awaited) {
    const g = geometryOf(surface, shown);
    scroller.scrollLeft =
      awaited.where === 'left'
        ? columnOf(g, awaited.token) * g.columnWidth
        : scrollToToken(g, awaited.token);
    surface.awaited = undefined;
  }
  if (!surface.rowAwaited) return;
  scroller.scrollTop = scrollToRow(geometryOf(surface, shown), shown.chosenRow);
  surface.rowAwaited = false;
}

function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Geometry, ratio: number): void {
  const across = Math.round(width * ratio);
  const down = Math.round(height * ratio);
  if (canvas.width === across && canvas.height === down) return;
  canvas.width = across;
  canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

function pictureOf(surface: SurfaceState): CanvasPicture | undefined {
  const { shown } = surface;
  if (!shown || shown.units.length === 0 || surface.scroller.clientWidth === 0) return undefined;
  const g = geometryOf(surface, shown);
  const { width } = g;
  const height = Math.min(g.height, contentHeight(g));
  const paint = (on: CanvasRenderingContext2D): void =>
    drawFrame(on, { ...shown, geometry: { ...g, height } });
  return { kind: 'canvas', width, height, paint };
}

/** Milliseconds. */
const tellEvery = 60;

/** At once, then at most every few frames: what hears of it renders much more than the canvas. */
function reportRange(listeners: MapListeners): { tell(range: Range): void; dispose(): void } {
  let seen: Range | undefined;
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  function tell(range: Range): void {
    seen = range;
    if (timer !== undefined) return;
    const text = `${range.from} ${range.count}`;
    if (text === told) return;
    told = text;
    timer = setTimeout(() => {
      timer = undefined;
      if (seen) tell(seen);
    }, tellEvery);
    listeners.inView(range);
  }
  return { tell, dispose: () => clearTimeout(timer) };
}
