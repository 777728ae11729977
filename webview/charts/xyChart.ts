/**
 * Points or lines over numbers, by chart.js: what the views of memory and units draw. Knows nothing
 * of what is drawn; the points' own words come from the caller. No animation.
 */
import type { ChartConfiguration } from 'chart.js';
import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { Rgb } from '../colours/colour';
import { cssColour } from '../colours/colour';
import type { Theme } from '../colours/theme';
import type { ChartTip } from './chartTip';
import { createChartTip } from './chartTip';

export interface XyPoint {
  readonly x: number;
  readonly y: number;
}

export interface XySeries {
  readonly points: readonly XyPoint[];
  readonly colour: Rgb;
  readonly kind: 'line' | 'points' | 'guide';
  /** Lengths of dashes and gaps of a line; none: drawn through. */
  readonly dash?: readonly number[];
}

export interface XyAxis {
  readonly title: string;
  readonly min?: number;
  readonly max?: number;
  readonly write: (value: number) => string;
}

export interface XyContent {
  /** The first one is the picture; the pointer finds its points. */
  readonly series: readonly XySeries[];
  readonly x: XyAxis;
  readonly y: XyAxis;
  /** Find the nearest point along x, or in both directions. */
  readonly nearest: 'x' | 'xy';
  /** What is said under the pointer of a point of the first series. */
  readonly tell: (place: number) => string;
}

export interface XyChart {
  show(content: XyContent, theme: Theme): void;
  dispose(): void;
}

/**
 * @param pick called with a point of the first series that was clicked
 * @returns nothing if the browser cannot draw on a canvas
 */
export function createXyChart(
  canvas: HTMLCanvasElement,
  pick: (place: number) => void,
): XyChart | undefined {
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  Chart.register(LineController, LineElement, PointElement, LinearScale);
  const tip = createChartTip(canvas);
  let chart: Chart<'line', XyPoint[]> | undefined;
  return {
    show(content, theme) {
      chart?.destroy();
      chart = new Chart(context, configuration(content, theme, pick, tip));
    },
    dispose() {
      chart?.destroy();
      tip.dispose();
    },
  };
}

function configuration(
  content: XyContent,
  theme: Theme,
  pick: (place: number) => void,
  tip: ChartTip,
): ChartConfiguration<'line', XyPoint[]> {
  return {
    type: 'line',
    data: { datasets: content.series.map((series) => dataset(series, theme)) },
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      layout: { padding: { right: 10 } },
      interaction: { mode: 'nearest', axis: content.nearest, intersect: false },
      scales: { x: axis(content.x, theme), y: axis(content.y, theme) },
      onClick: (_event, elements) => {
        const hit = elements.find(({ datasetIndex }) => datasetIndex === 0);
        if (hit) pick(hit.index);
      },
      onHover: (_event, found) => tip.hover(found, content.tell),
    },
  };
}

function dataset({ points, colour, kind, dash = [] }: XySeries, theme: Theme) {
  const guide = kind === 'guide';
  return {
    data: [...points],
    borderColor: cssColour(guide ? theme.mark : colour),
    backgroundColor: cssColour(colour, kind === 'points' ? 0.75 : 1),
    borderWidth: kind === 'points' ? 0 : guide ? 1.5 : 1.25,
    borderDash: guide ? [4, 3] : [...dash],
    showLine: kind !== 'points',
    pointRadius: kind === 'points' ? 4 : 0,
    pointHitRadius: guide ? 0 : 8,
    tension: 0,
  };
}

function axis({ title, min, max, write }: XyAxis, theme: Theme) {
  const font = { family: theme.fontFamily, size: 11 };
  return {
    type: 'linear' as const,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    title: { display: true, text: title, color: cssColour(theme.quiet), font },
    border: { color: cssColour(theme.foreground, 0.4) },
    grid: { color: cssColour(theme.foreground, 0.12), tickColor: 'transparent' },
    ticks: {
      color: cssColour(theme.quiet),
      font,
      maxTicksLimit: 7,
      maxRotation: 0,
      callback: (value: string | number) => write(Number(value)),
    },
  };
}
