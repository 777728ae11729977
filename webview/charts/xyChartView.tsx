/** A chart as an element; what can be clicked in it is also a button in its table. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Theme } from '../colours/theme';
import type { XyChart, XyContent } from './xyChart';
import { createXyChart } from './xyChart';
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
  const chart = useRef<XyChart>();
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    if (!canvas.current) return;
    chart.current = createXyChart(canvas.current, (place) => pick.current?.(place));
    return () => chart.current?.dispose();
  }, []);
  useEffect(() => chart.current?.show(content, theme), [content, theme]);
  return (
    <div class="chart-canvas xy-chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
