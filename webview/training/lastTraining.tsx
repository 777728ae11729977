/** How the last training ended, in figures. */
import type { JSX } from 'preact';
import type { TrainingSummary } from '../../src/shared/api';
import type { LayerCell } from '../../src/shared/model/cells';
import { metricFigure, metricTitle } from '../page/metric';
import { duration, roundNumber, whole } from '../parts/numbers';

const endings: Readonly<Record<TrainingSummary['stopped'], string>> = {
  budget: 'the time was used up',
  converged: 'it stopped improving on text it was not trained on',
  user: 'it was stopped by you; the best weights were kept',
};

const bestOf = ({ bestSeconds }: TrainingSummary): readonly (readonly [string, string])[] =>
  bestSeconds === undefined ? [] : [['Best weights after', duration(bestSeconds)]];

export function LastTraining(properties: {
  readonly summary: TrainingSummary;
  /** Of the layers, from below. */
  readonly cells: readonly LayerCell[];
}): JSX.Element {
  const { summary, cells } = properties;
  const facts: readonly (readonly [string, string])[] = [
    [metricTitle(summary.metric.id), metricFigure(summary.metric.id, summary.metric.value)],
    ['Time', duration(summary.seconds)],
    ...bestOf(summary),
    ['Passes through the text', summary.epochs.toFixed(1)],
    ['Words in the text', whole(summary.tokens)],
    ['Different words', whole(summary.vocabulary)],
    ['Weights', roundNumber(summary.parameters)],
    ...cellsOf(cells),
    ['Steps', whole(summary.steps)],
    ['Seed', String(summary.seed)],
  ];
  return (
    <section>
      <h2>The last training</h2>
      <p class="quiet">It ended because {endings[summary.stopped]}.</p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Which one, or which from below; none while nothing is known of the layers. */
function cellsOf(cells: readonly LayerCell[]): [string, string][] {
  const titles = cells.map(({ title }) => title);
  const [first] = titles;
  if (first === undefined) return [];
  return titles.every((title) => title === first)
    ? [['Cell', first]]
    : [['Cells, from below', titles.join(', ')]];
}
