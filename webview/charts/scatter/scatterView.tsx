/**
 * A scatter as an element: points in groups, what is under the pointer or the keys said beside it and to a screen
 * reader. Arrow keys go from point to point, Enter and a click pick one.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Theme } from '../../colours/theme';
import { paintScatter } from './paintScatter';
import {
  nearestPoint,
  nextPoint,
  placesOf,
  pointsAt,
  scalesOf,
  type Direction,
  type Frame,
} from './places';
import type { ScatterContent } from './scatterContent';
import '../charts.css';
import './scatter.css';

interface ScatterProperties {
  /** What it shows, in words and figures. */
  readonly label: string;
  readonly content: ScatterContent;
  readonly theme: Theme;
  /** @param others points at the same place */
  readonly tell: (point: number, others: number) => string;
  readonly onPick?: (point: number) => void;
}

/** Pixels from the pointer. */
const reach = 12;
const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export function ScatterView({
  label,
  content,
  theme,
  tell,
  onPick,
}: ScatterProperties): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useFrame(canvas);
  const [pointed, setPointed] = useState(-1);
  useEffect(() => setPointed(-1), [content.points]);
  const scales = useMemo(() => frame && scalesOf(content.points, frame), [content.points, frame]);
  const places = useMemo(
    () => (scales ? placesOf(content.points, scales) : new Float64Array()),
    [content.points, scales],
  );
  const here = 2 * pointed < places.length ? pointed : -1;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !frame || !scales) return;
    fit(context, frame);
    paintScatter(context, { ...frame, content, scales, places, pointed: here, theme });
  }, [frame, scales, places, content, here, theme]);

  const pointAt = ({ offsetX, offsetY }: MouseEvent): number =>
    nearestPoint(places, offsetX, offsetY, reach);
  const said = here < 0 ? '' : tell(here, pointsAt(places, here).length - 1);
  const walk = (event: KeyboardEvent): void => {
    const next = afterKey(event, places, here);
    if (next === undefined) return;
    event.preventDefault();
    if (next === 'pick') onPick?.(here);
    else setPointed(next);
  };
  return (
    <div class="chart-canvas scatter-chart">
      <canvas
        ref={canvas}
        class={onPick && here >= 0 ? 'picks' : ''}
        tabIndex={0}
        role="application"
        aria-roledescription="scatter"
        aria-label={`${label} Arrow keys go from point to point${onPick ? ', Enter shows it in the text' : ''}.`}
        onMouseMove={(event) => setPointed(pointAt(event))}
        onMouseLeave={() => setPointed(-1)}
        onClick={(event) => {
          const point = pointAt(event);
          if (point >= 0) onPick?.(point);
        }}
        onKeyDown={walk}
        onBlur={() => setPointed(-1)}
      />
      {here >= 0 && frame && (
        <div class="chart-tip" aria-hidden="true" style={tipPlace(places, here, frame)}>
          <bdi>{said}</bdi>
        </div>
      )}
      <p class="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

/** @returns the point that is next, or that this one is picked; nothing where the key is another one */
function afterKey(
  { key, ctrlKey, altKey, metaKey }: KeyboardEvent,
  places: Float64Array,
  here: number,
): number | 'pick' | undefined {
  if (ctrlKey || altKey || metaKey || places.length === 0) return undefined;
  const last = places.length / 2 - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const direction = arrows[key];
  if (direction) return here < 0 ? 0 : nextPoint(places, here, direction);
  if (here < 0) return undefined;
  if (key === 'Enter') return 'pick';
  if (key === 'Escape') return -1;
  // In the order of the text.
  if (key === 'PageDown') return Math.min(last, here + 1);
  return key === 'PageUp' ? Math.max(0, here - 1) : undefined;
}

/** To the side where there is more room. */
function tipPlace(places: Float64Array, point: number, { width }: Frame) {
  const [x = 0, y = 0] = places.subarray(2 * point, 2 * point + 2);
  const top = `${Math.max(0, y - 30)}px`;
  return x > width / 2
    ? { right: `${width - x + 10}px`, left: '', top }
    : { left: `${x + 10}px`, right: '', top };
}

/** As sharp as the screen. */
function fit(context: CanvasRenderingContext2D, { width, height }: Frame): void {
  const { canvas } = context;
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Followed while the page changes its size. */
function useFrame(canvas: { readonly current: HTMLCanvasElement | null }): Frame | undefined {
  const [frame, setFrame] = useState<Frame>();
  useEffect(() => {
    const parent = canvas.current?.parentElement;
    if (!parent) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = parent;
      if (width === 0 || height === 0) return;
      setFrame((known) =>
        known?.width === width && known.height === height ? known : { width, height },
      );
    };
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(parent);
    return () => watching.disconnect();
  }, []);
  return frame;
}
