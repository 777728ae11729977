/** What was taken for what: a table whose cells list their examples, and the figures of each class. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { JudgedResults } from '../../../src/shared/questions/examples';
import { settledAnswers } from '../settled';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { WaitingNotice } from '../../answers/waitingNotice';
import { Button } from '../../parts/controls';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import type { ExamplePartProperties } from '../properties';
import { nameOf, points } from '../texts';
import { ListedExamples, type ListOf } from './listedExamples';

/** As rows and columns; of more classes the most frequent ones. */
const mostShown = 20;

export function Confusion(properties: ExamplePartProperties): JSX.Element {
  const { host, page, active, overview, subject, judging } = properties;
  const [open, setOpen] = useState<ListOf>();
  const isLabels = overview.task === 'labels';
  const question = active && settledAnswers(page) ? {} : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: object, cancel) => host.call('judgedResults', asked, { cancel }),
    question,
    subject,
    `${judging.documentVersion} ${judging.modelVersion}`,
  );
  const results = held?.answer;
  return (
    <section class="example-section">
      <h2>What was taken for what</h2>
      <WaitingNotice
        {...{ page, busy, trouble }}
        doing={`The ${overview.isLearnt ? 'examples that it did not learn from' : 'examples'} are being judged.`}
      />
      {results?.answers === 0 && (
        <p>The text gives no answers that these could be compared with.</p>
      )}
      {results && results.answers > 0 && (
        <>
          <p>{summaryOf(results, isLabels)}</p>
          <Matrix results={results} onOpen={setOpen} />
          {results.answers > results.right && (
            <Button onClick={() => setOpen({ kind: 'wrong' })}>
              All wrong {isLabels ? 'labels' : 'examples'}
            </Button>
          )}
          {open && <ListedExamples {...properties} of={open} />}
          <Figures results={results} isLabels={isLabels} />
        </>
      )}
    </section>
  );
}

function summaryOf(results: JudgedResults, isLabels: boolean): string {
  const { answers, right, repeated, of, words } = results;
  const what = isLabels ? 'labels' : 'texts';
  const share = points((100 * right) / answers);
  const from = of === 'test' ? 'that it did not learn from' : 'of this text';
  const left =
    repeated > 0
      ? ` ${repeated.toLocaleString('en')} that are learnt from as well were left out.`
      : '';
  const apart =
    words && words.known.answers > 0 && words.unknown.answers > 0
      ? ` Of known words ${points((100 * words.known.right) / words.known.answers)} %, of unknown ones ${points((100 * words.unknown.right) / words.unknown.answers)} %.`
      : '';
  return `${right.toLocaleString('en')} of ${answers.toLocaleString('en')} ${what} ${from} are right: ${share} %.${apart}${left}`;
}

function Matrix(properties: {
  readonly results: JudgedResults;
  readonly onOpen: (of: ListOf) => void;
}): JSX.Element {
  const { results, onOpen } = properties;
  const { names, cells, figures } = results;
  const frequent = names.map((_, c) => c).filter((c) => inPlay(results, c));
  frequent.sort((one, other) => (figures[other]?.count ?? 0) - (figures[one]?.count ?? 0));
  const shown = frequent.slice(0, mostShown).sort((one, other) => one - other);
  const counts = new Map(cells.map(({ wanted, given, count }) => [`${wanted} ${given}`, count]));
  const cellOf = (wanted: number, given: number): JSX.Element | string => {
    const count = counts.get(`${wanted} ${given}`);
    if (count === undefined) return '';
    const what =
      wanted === given
        ? `${count} of ${nameOf(names, wanted)} judged right`
        : `${count} of ${nameOf(names, wanted)} taken for ${nameOf(names, given)}`;
    return (
      <WordButton label={what} onClick={() => onOpen({ kind: 'cell', wanted, given })}>
        {count.toLocaleString('en')}
      </WordButton>
    );
  };
  return (
    <NumbersTable
      label="Table: what was taken for what"
      caption={`A row is what the text says, a column what the network says. A number lists its examples.${frequent.length > mostShown ? ` The ${mostShown} most frequent of ${frequent.length} are shown.` : ''}`}
      heads={[{ unseen: 'In the text' }, ...shown.map((c) => nameOf(names, c))]}
      rows={shown.map((wanted) => ({
        key: wanted,
        head: <bdi>{nameOf(names, wanted)}</bdi>,
        cells: shown.map((given) => cellOf(wanted, given)),
      }))}
    />
  );
}

const inPlay = ({ cells }: JudgedResults, c: number): boolean =>
  cells.some(({ wanted, given }) => wanted === c || given === c);

function Figures(properties: {
  readonly results: JudgedResults;
  readonly isLabels: boolean;
}): JSX.Element {
  const { results, isLabels } = properties;
  const { names, figures } = results;
  return (
    <details>
      <summary>Precision and recall of each {isLabels ? 'label' : 'class'}</summary>
      <NumbersTable
        label="Table: precision and recall"
        caption="Precision: of those judged so, how many were. Recall: of those that were, how many were judged so. In percent."
        heads={[isLabels ? 'Label' : 'Class', 'Precision', 'Recall', 'F1', 'Examples']}
        rows={names.flatMap((name, c) => {
          const own = figures[c];
          if (!own || !inPlay(results, c)) return [];
          const { precision, recall, f1, count } = own;
          const cells = [...[precision, recall, f1].map(points), count.toLocaleString('en')];
          return { key: c, head: <bdi>{name}</bdi>, cells };
        })}
      />
    </details>
  );
}
