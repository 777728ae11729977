/** The view of the training: what goes on, what can be done now, the curves, what they mean. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { EmptyState } from '../page/emptyState';
import { Help } from '../help/help';
import { isLessBetter, metricNames, type Metric } from '../../src/shared/tasks';
import { metricFigure, metricTitle } from '../page/metric';
import type { Page } from '../page/page';
import { PictureActions } from '../figure/pictureActions';
import type { ViewProperties } from '../page/viewProperties';
import type { LineChartKind } from './lineChart';
import { TrainingCommands } from '../page/trainingCommands';
import type { LinePoint } from './curveLines';
import { lossLine, validationLine } from './curveLines';
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
const lossUnits: Partial<Record<Metric['id'], string>> = { perplexity: 'nats per word', error: '' };

const validationChart = (id: Metric['id']): LineChartKind => ({
  title: `Validation ${metricNames[id]}`,
  scale: id === 'perplexity' ? 'logarithmic' : 'linear',
  colour: (theme) => theme.orange,
  points: true,
  write: (value) => metricFigure(id, value),
  figure: isLessBetter(id) ? 'lowest' : 'highest',
});

export function TrainingTab({ page, host, theme, exporting }: ViewProperties): JSX.Element {
  const [asTable, setAsTable] = useState(false);
  const loss = useMemo(() => lossLine(page.curve, mostPoints), [page.curve]);
  const metric = page.status.metric?.id ?? page.panel?.summary?.metric.id ?? 'perplexity';
  const validation = useMemo(
    () => validationLine(page.curve, mostPoints, metric),
    [page.curve, metric],
  );
  const chart = useMemo(() => validationChart(metric), [metric]);
  const busy = page.status.state === 'training' || page.status.state === 'paused';
  if (page.curve.length === 0 && !busy) {
    const promise = 'Here you will see the network learn: two curves that fall while it reads.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  const curves: readonly Curve[] = [
    { kind: lossChart, unit: lossUnits[metric] ?? 'nats', line: loss },
    { kind: chart, unit: metric === 'perplexity' ? 'log scale' : '', line: validation },
  ];
  const newest = page.status.metric?.value ?? best(metric, validation);
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
          table={() => trainingTable(page.curve, metric)}
        />
      </div>
      <Progress page={page} />
      {page.panel?.notice && <p class="notice">{page.panel.notice}</p>}
      {asTable ? (
        <CurveTable points={page.curve} metric={metric} />
      ) : (
        <div class="charts">
          {curves.map((curve) => (
            <LineChartView key={curve.kind.title} {...curve} theme={theme} />
          ))}
        </div>
      )}
      {metric === 'perplexity' ? (
        <Explanation perplexity={newest} />
      ) : (
        <JudgingExplanation metric={metric} value={newest} />
      )}
      <Help about="training" names={['vanishing', 'bptt', 'paths', 'fewWords']} />
      {page.panel?.summary && !busy && (
        <LastTraining summary={page.panel.summary} cells={page.panel.overview?.cells ?? []} />
      )}
    </>
  );
}

function best(metric: Metric['id'], line: readonly LinePoint[]): number | undefined {
  const figures = line.map(({ y }) => y);
  if (figures.length === 0) return undefined;
  return isLessBetter(metric) ? Math.min(...figures) : Math.max(...figures);
}

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
  const number = perplexity === undefined ? undefined : metricFigure('perplexity', perplexity);
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

type JudgingMetric = Exclude<Metric['id'], 'perplexity'>;

const explanations: Readonly<Record<JudgingMetric, string>> = {
  accuracy: 'is how many answers are right on examples kept out of the training.',
  f1: 'is the harmonic mean of precision (of the spans found, how many are right) and recall (of those there are, how many are found), on examples kept out of the training.',
  exactMatch:
    'is how many targets are written without a single mistake, of sources kept out of the training.',
  error:
    'is the squared error of the next value in rows kept out of the training: 1 would be no better than the best opponent, 0 would be no error at all.',
};

const surprise = 'the mean surprise at a right answer';
const losses: Readonly<Record<JudgingMetric, string>> = {
  accuracy: surprise,
  f1: surprise,
  exactMatch: 'the mean surprise at each right token of a target',
  error: 'the mean squared error, in units of what the best line leaves over',
};

function JudgingExplanation({
  metric,
  value,
}: {
  readonly metric: JudgingMetric;
  readonly value: number | undefined;
}): JSX.Element {
  return (
    <p class="meaning">
      <b>
        {metricTitle(metric)}
        {value === undefined ? '' : ` ${metricFigure(metric, value)}`}
      </b>{' '}
      {explanations[metric]} Training stops by it; the result next to the opponents’ is measured on
      other examples. The <b>loss</b> is what the training minimises: {losses[metric]}.
    </p>
  );
}
