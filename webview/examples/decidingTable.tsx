/** Which words decided, as a table: by replacing, by the gradient, and what counts of words say. */
import type { JSX } from 'preact';
import type {
  DecidingAnswer,
  DecidingSeed,
  DecidingSeeds,
} from '../../src/shared/questions/examples';
import { signed } from '../parts/numbers';
import { NumbersTable, WordButton } from '../parts/numbersTable';
import { visibleWord } from '../parts/words';
import type { ShownExampleProperties } from './properties';
import { nameOf } from './texts';

export function DecidingTable(
  properties: ShownExampleProperties & {
    readonly decided: DecidingAnswer;
    readonly others: DecidingSeeds | undefined;
  },
): JSX.Element {
  const { decided, shown, reveal, others } = properties;
  const seeds = others?.number === decided.number ? others.seeds : [];
  const { tokens, spans, replaced, gradient, counted, judged } = decided;
  const name = nameOf(shown.names, judged);
  const order = tokens.map((_, at) => at);
  const size = (at: number): number => Math.abs(replaced[at] ?? 0);
  order.sort((one, other) => size(other) - size(one));
  return (
    <details>
      <summary>Which words decided</summary>
      <NumbersTable
        label="Table: which words decided"
        caption={`In nats for ${name}: the strongest first. ${seedsText(others, seeds, shown.names)}`}
        heads={[
          ...['Word', 'Replaced', 'Gradient', ...(counted ? ['Naive Bayes'] : [])],
          ...seeds.map(({ seed }) => `Replaced, seed ${seed}`),
        ]}
        rows={order.map((at) => ({
          key: at,
          head: (
            <WordButton
              onClick={() => {
                const span = spans[at];
                if (span) reveal(span, decided);
              }}
            >
              {visibleWord(tokens[at] ?? '')}
            </WordButton>
          ),
          cells: [
            signed(replaced[at] ?? 0),
            signed(gradient[at] ?? 0),
            ...(counted ? [signed(counted.weights[at] ?? 0)] : []),
            ...seeds.map((one) => signed(one.replaced[at] ?? 0)),
          ],
        }))}
      />
      {counted && counted.strongest.length > 0 && (
        <p>
          By naive Bayes, which counts words in {counted.examples.toLocaleString('en')} examples,
          these speak most for {name}:{' '}
          {counted.strongest.map(({ word }, n) => (
            <span key={word}>
              {n > 0 && ', '}
              <bdi>{visibleWord(word)}</bdi>
            </span>
          ))}
          .
        </p>
      )}
    </details>
  );
}

function seedsText(
  others: DecidingSeeds | undefined,
  seeds: readonly DecidingSeed[],
  names: readonly string[],
): string {
  if (!others || seeds.length === 0) {
    return 'Several seeds may name other words: Average Seeds… trains some to compare with.';
  }
  const given = seeds.map((one) => `seed ${one.seed} judges ${nameOf(names, one.given)}`);
  return `This model has seed ${others.own}; ${given.join(', ')}. What only one seed finds is the seed’s, not the text’s.`;
}
