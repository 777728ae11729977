/** The change of each later prediction against its distance from the word. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Substitution } from '../../../src/shared/questions/memory';
import type { XyContent } from '../../charts/xyChart';
import { XyChartView } from '../../charts/xyChartView';
import { signed, whole } from '../../parts/numbers';
import type { Theme } from '../../colours/theme';
import { felt, lastFelt, quotedIn, shownChange } from '../forgetting';

/** The flat rest is said, not drawn. */
const drawnOf = ({ size }: Substitution): number =>
  Math.min(size.length, Math.max(60, Math.ceil(2.5 * (lastFelt(size) + 1))));

export function changeCurve(answer: Substitution, theme: Theme): XyContent {
  const { later } = answer;
  const drawn = drawnOf(answer);
  const points = Array.from({ length: drawn }, (_, n) => ({
    x: n + 1,
    y: shownChange(answer, n),
  }));
  const guide = (y: number) => ({
    points: [
      { x: 1, y },
      { x: Math.max(2, drawn), y },
    ],
    colour: theme.mark,
    kind: 'guide' as const,
  });
  return {
    series: [{ points, colour: theme.blue, kind: 'line' as const }, guide(felt), guide(-felt)],
    x: { title: 'words after it', min: 1, max: Math.max(2, drawn), write: whole },
    y: { title: 'change in bits', write: (value: number) => signed(value, 1) },
    nearest: 'x' as const,
    tell: (n: number) =>
      `${quotedIn(later, n)}, ${whole(n + 1)} words later: ${signed(shownChange(answer, n))} bits`,
  };
}

export function ChangeChart(properties: {
  readonly answer: Substitution;
  readonly theme: Theme;
  readonly onPick: (place: number) => void;
}): JSX.Element {
  const { answer, theme, onPick } = properties;
  const { size } = answer;
  const count = size.length;
  const last = lastFelt(size);
  const drawn = drawnOf(answer);
  const content = useMemo(() => changeCurve(answer, theme), [answer, theme]);
  if (count === 0) return <></>;
  const label = `Change of each later prediction over ${whole(count)} words; the last one above ${felt} bit is ${whole(last + 1)} words later`;
  return (
    <figure class="chart">
      <figcaption>
        <b>How far it reaches</b>{' '}
        <span class="quiet">
          dashed: ±{felt} bit
          {drawn < count && `; from there to word ${whole(count)} no change is larger`}
        </span>
      </figcaption>
      <XyChartView label={label} content={content} theme={theme} onPick={onPick} />
    </figure>
  );
}
