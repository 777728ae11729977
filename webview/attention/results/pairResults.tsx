/** How many targets are written exactly, beside whoever writes them without a network, and by length of the source. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PairResults as Results } from '../../../src/shared/questions/attention/pairs';
import { judgeName } from '../../../src/shared/taskResults';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { WaitingNotice } from '../../answers/waitingNotice';
import type { XyContent } from '../../charts/xyChart';
import { XyChartView } from '../../charts/xyChartView';
import { xyPicture } from '../../charts/xyPicture';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { whole } from '../../parts/numbers';
import { NumbersTable } from '../../parts/numbersTable';
import { isStill, type PairPartProperties } from '../properties';
import { points } from '../texts';
import { WrongPairs } from './wrongPairs';

export function PairResults(properties: PairPartProperties): JSX.Element {
  const { host, page, subject, judging, overview } = properties;
  const { held, busy, trouble } = useLongAnswer(
    (asked: object, cancel) => host.call('pairResults', asked, { cancel }),
    isStill(properties) && overview.whole > 0 ? {} : undefined,
    subject,
    `${judging.documentVersion} ${judging.modelVersion}`,
  );
  const results = held?.answer;
  return (
    <section class="attention-part">
      <h2>Exact match</h2>
      {(!results || busy || trouble || page.status.state === 'training') && (
        <WaitingNotice
          {...{ page, busy, trouble }}
          doing={`The targets of ${overview.isLearnt ? 'the pairs that it did not learn from' : 'all pairs'} are being written.`}
        />
      )}
      {overview.whole === 0 && (
        <p>No line has a target yet, so there is nothing to compare with.</p>
      )}
      {results && results.pairs > 0 && (
        <>
          <p class="attention-result">{sentenceOf(results)}</p>
          <Judges results={results} />
          <ByLength {...properties} results={results} />
          <WrongPairs {...properties} wrong={results.pairs - results.right} />
        </>
      )}
    </section>
  );
}

function sentenceOf({ rows, pairs, right, of }: Results): string {
  const [own, ...others] = rows;
  const what = of === 'test' ? 'that it did not learn from' : 'of this text';
  const sentence = `${whole(right)} of ${whole(pairs)} targets ${what} are written exactly: ${points(own?.row.exactMatch ?? 0)} % (standard error ${points(own?.row.standardError ?? 0)}).`;
  const [best] = [...others].sort((one, other) => other.row.exactMatch - one.row.exactMatch);
  if (!best) return sentence;
  const { against, exactMatch } = best.row;
  const name = `${judgeName(best.judge)}, ${points(exactMatch)} %`;
  if (against?.network.tie) return `${sentence} A tie with ${name}.`;
  const isBetter = (against?.network.points ?? 0) > 0;
  return `${sentence} ${isBetter ? 'Below' : 'Above the best opponent'}: ${name}.`;
}

function Judges({ results }: { readonly results: Results }): JSX.Element {
  return (
    <NumbersTable
      label="Table: exact match of the network and its opponents"
      caption={
        results.rows.length > 1
          ? 'On the same pairs. Below two standard errors it is a tie.'
          : 'The model learnt from another text, so nobody else has learnt here.'
      }
      heads={['Writer', 'Exact match, %', 'Standard error', 'Against the network']}
      rows={results.rows.map(({ judge, row }) => ({
        ...{ key: judge, head: judgeName(judge), current: judge === 'network' },
        cells: [points(row.exactMatch), points(row.standardError), againstText(row.against)],
      }))}
    />
  );
}

function againstText(against: Results['rows'][number]['row']['against']): string {
  if (!against) return '';
  const { tie, points: by } = against.network;
  if (tie) return 'a tie';
  return by > 0 ? `${points(by)} better` : `${points(-by)} worse`;
}

function ByLength(properties: PairPartProperties & { readonly results: Results }): JSX.Element {
  const { host, exporting, active, theme, results, overview } = properties;
  const unit = overview.units.source;
  const content = useMemo(() => contentOf(results, unit, theme), [results, theme]);
  const title = `Exact match by ${unit} of the source`;
  const drawn = drawnOf(results);
  const names = drawn.map(({ judge }) => judgeName(judge));
  return (
    <PictureWithTable
      {...{ host, exporting, active, title }}
      view="exact-match-by-length"
      drawing={() => xyPicture(content, `${title}, %`, names, theme)}
      table={() => tableOf(results, title)}
    >
      <XyChartView
        label={`${title}: ${names.join(' and ')}; the table has the numbers`}
        {...{ content, theme }}
      />
      <p class="quiet">
        Blue: {names[0]}
        {names[1] !== undefined && `; orange: ${names[1]}`}. In percent of the pairs of each length.
      </p>
    </PictureWithTable>
  );
}

/** The network, and the opponent that is right most often. */
function drawnOf({ rows: [own, ...others] }: Results): Results['rows'] {
  const [best] = [...others].sort((one, other) => other.row.exactMatch - one.row.exactMatch);
  return [...(own ? [own] : []), ...(best ? [best] : [])];
}

function contentOf(results: Results, unit: string, theme: PairPartProperties['theme']): XyContent {
  const drawn = drawnOf(results);
  const [own] = drawn;
  const colours = [theme.blue, theme.orange];
  return {
    series: drawn.map(({ row }, n) => ({
      points: row.byLength.map(({ length, exactMatch }) => ({ x: length, y: exactMatch })),
      colour: colours[n] ?? theme.foreground,
      kind: 'line' as const,
    })),
    x: {
      title: `${unit} of the source`,
      write: (value) => (Number.isInteger(value) ? String(value) : ''),
    },
    y: { title: 'exact match, %', min: 0, max: 100, write: (value) => `${Math.round(value)} %` },
    nearest: 'x',
    tell(place) {
      const found = own?.row.byLength[place];
      return found
        ? `${found.length} ${unit}: ${points(found.exactMatch)} % of ${whole(found.pairs)}`
        : '';
    },
  };
}

function tableOf({ rows }: Results, title: string): DataTable {
  const [own] = rows;
  return {
    title,
    columns: ['Length', 'Number of pairs', ...rows.map(({ judge }) => `${judgeName(judge)}, %`)],
    rows: (own?.row.byLength ?? []).map(({ length, pairs }, n) => [
      ...[String(length), pairs],
      ...rows.map(({ row }) => row.byLength[n]?.exactMatch ?? 0),
    ]),
  };
}
