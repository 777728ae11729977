/** Pairs written so far against exact match: networks like this one that learnt from fewer of them. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { shareSteps, type PairsShare } from '../../../src/shared/questions/attention/pairs';
import { judgeName } from '../../../src/shared/taskResults';
import { useLongAnswer } from '../../answers/useLongAnswer';
import type { XyContent } from '../../charts/xyChart';
import { XyChartView } from '../../charts/xyChartView';
import { xyPicture } from '../../charts/xyPicture';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { Button } from '../../parts/controls';
import { whole } from '../../parts/numbers';
import { isStill, type PairPartProperties } from '../properties';
import { points } from '../texts';

/** Of all that may be learnt from. */
const shares = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1];
const fewestPairs = 20;

export function PairsCurve(properties: PairPartProperties): JSX.Element | null {
  const { host, page, overview, judging, subject } = properties;
  const version = `${judging.documentVersion} ${judging.modelVersion}`;
  const [running, setRunning] = useState(false);
  const [found, setFound] = useState<readonly PairsShare[]>([]);
  const learnable = Math.floor(0.9 * overview.whole);
  const counts = [...new Set(shares.map((share) => Math.max(10, Math.ceil(share * learnable))))];
  const next = counts[found.length];
  const question = running && next !== undefined ? { pairs: next } : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: { readonly pairs: number }, cancel) => host.call('pairsShare', asked, { cancel }),
    isStill(properties) ? question : undefined,
    subject,
    version,
  );
  // Another text or other weights: what was measured is of the earlier ones.
  useEffect(() => {
    setRunning(false);
    setFound([]);
  }, [subject, version]);
  useEffect(() => {
    if (!running || !held || held.question.pairs !== next) return;
    setFound([...found, held.answer]);
    if (found.length + 1 >= counts.length) setRunning(false);
  }, [held]);
  if (overview.whole < fewestPairs) return null;
  const isDone = found.length >= counts.length;
  return (
    <section class="attention-part">
      <h2>Pairs written so far against exact match</h2>
      <p class="quiet">
        Would more pairs help? Networks like this one are trained on the first pairs of the text
        alone, {shareSteps} steps each, and tested with the same ones. It takes some seconds each.
      </p>
      <div class="group">
        {running ? (
          <Button onClick={() => setRunning(false)}>Stop</Button>
        ) : (
          <Button
            disabled={page.status.state === 'training'}
            onClick={() => {
              if (isDone) setFound([]);
              setRunning(true);
            }}
          >
            {found.length > 0 && !isDone ? 'Go on' : 'Train on fewer pairs'}
          </Button>
        )}
        <span class="quiet" role="status">
          {trouble ?? (busy && next !== undefined ? `Training on ${whole(next)} pairs …` : '')}
        </span>
      </div>
      {found.length > 0 && <Curve {...properties} found={found} />}
    </section>
  );
}

function Curve(
  properties: PairPartProperties & { readonly found: readonly PairsShare[] },
): JSX.Element {
  const { host, exporting, active, theme, found } = properties;
  const content = useMemo(() => contentOf(found, theme), [found, theme]);
  const title = 'Exact match against pairs that were learnt from';
  const names = [judgeName('network'), judgeName('nearestSource')];
  const last = found.at(-1);
  return (
    <PictureWithTable
      {...{ host, exporting, active, title }}
      view="pairs-curve"
      drawing={() => xyPicture(content, `${title}, %`, names, theme)}
      table={() => tableOf(found, title)}
    >
      <XyChartView
        label={`${title}: ${found.map(({ pairs, network }) => `${whole(pairs)} pairs ${points(network.exactMatch)} %`).join(', ')}`}
        {...{ content, theme }}
      />
      <p class="quiet">
        Blue: {names[0]}; orange: {names[1]}.{' '}
        {last &&
          `On ${whole(last.test)} pairs that none of them learnt from. The model above may have learnt for longer.`}
      </p>
    </PictureWithTable>
  );
}

function contentOf(found: readonly PairsShare[], theme: PairPartProperties['theme']): XyContent {
  const line = (of: 'network' | 'nearest', colour: typeof theme.blue) => ({
    points: found.map((one) => ({ x: one.pairs, y: one[of].exactMatch })),
    ...{ colour, kind: 'line' as const },
  });
  return {
    series: [line('network', theme.blue), line('nearest', theme.orange)],
    x: { title: 'pairs', min: 0, write: (value) => whole(value) },
    y: { title: 'exact match, %', min: 0, max: 100, write: (value) => `${Math.round(value)} %` },
    nearest: 'x',
    tell(place) {
      const one = found[place];
      return one ? `${whole(one.pairs)} pairs: ${points(one.network.exactMatch)} %` : '';
    },
  };
}

const tableOf = (found: readonly PairsShare[], title: string): DataTable => ({
  title,
  columns: ['Pairs', 'The network, %', 'Standard error', 'The nearest source’s target, %'],
  rows: found.map(({ pairs, network, nearest }) => [
    ...[String(pairs), network.exactMatch, network.standardError, nearest.exactMatch],
  ]),
});
