/** How the series goes on after the row of the cursor, from its own predictions, beside one opponent. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { SeriesReport, SeriesRollOut } from '../../../src/shared/questions/series';
import { useLongAnswer } from '../../answers/useLongAnswer';
import type { XyContent, XyPoint } from '../../charts/xyChart';
import { XyChartView } from '../../charts/xyChartView';
import { xyPicture } from '../../charts/xyPicture';
import type { Theme } from '../../colours/theme';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { Select } from '../../parts/controls';
import { whole } from '../../parts/numbers';
import { LineKey } from './lineKey';
import { isSettled, type SeriesPartProperties } from '../properties';
import { judgeTitle, measured, onAxis } from '../texts';

const stepChoices = ['12', '24', '48', '100', '200'] as const;

export function RollOut(
  properties: SeriesPartProperties & { readonly report: SeriesReport | undefined },
): JSX.Element | null {
  const { host, exporting, page, theme, active, subject, version } = properties;
  const { overview, place, report, goTo } = properties;
  const [steps, setSteps] = useState<(typeof stepChoices)[number]>('48');
  const [chosen, setChosen] = useState<string>();
  const row = place === undefined ? undefined : place.row + 1;
  const question = row === undefined ? undefined : { row, steps: Number(steps) };
  const { held, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('seriesRollOut', asked, { cancel }),
    active && isSettled(page) ? question : undefined,
    `${subject} roll-out`,
    version,
  );
  const answer = held?.answer;
  const opponents = answer?.paths.map(({ name }) => name).filter((name) => name !== 'network');
  const opponent =
    opponents?.find((name) => name === (chosen ?? report?.bestOpponent)) ?? opponents?.[0] ?? '';
  const name = overview.columns[0] ?? '';
  const content = useMemo(
    () => answer && contentOf(answer, opponent, { name, theme }),
    [answer, opponent, name, theme],
  );
  const names = ['What came', 'The network', judgeTitle(opponent)];
  const title = `${name}, going on after row ${whole(answer?.row ?? 0)}`;
  return (
    <section>
      <h2>A roll-out from the cursor</h2>
      <div class="group">
        <Select
          label="Rows ahead"
          choices={stepChoices.map((one) => [one, one] as const)}
          chosen={steps}
          onChoose={setSteps}
        />
        {opponents && (
          <Select
            label="Next to"
            choices={opponents.map((one) => [one, judgeTitle(one)] as const)}
            chosen={opponent}
            onChoose={setChosen}
          />
        )}
      </div>
      {answer && content ? (
        <PictureWithTable
          {...{ host, exporting, active, title }}
          view="roll-out"
          drawing={() => xyPicture(content, title, names, theme)}
          write={(value, head) => (head === 'Rows ahead' ? whole(value) : measured(value))}
          table={() => tableOf(answer, title)}
        >
          <LineKey
            lines={names.map((one, n) => ({
              title: one,
              colour: content.series[n]?.colour ?? theme.foreground,
            }))}
          />
          <XyChartView
            label={`${title}; the table has the numbers`}
            content={content}
            theme={theme}
            onPick={(at) => {
              const to = answer.row - answer.before.length + at;
              if (to < overview.rows) goTo(to);
            }}
          />
        </PictureWithTable>
      ) : (
        <p class="quiet" role="status">
          {trouble ?? (isSettled(page) ? '…' : 'It goes on when the training ends or is paused.')}
        </p>
      )}
      <p class="quiet">
        Each value is predicted from those predicted before it; nothing after the cursor’s row is
        read.
      </p>
    </section>
  );
}

function contentOf(
  { row, paths, actual, before, dates }: SeriesRollOut,
  opponent: string,
  { name, theme }: { readonly name: string; readonly theme: Theme },
): XyContent {
  const known = [...before, ...actual];
  // The lines go on from the last row that is known.
  const last = before.at(-1) ?? NaN;
  const pathOf = (of: string): XyPoint[] => [
    { x: row, y: last },
    ...Array.from(paths.find((path) => path.name === of)?.values ?? [], (y, n) => ({
      x: row + n + 1,
      y,
    })),
  ];
  const own = pathOf('network');
  const tell = (at: number): string => {
    const ahead = at - before.length;
    const when = dates?.[ahead] === undefined ? '' : ` (${dates[ahead]})`;
    const value = `row ${whole(row - before.length + at + 1)}${when}: ${measured(known[at] ?? NaN)}`;
    return ahead < 0 ? value : `${value}, the network ${measured(own[ahead + 1]?.y ?? NaN)}`;
  };
  return {
    series: [
      {
        points: known.map((y, n) => ({ x: row - before.length + n + 1, y })),
        ...{ colour: theme.foreground, kind: 'line' },
      },
      { points: own, colour: theme.orange, kind: 'line' },
      { points: pathOf(opponent), colour: theme.blue, kind: 'line' },
    ],
    x: { title: 'row', write: (value) => (Number.isInteger(value) ? whole(value) : '') },
    y: { title: name, write: onAxis },
    ...{ nearest: 'x', tell },
  };
}

function tableOf({ paths, actual, dates }: SeriesRollOut, title: string): DataTable {
  return {
    title,
    columns: [
      'Rows ahead',
      ...(dates && dates.length > 0 ? ['Date'] : []),
      'What came',
      ...paths.map(({ name }) => judgeTitle(name)),
    ],
    rows: Array.from(paths[0]?.values ?? [], (_, n) => [
      n + 1,
      ...(dates && dates.length > 0 ? [dates[n] ?? ''] : []),
      actual[n] ?? NaN,
      ...paths.map(({ values }) => values[n] ?? NaN),
    ]),
  };
}
