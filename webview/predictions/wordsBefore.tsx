/** The words before the place that is predicted, so that one can guess along with the network. */
import type { JSX } from 'preact';
import type { Overview } from '../../src/shared/questions/gates';
import { useAnswer } from '../answers/useAnswer';
import type { ViewProperties } from '../page/viewProperties';
import { visibleWord } from '../parts/words';
import { wordClass } from '../parts/unknownWord';

const wordsBefore = 12;

export function WordsBefore(
  properties: ViewProperties & { readonly overview: Overview; readonly place: number },
): JSX.Element | null {
  const { page, host, overview, place } = properties;
  const from = Math.max(0, place - wordsBefore);
  const count = Math.min(place + 1, overview.tokens) - from;
  const question = page.tab === 'predictions' && count > 0 && { from, count };
  const { held } = useAnswer(
    (asked: Exclude<typeof question, false>) => host.call('tokens', asked),
    question || undefined,
    overview,
    page.panel?.documentKey ?? '',
  );
  if (!held) return null;
  const { tokens, known } = held.answer;
  const asked = held.question.from + held.question.count === place + 1 ? tokens.at(-1) : undefined;
  const before = asked === undefined ? tokens : tokens.slice(0, -1);
  return (
    <p class="context">
      {held.answer.from > 0 && <span class="quiet">… </span>}
      {before.map((word, at) => (
        <bdi key={at} class={wordClass(known[at])}>
          {visibleWord(word)}{' '}
        </bdi>
      ))}
      <bdi class={wordClass(asked === undefined ? undefined : known.at(-1), 'asked')}>
        {asked === undefined ? '?' : visibleWord(asked)}
      </bdi>
    </p>
  );
}
