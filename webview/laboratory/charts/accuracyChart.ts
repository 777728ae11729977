/**
 * Shares of right answers as lines, by chart.js: over steps while networks are trained, or over gaps when
 * they are tested. Knows nothing of what is asked; names and marks come from the caller. No animation.
 */
import type { ChartConfiguration, Scale } from 'chart.js';
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import { createChartTip, type ChartTip } from '../../charts/chartTip';
import { cssColour } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
import type { Mark } from '../../charts/marks';

export interface AccuracyPoint {
  readonly x: number;
  /** 0 to 1. */
  readonly y: number;
  /** One standard error, drawn to both sides. */
  readonly error?: number;
}

export interface AccuracyLine {
  readonly title: string;
  readonly mark: Mark;
  readonly points: readonly AccuracyPoint[];
}

/** Drawn quietly beneath the lines. */
export interface AccuracyGuide {
  readonly title: string;
  readonly points: readonly AccuracyPoint[];
  readonly dash: readonly number[];
}

export interface AccuracyContent {
  readonly lines: readonly AccuracyLine[];
  /** The first one has a point wherever a line has one: the pointer finds it. */
  readonly guides: readonly AccuracyGuide[];
  readonly x: {
    readonly title: string;
    readonly max: number;
    /** Of a logarithmic axis; without them it is linear, from 0. */
    readonly ticks?: readonly number[];
    /** Up to here networks were trained. */
    readonly upTo?: number;
    readonly say: (x: number) => string;
  };
}

export interface AccuracyChart {
  show(content: AccuracyContent, theme: Theme): void;
  dispose(): void;
}

type Lines = Chart<'line', { x: number; y: number }[]>;

/** @returns nothing if the browser cannot draw on a canvas */
export function createAccuracyChart(canvas: HTMLCanvasElement): AccuracyChart | undefined {
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);
  const tip = createChartTip(canvas);
  let chart: Lines | undefined;
  let drawnFor: unknown[] = [];
  return {
    show(content, theme) {
      const key = [theme, content.x.max, content.x.ticks?.join()];
      if (chart && key.some((part, n) => part !== drawnFor[n])) {
        chart.destroy();
        chart = undefined;
      }
      drawnFor = key;
      const { data, options } = configuration(content, theme, tip);
      chart ??= new Chart(context, {
        type: 'line',
        data: { datasets: [] },
        ...(options && { options }),
      });
      chart.data = data;
      if (options?.onHover) chart.options.onHover = options.onHover;
      chart.update('none');
    },
    dispose() {
      chart?.destroy();
      tip.dispose();
    },
  };
}

type Configuration = ChartConfiguration<'line', { x: number; y: number }[]>;

function configuration(content: AccuracyContent, theme: Theme, tip: ChartTip): Configuration {
  const { lines, guides, x } = content;
  return {
    type: 'line',
    data: {
      datasets: [
        ...guides.map((guide) => guideSet(guide, theme)),
        ...(x.upTo === undefined ? [] : [guideSet(wall(x.upTo), theme)]),
        ...lines.map(errorSet),
        ...lines.map(lineSet),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      layout: { padding: { right: 12, top: 6 } },
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: { x: xAxis(x, theme), y: yAxis(theme) },
      onHover: (_event, found) => tip.hover(found, (place) => told(content, place)),
    },
  };
}

const wall = (x: number): AccuracyGuide => ({
  ...{ title: '', dash: [2, 3], points: [{ x, y: 0 }, { x, y: 1 }] }, // prettier-ignore
});

function guideSet({ points, dash }: AccuracyGuide, theme: Theme) {
  return {
    data: [...points],
    borderColor: cssColour(theme.foreground, 0.65),
    borderWidth: 1.25,
    borderDash: [...dash],
    pointRadius: 0,
    pointHitRadius: 8,
    tension: 0,
  };
}

/** A stroke for each point; a line is broken where there is no number. */
function errorSet({ points, mark }: AccuracyLine) {
  const strokes = points.flatMap(({ x, y, error = 0 }) => [
    { x, y: Math.max(0, y - error) },
    { x, y: Math.min(1, y + error) },
    { x, y: NaN },
  ]);
  return {
    data: points.some(({ error }) => error !== undefined) ? strokes : [],
    borderColor: cssColour(mark.colour, 0.8),
    borderWidth: 3,
    pointRadius: 0,
    pointHitRadius: 0,
    clip: false as const,
  };
}

/** Of a long line every few points have their shape. */
function lineSet({ points, mark }: AccuracyLine) {
  const colour = cssColour(mark.colour);
  const every = Math.max(1, Math.ceil(points.length / 8));
  return {
    data: [...points],
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2,
    borderDash: [...mark.dash],
    pointStyle: mark.shape,
    pointBorderWidth: mark.shape === 'crossRot' ? 2 : 1,
    pointRadius: points.map((_, n) => (n % every === every - 1 || n === points.length - 1 ? 4 : 0)),
    pointHitRadius: 0,
    tension: 0,
    clip: false as const,
  };
}

/** All lines at a place of the first guide. */
function told({ lines, guides, x }: AccuracyContent, place: number): string {
  const at = guides[0]?.points[place]?.x;
  if (at === undefined) return '';
  const found = lines.flatMap(({ title, points }) => {
    const point = points.find((one) => one.x === at);
    return point ? [`${title} ${percentText(point.y)}`] : [];
  });
  return [x.say(at), ...found].join('\n');
}

export const percentText = (share: number): string =>
  `${(100 * share).toFixed(share < 0.9995 ? 1 : 0)} %`;

const ticksOf = (theme: Theme) => ({
  color: cssColour(theme.quiet),
  font: { family: theme.fontFamily, size: 11 },
  maxRotation: 0,
});
const gridOf = (theme: Theme) => ({
  color: cssColour(theme.foreground, 0.12),
  tickColor: 'transparent',
});
const titleOf = (text: string, theme: Theme) => ({
  ...{ display: true, text, color: cssColour(theme.quiet) },
  font: { family: theme.fontFamily, size: 11 },
});

function xAxis({ title, max, ticks }: AccuracyContent['x'], theme: Theme) {
  const shared = {
    max,
    title: titleOf(title, theme),
    border: { color: cssColour(theme.foreground, 0.4) },
    grid: { display: false },
  };
  const write = (value: string | number): string => Number(value).toLocaleString('en');
  if (!ticks) {
    const marks = { ...ticksOf(theme), maxTicksLimit: 6, callback: write };
    return { ...shared, type: 'linear' as const, min: 0, ticks: marks };
  }
  return {
    ...shared,
    type: 'logarithmic' as const,
    min: Math.min(...ticks),
    ticks: { ...ticksOf(theme), autoSkip: true, autoSkipPadding: 5, callback: write },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticks.map((value) => ({ value }));
    },
  };
}

const yAxis = (theme: Theme) => ({
  type: 'linear' as const,
  ...{ min: 0, max: 1 },
  border: { display: false },
  grid: gridOf(theme),
  ticks: {
    ...ticksOf(theme),
    stepSize: 0.25,
    callback: (value: string | number) => `${Math.round(100 * Number(value))} %`,
  },
});
