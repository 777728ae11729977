/** A chart as an element, with the figures that it shows in its name. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Theme } from '../colours/theme';
import type { LineChartKind } from './lineChart';
import type { LinePoint } from './curveLines';
import { useLateChart } from '../charts/useLateChart';
import '../charts/charts.css';

export interface LineChartProperties {
  readonly kind: LineChartKind;
  readonly unit: string;
  readonly line: readonly LinePoint[];
  readonly theme: Theme;
}

export function LineChartView({ kind, unit, line, theme }: LineChartProperties): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useLateChart(
    canvas,
    async (on) => (await import('./lineChart')).createLineChart(on, kind),
    kind,
  );
  useEffect(() => chart?.show(line, theme), [chart, line, theme]);

  const [first, last] = [line[0], line.at(-1)];
  const course =
    first && last ? `from ${kind.write(first.y)} to ${kind.write(last.y)}` : 'no values yet';
  return (
    <figure class="chart">
      <figcaption>
        <b>{kind.title}</b> <span class="quiet">{unit}</span>
        {last && <Figure kind={kind} line={line} last={last.y} />}
      </figcaption>
      <div class="chart-canvas">
        <canvas ref={canvas} role="img" aria-label={`${kind.title} over time: ${course}`} />
      </div>
    </figure>
  );
}

function Figure(properties: {
  readonly kind: LineChartKind;
  readonly line: readonly LinePoint[];
  readonly last: number;
}): JSX.Element {
  const { kind, line, last } = properties;
  const best = kind.figure !== 'last';
  const values = line.map(({ y }) => y);
  const figures = { last, lowest: Math.min(...values), highest: Math.max(...values) };
  return (
    <span class="chart-figure">
      {best && <span class="quiet">best </span>}
      <b class="number">{kind.write(figures[kind.figure])}</b>
    </span>
  );
}
