/** The view of the training: what goes on, what can be done now, the curves, what they mean. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { EmptyState } from '../page/emptyState';
import { Help } from '../help/help';
import { perplexityText } from '../parts/numbers';
import type { Page } from '../page/page';
import { PictureActions } from '../figure/pictureActions';
import type { ViewProperties } from '../page/viewProperties';
import type { LineChartKind } from './lineChart';
import { TrainingCommands } from '../page/trainingCommands';
import type { LinePoint } from './curveLines';
import { lossLine, perplexityLine } from './curveLines';
import type { Curve } from './curvePicture';
import { curvePicture } from './curvePicture';
import { CurveTable } from './curveTable';
import { LineChartView } from './lineChartView';
import { LastTraining } from './lastTraining';
import { trainingTable } from './trainingTable';

const mostPoints = 400;

const lossChart: LineChartKind = {
  title: 'Training loss',
  scale: 'linear',
  colour: (theme) => theme.blue,
  points: false,
  write: (value) => value.toFixed(2),
  figure: 'last',
};
const perplexityChart: LineChartKind = {
  title: 'Validation perplexity',
  scale: 'logarithmic',
  colour: (theme) => theme.orange,
  points: true,
  write: perplexityText,
  figure: 'best',
};

export function TrainingTab({ page, host, theme, exporting }: ViewProperties): JSX.Element {
  const [asTable, setAsTable] = useState(false);
  const loss = useMemo(() => lossLine(page.curve, mostPoints), [page.curve]);
  const perplexity = useMemo(() => perplexityLine(page.curve, mostPoints), [page.curve]);
  const busy = page.status.state === 'training' || page.status.state === 'paused';
  if (page.curve.length === 0 && !busy) {
    const promise = 'Here you will see the network learn: two curves that fall while it reads.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  const curves: readonly Curve[] = [
    { kind: lossChart, unit: 'nats per word', line: loss },
    { kind: perplexityChart, unit: 'log scale', line: perplexity },
  ];
  const newest = page.status.validationPerplexity ?? lowest(perplexity);
  return (
    <>
      <div class="bar">
        <TrainingCommands state={page.status.state} host={host} />
        <PictureActions
          {...{ host, exporting, asTable }}
          view="training"
          active={page.tab === 'training'}
          onTable={setAsTable}
          picture={() => ({ kind: 'vector', drawing: curvePicture(curves, theme) })}
          table={() => trainingTable(page.curve)}
        />
      </div>
      <Progress page={page} />
      {page.panel?.notice && <p class="notice">{page.panel.notice}</p>}
      {asTable ? (
        <CurveTable points={page.curve} />
      ) : (
        <div class="charts">
          {curves.map((curve) => (
            <LineChartView key={curve.kind.title} {...curve} theme={theme} />
          ))}
        </div>
      )}
      <Explanation perplexity={newest} />
      <Help about="training" names={['vanishing', 'bptt', 'paths', 'fewWords']} />
      {page.panel?.summary && !busy && (
        <LastTraining summary={page.panel.summary} cells={page.panel.overview?.cells ?? []} />
      )}
    </>
  );
}

const lowest = (line: readonly LinePoint[]): number | undefined =>
  line.length === 0 ? undefined : Math.min(...line.map(({ y }) => y));

function Progress({ page }: { readonly page: Page }): JSX.Element | null {
  const { progress, state } = page.status;
  if (progress === undefined || (state !== 'training' && state !== 'paused')) return null;
  return (
    <div class="progress">
      <progress value={progress} max={1} aria-label="Progress of the training" />
      <span class="number">{Math.round(100 * progress)} %</span>
    </div>
  );
}

function Explanation({ perplexity }: { readonly perplexity: number | undefined }): JSX.Element {
  const number = perplexity === undefined ? undefined : perplexityText(perplexity);
  return (
    <p class="meaning">
      <b>Perplexity{number ? ` ${number}` : ''}</b>
      {number
        ? ` means: on text kept out of the training, the network is as unsure of the next word as if it had to choose among ${number} equally likely ones. `
        : ' tells how unsure the network is of the next word on text kept out of the training: among how many equally likely words it seems to choose. '}
      Lower is better. The <b>loss</b> is what the training minimises: the mean surprise at a word
      that it reads.
    </p>
  );
}
