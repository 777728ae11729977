/** The view of a model of pairs: a source and what is written of it, how often that is right, and by what it learnt. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { longestTyped } from '../../src/shared/questions/attention/pairs';
import { useAnswer } from '../answers/useAnswer';
import { PairsCurve } from './results/pairsCurve';
import { PairResults } from './results/pairResults';
import { PairHere } from './pairHere';
import type { PairPartProperties, PairsProperties } from './properties';
import { TypedPair } from './typedPair';

const noQuestion = {};

export function PairsView(properties: PairsProperties): JSX.Element {
  const { page, host, judging } = properties;
  const active = page.tab === judging.task.task;
  const subject = `${page.panel?.documentKey} pairs`;
  const overview = useAnswer(
    (asked: object) => host.call('pairsOverview', asked),
    active ? noQuestion : undefined,
    judging,
    subject,
  );
  const answer = overview.held?.answer;
  const [typed, setTyped] = useState('');
  if (!answer) {
    return (
      <p class={overview.trouble === undefined ? 'quiet' : 'notice'} role="status">
        {overview.trouble ?? 'The text is being read.'}
      </p>
    );
  }
  const parts: PairPartProperties = {
    ...{ ...properties, overview: answer, active, subject },
    reveal: (span, { documentVersion }) => host.tell('reveal', { ...span, documentVersion }),
  };
  return (
    <>
      <label class="labelled">
        Type a source{' '}
        <input
          type="text"
          class="field attention-source"
          value={typed}
          maxLength={longestTyped}
          placeholder="or put the cursor on a line of the text"
          spellcheck={false}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      {typed.trim() === '' ? (
        <PairHere {...parts} />
      ) : (
        <TypedPair {...parts} source={typed.trim()} />
      )}
      <PairResults {...parts} />
      <PairsCurve {...parts} />
    </>
  );
}
