/**
 * The view of a model that judges: its result beside the opponents', the example at the cursor, the
 * gates while it was read, and what was taken for what.
 */
import type { JSX } from 'preact';
import { useAnswer } from '../answers/useAnswer';
import { Confusion } from './results/confusion';
import { ExampleGates } from './gates/exampleGates';
import type { ExamplePartProperties, ExamplesProperties } from './properties';
import { ResultBesideOpponents } from '../results/resultBesideOpponents';
import { ShownExample } from './shownExample';
import { unitOf } from './texts';

const noQuestion = {};

export function ExamplesTab(properties: ExamplesProperties): JSX.Element {
  const { page, host, judging } = properties;
  const active = page.tab === judging.task.task;
  const subject = `${page.panel?.documentKey} ${judging.task.task}`;
  const overview = useAnswer(
    (asked: object) => host.call('judgingOverview', asked),
    active ? noQuestion : undefined,
    judging,
    subject,
  );
  const example = useAnswer(
    (asked: { readonly offset: number }) => host.call('exampleAt', asked),
    active ? { offset: page.offset } : undefined,
    judging,
    subject,
  );
  const answer = overview.held?.answer;
  if (!answer) {
    return (
      <p class={overview.trouble === undefined ? 'quiet' : 'notice'} role="status">
        {overview.trouble ?? 'The text is being read.'}
      </p>
    );
  }
  const parts: ExamplePartProperties = {
    ...{ ...properties, overview: answer, active, subject },
    reveal: (span, { documentVersion }) => host.tell('reveal', { ...span, documentVersion }),
  };
  const shown = example.held?.answer;
  return (
    <>
      <ResultBesideOpponents {...parts} />
      {shown ? (
        <>
          <ShownExample {...parts} shown={shown} />
          <ExampleGates {...parts} shown={shown} />
        </>
      ) : (
        <p class="quiet" role="status">
          {example.trouble ?? `The ${unitOf(answer)} at the cursor is being read.`}
        </p>
      )}
      <Confusion {...parts} />
    </>
  );
}
