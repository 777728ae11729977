/** The chart as an element, with what it shows in words in its name. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Theme } from '../../colours/theme';
import {
  createAccuracyChart,
  percentText,
  type AccuracyChart,
  type AccuracyContent,
} from './accuracyChart';
import '../../charts/charts.css';

export function AccuracyChartView(properties: {
  readonly title: string;
  readonly content: AccuracyContent;
  readonly theme: Theme;
}): JSX.Element {
  const { title, content, theme } = properties;
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<AccuracyChart>();
  useEffect(() => {
    if (canvas.current) chart.current = createAccuracyChart(canvas.current);
    return () => chart.current?.dispose();
  }, []);
  useEffect(() => chart.current?.show(content, theme), [content, theme]);
  return (
    <div class="chart-canvas accuracy-chart">
      <canvas ref={canvas} role="img" aria-label={`${title}: ${inWords(content)}`} />
    </div>
  );
}

/** Where each line ends. */
function inWords({ lines, x }: AccuracyContent): string {
  const ends = lines.map(({ title, points }) => {
    const last = points.at(-1);
    return last ? `${title} ${percentText(last.y)} ${x.say(last.x)}` : `${title} has no values yet`;
  });
  return ends.join(', ');
}
