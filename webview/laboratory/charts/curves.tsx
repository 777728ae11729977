/**
 * Curves over a linear axis with a logarithmic height, drawn as SVG: the perplexities of a race, the lengths
 * of gradients. Told apart by colour, dashes and shapes; ends of all curves stand in its name.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { linearTicks, logarithmicTicks } from '../../charts/axisTicks';
import { cssColour } from '../../colours/colour';
import type { Mark } from '../../charts/marks';
import './curves.css';

export interface Curve {
  readonly title: string;
  readonly mark: Mark;
  /** Without a height above 0 a point breaks the curve. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface CurvesContent {
  readonly curves: readonly Curve[];
  /** Heights that are drawn through. */
  readonly guides: readonly { readonly title: string; readonly y: number }[];
  /** Places that are drawn through, with their name. */
  readonly walls: readonly { readonly title: string; readonly x: number }[];
  readonly x: {
    readonly title: string;
    readonly max: number;
    readonly write: (value: number) => string;
    /** The largest stands at the left. */
    readonly reversed?: boolean;
  };
  readonly y: { readonly title: string; readonly write: (value: number) => string };
}

const height = 250;
const edge = { left: 62, right: 14, top: 14, bottom: 36 } as const;
/** Powers of ten below the highest that are shown at most. */
const mostDecades = 24;

interface Plane {
  readonly width: number;
  readonly low: number;
  readonly high: number;
  across(x: number): number;
  up(y: number): number;
}

export function Curves(properties: {
  readonly label: string;
  readonly content: CurvesContent;
}): JSX.Element {
  const { label, content } = properties;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const watcher = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const plane = planeOf(content, width);
  return (
    <div ref={box} class="curves">
      <svg
        role="img"
        aria-label={`${label}: ${inWords(content)}`}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        <Axes {...{ plane, content }} />
        {content.curves.map((curve) => (
          <Line key={curve.title} {...{ plane, curve }} />
        ))}
      </svg>
    </div>
  );
}

function planeOf({ curves, guides, x }: CurvesContent, width: number): Plane {
  const heights = [
    ...curves.flatMap(({ points }) => points.map(({ y }) => y)),
    ...guides.map(({ y }) => y),
  ].filter((y) => y > 0 && Number.isFinite(y));
  const high = heights.length > 0 ? Math.max(...heights) : 10;
  const least = heights.length > 0 ? Math.min(...heights) : 1;
  const low = Math.max(least, high / 10 ** mostDecades);
  const room = high / low < 1.5 ? 1.3 : 1.05;
  const [bottom, top] = [low / room, high * room];
  const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };
  return {
    ...{ width, low: bottom, high: top },
    across(at) {
      const share = Math.min(1, Math.max(0, at / Math.max(x.max, 1e-9)));
      return edge.left + inner.width * (x.reversed ? 1 - share : share);
    },
    up: (at) => edge.top + inner.height * (1 - Math.log(at / bottom) / Math.log(top / bottom)),
  };
}

function Axes({ plane, content }: { plane: Plane; content: CurvesContent }): JSX.Element {
  const { x, y, guides, walls } = content;
  const { width, across, up } = plane;
  const [right, floor] = [width - edge.right, height - edge.bottom];
  return (
    <g class="curves-axes">
      {thinned(logarithmicTicks(plane.low, plane.high), 8).map((tick) => (
        <g key={tick}>
          <path d={`M${edge.left} ${up(tick)}H${right}`} class="curves-grid" />
          <text x={edge.left - 6} y={up(tick) + 4} text-anchor="end">
            {y.write(tick)}
          </text>
        </g>
      ))}
      {linearTicks(0, x.max).map((tick) => (
        <text key={tick} x={across(tick)} y={floor + 15} text-anchor="middle">
          {x.write(tick)}
        </text>
      ))}
      <path d={`M${edge.left} ${floor}H${right}`} class="curves-floor" />
      <text x={(edge.left + right) / 2} y={height - 4} text-anchor="middle">
        {x.title}
      </text>
      <text transform={`translate(11 ${(edge.top + floor) / 2}) rotate(-90)`} text-anchor="middle">
        {y.title}
      </text>
      {guides.map(({ title, y: at }) => (
        <g key={title}>
          <path d={`M${edge.left} ${up(at)}H${right}`} class="curves-guide" />
          <text x={right} y={up(at) - 4} text-anchor="end">
            {title}
          </text>
        </g>
      ))}
      {walls.map(({ title, x: at }) => (
        <g key={title}>
          <path d={`M${across(at)} ${edge.top}V${floor}`} class="curves-guide" />
          <text
            x={across(at) + (x.reversed ? -5 : 5)}
            y={edge.top + 9}
            text-anchor={x.reversed ? 'end' : 'start'}
          >
            {title}
          </text>
        </g>
      ))}
    </g>
  );
}

function Line({ plane, curve }: { plane: Plane; curve: Curve }): JSX.Element {
  const { mark, points } = curve;
  const colour = cssColour(mark.colour);
  const places = points.map(({ x, y }) =>
    y >= plane.low && Number.isFinite(y) ? { x: plane.across(x), y: plane.up(y) } : undefined,
  );
  const path = places
    .map(
      (place, n) => place && `${places[n - 1] ? 'L' : 'M'}${rounded(place.x)} ${rounded(place.y)}`,
    )
    .filter((part) => part !== undefined)
    .join('');
  const every = Math.max(1, Math.ceil(places.length / 6));
  const marked = places.filter((place, n) => place && (n % every === 0 || n === places.length - 1));
  return (
    <g>
      <path
        d={path}
        fill="none"
        stroke={colour}
        stroke-width="2"
        stroke-dasharray={mark.dash.join(' ')}
      />
      {marked.map(
        (place, n) =>
          place && (
            <path
              key={n}
              d={outlines[mark.shape]}
              transform={`translate(${rounded(place.x)} ${rounded(place.y)})`}
              stroke={colour}
              stroke-width="1.5"
              fill={mark.shape === 'crossRot' ? 'none' : colour}
            />
          ),
      )}
    </g>
  );
}

const outlines: Readonly<Record<Mark['shape'], string>> = {
  circle: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z',
  triangle: 'M0 -4l4 6.8h-8z',
  rect: 'M-3 -3h6v6h-6z',
  rectRot: 'M0 -4.4l4.4 4.4l-4.4 4.4l-4.4 -4.4z',
  crossRot: 'M-3 -3l6 6m0 -6l-6 6',
};

const rounded = (value: number): number => Math.round(10 * value) / 10;

function thinned(ticks: readonly number[], most: number): readonly number[] {
  const every = Math.ceil(ticks.length / most);
  return ticks.filter((_, n) => n % every === 0);
}

/** Where each curve ends. */
function inWords({ curves, y, x }: CurvesContent): string {
  if (curves.length === 0) return 'nothing yet';
  return curves
    .map(({ title, points }) => {
      const last = points.at(-1);
      return last ? `${title} ${y.write(last.y)} at ${x.write(Number(last.x.toFixed(1)))}` : title;
    })
    .join(', ');
}
