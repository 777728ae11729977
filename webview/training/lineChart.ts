/**
 * One line chart over training time, by chart.js with only the parts that it needs. No animation:
 * points come several times a second, and a curve that moves by itself is hard to read.
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
import type { ChartTip } from '../charts/chartTip';
import { createChartTip } from '../charts/chartTip';
import type { Rgb } from '../colours/colour';
import { cssColour } from '../colours/colour';
import { duration } from '../parts/numbers';
import type { Theme } from '../colours/theme';
import { logarithmicTicks, roundBelow } from '../charts/axisTicks';
import type { LinePoint } from './curveLines';

export interface LineChart {
  show(line: readonly LinePoint[], theme: Theme): void;
  dispose(): void;
}

export interface LineChartKind {
  readonly title: string;
  readonly scale: 'linear' | 'logarithmic';
  readonly colour: (theme: Theme) => Rgb;
  readonly points: boolean;
  readonly write: (value: number) => string;
  /** The figure beside the title: the last value, or the best, which is the lowest or the highest. */
  readonly figure: 'last' | 'lowest' | 'highest';
}

type Configuration = ChartConfiguration<'line', LinePoint[]>;

/** @returns nothing if the browser cannot draw on a canvas */
export function createLineChart(
  canvas: HTMLCanvasElement,
  kind: LineChartKind,
): LineChart | undefined {
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);
  const tip = createChartTip(canvas);
  let chart: Chart<'line', LinePoint[]> | undefined;
  let of: Theme | undefined;
  return {
    show(line, theme) {
      if (chart && of !== theme) {
        chart.destroy();
        chart = undefined;
      }
      of = theme;
      chart ??= new Chart(context, configuration(kind, theme, tip));
      const dataset = chart.data.datasets[0];
      if (dataset) dataset.data = [...line];
      chart.update('none');
    },
    dispose() {
      chart?.destroy();
      tip.dispose();
    },
  };
}

function told(kind: LineChartKind, point: unknown): string {
  const { x, y } = point as LinePoint;
  return `after ${duration(x)}: ${kind.write(y)}`;
}

function configuration(kind: LineChartKind, theme: Theme, tip: ChartTip): Configuration {
  const colour = cssColour(kind.colour(theme));
  return {
    type: 'line',
    data: {
      datasets: [
        {
          label: kind.title,
          data: [],
          borderColor: colour,
          backgroundColor: colour,
          borderWidth: 2,
          pointRadius: kind.points ? 2.5 : 0,
          pointHitRadius: 8,
          tension: 0,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { right: 14 } },
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: { x: timeAxis(theme), y: valueAxis(kind, theme) },
      onHover: (_event, found, { data }) =>
        tip.hover(found, (place) => told(kind, data.datasets[0]?.data[place])),
    },
  };
}

const font = (theme: Theme) => ({ family: theme.fontFamily, size: 11 });
const grid = (theme: Theme) => ({
  color: cssColour(theme.foreground, 0.14),
  tickColor: 'transparent',
});

function timeAxis(theme: Theme) {
  return {
    type: 'linear' as const,
    min: 0,
    border: { color: cssColour(theme.foreground, 0.4) },
    grid: { display: false },
    ticks: {
      color: cssColour(theme.quiet),
      font: font(theme),
      maxTicksLimit: 6,
      maxRotation: 0,
      callback: (value: string | number) => duration(Number(value)).replace('.0 s', ' s'),
    },
  };
}

function valueAxis(kind: LineChartKind, theme: Theme) {
  const shared = {
    border: { display: false },
    grid: grid(theme),
    ticks: {
      color: cssColour(theme.quiet),
      font: font(theme),
      autoSkip: false,
      callback: (value: string | number) => Number(value).toLocaleString('en'),
    },
  };
  if (kind.scale === 'linear') {
    return { type: 'linear' as const, grace: '5%', ...shared };
  }
  return {
    type: 'logarithmic' as const,
    ...shared,
    afterDataLimits: (scale: Scale) => {
      scale.min = roundBelow(scale.min);
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = logarithmicTicks(scale.min, scale.max).map((value) => ({ value }));
    },
  };
}
