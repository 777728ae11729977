/** How the last training ended, in figures. */
import type { JSX } from 'preact';
import type { TrainingSummary } from '../../src/shared/api';
import { duration, perplexityText, roundNumber, whole } from '../parts/numbers';

const endings: Readonly<Record<TrainingSummary['stopped'], string>> = {
  budget: 'the time was used up',
  converged: 'it stopped improving on text it was not trained on',
  user: 'it was stopped by you; the best weights were kept',
};

const bestOf = ({ bestSeconds }: TrainingSummary): readonly (readonly [string, string])[] =>
  bestSeconds === undefined ? [] : [['Best weights after', duration(bestSeconds)]];

export function LastTraining({ summary }: { readonly summary: TrainingSummary }): JSX.Element {
  const facts: readonly (readonly [string, string])[] = [
    ['Perplexity', perplexityText(summary.validationPerplexity)],
    ['Time', duration(summary.seconds)],
    ...bestOf(summary),
    ['Passes through the text', summary.epochs.toFixed(1)],
    ['Words in the text', whole(summary.tokens)],
    ['Different words', whole(summary.vocabulary)],
    ['Weights', roundNumber(summary.parameters)],
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
