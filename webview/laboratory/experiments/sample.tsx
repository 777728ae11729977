/** A sequence of the experiment; after a run with all values of one unit of the first trial's network. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ExperimentNews, ExperimentPage } from '../../../src/shared/laboratory/experiments';
import { Button } from '../../parts/controls';
import { NumbersTable } from '../../parts/numbersTable';
import { gatesIn } from './experimentsNews';

/** Steps that are shown of a long sequence, at its beginning and at its end. */
const shownSteps = { first: 24, last: 6 };

export function Sample(properties: {
  readonly page: ExperimentPage;
  readonly news: readonly ExperimentNews[];
}): JSX.Element {
  const { page, news } = properties;
  const { sample } = page;
  const gates = gatesIn(news);
  const [isWhole, setWhole] = useState(false);
  const { first, last } = shownSteps;
  const isLong = sample.length > first + last + 1;
  const steps = sample
    .map((step, n) => ({ ...step, n }))
    .filter(({ n }) => isWhole || !isLong || n < first || n >= sample.length - last);
  const left = sample.length - steps.length;
  return (
    <section class="laboratory-pictures">
      <div class="bar">
        <div class="laboratory-heading">
          <h3>A sequence of it</h3>
          <span class="quiet">
            {sample.length} steps{left > 0 && `; ${left} in the middle are left out`}
          </span>
        </div>
        {isLong && (
          <Button onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer steps' : 'Show all steps'}
          </Button>
        )}
      </div>
      <NumbersTable
        label="Table: a sequence"
        wide
        caption={
          gates
            ? `What is read and asked, and all values of unit ${gates.unit} in the network of seed 1: the unit whose memory moves most here.`
            : 'What is read step by step, and what is asked for. After a run with a cell: all values of one unit.'
        }
        heads={[
          'Step',
          'Read',
          'Asked for',
          ...(gates?.quantities.map(({ title }) => title) ?? []),
        ]}
        rows={steps.map(({ n, reads, answer }) => ({
          ...{ key: n, head: n },
          cells: [
            reads,
            answer ?? '',
            ...(gates?.quantities.map(({ values }) => values[n]?.toFixed(2) ?? '') ?? []),
          ],
        }))}
      />
    </section>
  );
}
