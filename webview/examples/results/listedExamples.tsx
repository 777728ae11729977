/** The examples behind a number of the confusion; a click goes to the place in the editor. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mostListed, type ListedExample } from '../../../src/shared/questions/examples';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { Button } from '../../parts/controls';
import { percent } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import type { ExamplePartProperties } from '../properties';
import { nameOf } from '../texts';

export type ListOf =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'cell'; readonly wanted: number; readonly given: number };

/** On a page of the list. */
const listed = Math.min(20, mostListed);

export function ListedExamples(
  properties: ExamplePartProperties & { readonly of: ListOf },
): JSX.Element {
  const { of, overview, host, active, subject, judging, reveal } = properties;
  const { names } = overview;
  const [from, setFrom] = useState(0);
  const key = JSON.stringify(of);
  useEffect(() => setFrom(0), [key]);
  const cell = of.kind === 'cell' ? { cell: { wanted: of.wanted, given: of.given } } : {};
  const question = { ...cell, from, count: listed };
  const { held, trouble } = useLongAnswer(
    (asked: typeof question, cancel) => host.call('judgedList', asked, { cancel }),
    active ? question : undefined,
    `${subject} ${key}`,
    `${judging.documentVersion} ${judging.modelVersion}`,
  );
  const answer = held?.answer;
  if (!answer) {
    return (
      <p class="quiet" role="status">
        {trouble ?? '…'}
      </p>
    );
  }
  const title =
    of.kind === 'wrong'
      ? 'All that are wrong'
      : `${nameOf(names, of.wanted)}, judged ${nameOf(names, of.given)}`;
  const last = Math.min(answer.count, answer.from + answer.examples.length);
  return (
    <>
      <NumbersTable
        label={`Table: ${title}`}
        caption={
          <>
            {title}: {answer.from + 1} to {last} of {answer.count.toLocaleString('en')}
          </>
        }
        heads={[
          overview.task === 'labels' ? 'Word' : 'Text',
          'In the text',
          'Judged',
          'Probability',
        ]}
        rows={answer.examples.map((example, n) => ({
          key: n,
          head: (
            <WordButton onClick={() => reveal(example.span, answer)}>
              {shownText(example)}
            </WordButton>
          ),
          cells: [
            nameOf(names, example.wanted),
            nameOf(names, example.given),
            percent(example.probability),
          ],
        }))}
      />
      {answer.count > listed && (
        <div class="group">
          <Button disabled={from === 0} onClick={() => setFrom(Math.max(0, from - listed))}>
            Earlier ones
          </Button>
          <Button disabled={last >= answer.count} onClick={() => setFrom(from + listed)}>
            Later ones
          </Button>
        </div>
      )}
    </>
  );
}

function shownText({ text, token }: ListedExample): JSX.Element {
  if (!token) return <>{text}</>;
  return (
    <>
      {text.slice(0, token.start)}
      <b>{text.slice(token.start, token.end)}</b>
      {text.slice(token.end)}
    </>
  );
}
