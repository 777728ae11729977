/** A chart as an element; what can be clicked in it is also a button in its table. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Theme } from '../colours/theme';
import { useLateChart } from './useLateChart';
import type { XyContent } from './xyChart';
import './charts.css';

export function XyChartView(properties: {
  /** What it shows, in words and figures. */
  readonly label: string;
  readonly content: XyContent;
  readonly theme: Theme;
  readonly onPick?: (place: number) => void;
}): JSX.Element {
  const { label, content, theme, onPick } = properties;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const chart = useLateChart(
    canvas,
    async (on) => (await import('./xyChart')).createXyChart(on, (place) => pick.current?.(place)),
    'xy',
  );
  useEffect(() => chart?.show(content, theme), [chart, content, theme]);
  return (
    <div class="chart-canvas xy-chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
