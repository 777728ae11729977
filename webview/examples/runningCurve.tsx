/** The running class as curves over the words, with their table. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { JudgedClass, RunningCurves } from '../../src/shared/questions/examples';
import type { XyContent } from '../charts/xyChart';
import { XyChartView } from '../charts/xyChartView';
import { xyPicture } from '../charts/xyPicture';
import { cssColour, mix } from '../colours/colour';
import type { Theme } from '../colours/theme';
import type { DataTable } from '../figure/dataTable';
import { PictureWithTable } from '../figure/pictureWithTable';
import { percent } from '../parts/numbers';
import { visibleWord } from '../parts/words';
import type { ShownExampleProperties } from './properties';
import { nameOf } from './texts';

export function RunningCurve(
  properties: ShownExampleProperties & {
    readonly example: JudgedClass;
    readonly running: RunningCurves;
  },
): JSX.Element {
  const { host, exporting, active, theme, shown, example, running } = properties;
  const { names } = shown;
  const content = useMemo(() => contentOf(example, running, names, theme), [running, theme]);
  const shownNames = running.classes.map((c) => nameOf(names, c));
  const title = `Class after each word: ${shownNames.join(', ')}`;
  return (
    <PictureWithTable
      {...{ host, exporting, active, title }}
      view="running-class"
      drawing={() => xyPicture(content, title, shownNames, theme)}
      table={() => tableOf(example, running, names, title)}
    >
      <XyChartView
        label={`${title}; the table has the numbers`}
        content={content}
        theme={theme}
        onPick={(at) => {
          const span = example.spans[at];
          if (span) properties.reveal(span, shown);
        }}
      />
      <ul class="curve-legend">
        {content.series.map(({ colour, dash }, k) => (
          <li key={shownNames[k]}>
            <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
              <path
                d="M0 4H26"
                stroke={cssColour(colour)}
                stroke-width="2"
                stroke-dasharray={dash?.join(' ')}
              />
            </svg>
            <bdi>{shownNames[k]}</bdi>
          </li>
        ))}
      </ul>
    </PictureWithTable>
  );
}

/** Of the first curve none. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [10, 4], [3, 4]];

function contentOf(
  { tokens }: JudgedClass,
  { classes, values }: RunningCurves,
  names: readonly string[],
  theme: Theme,
): XyContent {
  const count = values.length / Math.max(1, classes.length);
  const colours = [
    ...[theme.orange, theme.blue, theme.mark, theme.foreground],
    ...[mix(theme.orange, theme.background, 0.5), mix(theme.blue, theme.background, 0.5)],
  ];
  const at = (word: number, k: number): number => values[word * classes.length + k] ?? 0;
  return {
    series: classes.map((_, k) => ({
      points: Array.from({ length: count }, (__, n) => ({ x: n + 1, y: at(n, k) })),
      colour: colours[k % colours.length] ?? theme.foreground,
      kind: 'line' as const,
      dash: dashes[k % dashes.length] ?? [],
    })),
    x: { title: 'word', min: 1, write: (value) => (Number.isInteger(value) ? String(value) : '') },
    y: { title: 'probability', min: 0, max: 1, write: (value) => `${Math.round(100 * value)} %` },
    nearest: 'x',
    tell: (word) =>
      `“${visibleWord(tokens[word] ?? '')}”: ${classes
        .map((c, k) => `${nameOf(names, c)} ${percent(at(word, k))}`)
        .join(', ')}`,
  };
}

const tableOf = (
  { tokens }: JudgedClass,
  { classes, values, leading }: RunningCurves,
  names: readonly string[],
  title: string,
): DataTable => ({
  title,
  columns: ['Word', 'Class so far', ...classes.map((c) => nameOf(names, c))],
  rows: tokens.map((word, at) => [
    word,
    nameOf(names, leading[at] ?? 0),
    ...classes.map((_, k) => values[at * classes.length + k] ?? 0),
  ]),
});
