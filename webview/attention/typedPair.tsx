/** A source that is being typed, with its target. */
import type { JSX } from 'preact';
import { useAnswer } from '../answers/useAnswer';
import type { PairPartProperties } from './properties';
import { WrittenView } from './writtenView';

export function TypedPair(
  properties: PairPartProperties & { readonly source: string },
): JSX.Element {
  const { source, host, judging, active, subject } = properties;
  const answer = useAnswer(
    (asked: { readonly source: string }) => host.call('typedPair', asked),
    active ? { source } : undefined,
    judging,
    `${subject} typed`,
  );
  const shown = answer.held;
  if (!shown) {
    return (
      <p class="quiet" role="status">
        {answer.trouble ?? '…'}
      </p>
    );
  }
  const { written, attention } = shown.answer;
  return (
    <section class="attention-part">
      <h2>What is typed</h2>
      <WrittenView
        {...properties}
        {...{ written, attention }}
        source={shown.question.source}
        versions={shown.answer}
        wanted={undefined}
        cursor={{}}
      />
    </section>
  );
}
