/** The pair at the cursor: linked to the text, both ways. */
import type { JSX } from 'preact';
import { useAnswer } from '../answers/useAnswer';
import type { Span } from '../../src/shared/model/versions';
import { partTexts } from './texts';
import type { PairPartProperties } from './properties';
import { WrittenView } from './writtenView';

export function PairHere(properties: PairPartProperties): JSX.Element {
  const { page, host, judging, active, subject } = properties;
  const answer = useAnswer(
    (asked: { readonly offset: number }) => host.call('pairAt', asked),
    active ? { offset: page.offset } : undefined,
    judging,
    subject,
  );
  const pair = answer.held?.answer;
  if (!pair) {
    return (
      <p class="quiet" role="status">
        {answer.trouble ?? 'The pair at the cursor is being read.'}
      </p>
    );
  }
  const { number, count, line, part, source, sourceSpans, wanted, written, attention } = pair;
  return (
    <section class="attention-part">
      <h2>
        Line {line.toLocaleString('en')}: pair {(number + 1).toLocaleString('en')} of{' '}
        {count.toLocaleString('en')}
      </h2>
      <p class="quiet">{part && partTexts[part]}</p>
      <WrittenView
        {...properties}
        {...{ source, written, attention }}
        versions={pair}
        wanted={wanted}
        cursor={{
          column: placeAt(sourceSpans, page.offset),
          row: placeAt(wanted?.spans ?? [], page.offset),
        }}
        spans={{ source: sourceSpans, target: wanted?.spans ?? [] }}
      />
    </section>
  );
}

function placeAt(spans: readonly Span[], offset: number): number | undefined {
  const place = spans.findIndex(({ start, end }) => start <= offset && offset < end);
  return place < 0 ? undefined : place;
}
