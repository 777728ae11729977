/**
 * Failures cross to a page with their sentence, so that the page's script carries no table of them.
 * Wraps what answers a page; every other answer passes as it is.
 */
import type { Failure } from '../../shared/failures';
import { sentence } from '../../shared/failures';

type Answering = (...asked: never[]) => unknown;

export function withFailureSentences<H extends object>(handlers: H): H {
  const told = Object.entries(handlers).map(([name, answer]: [string, Answering]) => [
    name,
    async (...asked: never[]) => withSentence(await answer(...asked)),
  ]);
  return Object.fromEntries(told) as H;
}

function withSentence(answer: unknown): unknown {
  if (!isFailed(answer)) return answer;
  const { failure } = answer;
  return { ...answer, failure: { ...failure, sentence: sentence(failure) } };
}

/** What answers a page is ours and typed; this only tells its answers apart. */
function isFailed(answer: unknown): answer is { ok: false; failure: Failure } {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}
