/** Calls to a thread on behalf of VS Code: its cancellation, deadlines, and no exception for what is expected. */
import type { CancellationToken } from 'vscode';
import { createCanceller, type Canceller } from '../../shared/wire/canceller';
import type { Result } from '../../shared/failures';
import { failed } from '../../shared/failures';
import type { CancelSignal } from '../../shared/wire/canceller';
import { CallError } from '../../shared/wire/rpc';
import { ThreadLost } from './supervisor';

/** In milliseconds. */
export const deadlines = {
  /** After that, the user has typed on. */
  completion: 2_000,
  hover: 5_000,
  panel: 20_000,
  /** Thousands of tokens, or a whole text; the page can cancel it. */
  long: 120_000,
  /** Of one part: a large model reads on before the first. */
  generation: 20_000,
} as const;

export function cancelSignal(token: CancellationToken): CancelSignal {
  return {
    get cancelled() {
      return token.isCancellationRequested;
    },
    whenCancelled: (listener) => void token.onCancellationRequested(listener),
  };
}

/** Cancels the previous question: `next` gives the signal of the next one. */
export interface NewestOnly {
  next(): CancelSignal;
  cancel(): void;
}

export function newestOnly(): NewestOnly {
  let newest: Canceller | undefined;
  return {
    cancel: () => newest?.cancel(),
    next() {
      newest?.cancel();
      newest = createCanceller();
      return newest;
    },
  };
}

/**
 * The answer; `stale` when the call was abandoned: either nobody waits for it any longer, or the caller
 * should ask again.
 */
export async function answerOf<T>(call: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ThreadLost) return failed(error.failure);
    if (error instanceof CallError) return failed({ kind: 'stale' });
    throw error;
  }
}

const mostAttempts = 4;

/**
 * Asks again where the text or the weights changed in the middle of an answer, as they do about
 * once a second while a training runs. For questions whose asker waits.
 */
export async function insist<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    const isStale = !answer.ok && answer.failure.kind === 'stale';
    if (!isStale || attempt === mostAttempts) return answer;
  }
}
