/** How the error of a roll-out grows with the rows ahead, the network beside one opponent. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { SeriesReport } from '../../../src/shared/questions/series';
import type { XyContent } from '../../charts/xyChart';
import { XyChartView } from '../../charts/xyChartView';
import { xyPicture } from '../../charts/xyPicture';
import type { Theme } from '../../colours/theme';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { Select } from '../../parts/controls';
import { whole } from '../../parts/numbers';
import { LineKey } from './lineKey';
import type { SeriesPartProperties } from '../properties';
import { judgeTitle, measured, onAxis } from '../texts';

export function Horizons(
  properties: SeriesPartProperties & { readonly report: SeriesReport | undefined },
): JSX.Element | null {
  const { report } = properties;
  return report ? <HorizonsOf {...properties} report={report} /> : null;
}

function HorizonsOf(
  properties: SeriesPartProperties & { readonly report: SeriesReport },
): JSX.Element {
  const { host, exporting, theme, active, report } = properties;
  const { rollOut, bestOpponent, column } = report;
  const [chosen, setChosen] = useState<string>();
  const opponents = Object.keys(rollOut.rows).filter((name) => name !== 'network');
  const opponent = opponents.find((name) => name === chosen) ?? bestOpponent;
  const title = `Squared error of a roll-out of ${column} by rows ahead`;
  const content = useMemo(() => contentOf(report, opponent, theme), [report, opponent, theme]);
  const names = ['The network', judgeTitle(opponent)];
  return (
    <section>
      <h2>Error by horizon</h2>
      <PictureWithTable
        {...{ host, exporting, active, title }}
        view="horizons"
        drawing={() => xyPicture(content, title, names, theme)}
        write={(value, head) => (head === 'Rows ahead' ? whole(value) : measured(value))}
        table={() => tableOf(report, title)}
        controls={
          <Select
            label="Next to"
            choices={opponents.map((one) => [one, judgeTitle(one)] as const)}
            chosen={opponent}
            onChoose={setChosen}
          />
        }
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
        />
      </PictureWithTable>
      <p class="quiet">
        Mean over {whole(rollOut.origins)} roll-outs of the last {whole(report.examples.test)} rows.
      </p>
    </section>
  );
}

function contentOf({ rollOut: { rows } }: SeriesReport, opponent: string, theme: Theme): XyContent {
  const errorsOf = (name: string): readonly number[] => rows[name]?.mse ?? [];
  const pointsOf = (name: string) => errorsOf(name).map((y, n) => ({ x: n + 1, y }));
  return {
    series: [
      { points: pointsOf('network'), colour: theme.orange, kind: 'line' },
      { points: pointsOf(opponent), colour: theme.blue, kind: 'line' },
    ],
    x: {
      ...{ title: 'rows ahead', min: 1 },
      write: (value) => (Number.isInteger(value) ? String(value) : ''),
    },
    y: { title: 'squared error', min: 0, write: onAxis },
    nearest: 'x',
    tell: (at) =>
      `${at + 1} ahead: the network ${measured(errorsOf('network')[at] ?? NaN)}, ${judgeTitle(opponent)} ${measured(errorsOf(opponent)[at] ?? NaN)}`,
  };
}

function tableOf({ rollOut: { rows } }: SeriesReport, title: string): DataTable {
  const names = Object.keys(rows);
  return {
    title,
    columns: ['Rows ahead', ...names.map(judgeTitle)],
    rows: (rows['network']?.mse ?? []).map((_, n) => [
      n + 1,
      ...names.map((name) => rows[name]?.mse[n] ?? NaN),
    ]),
  };
}
