/** What can call off a question to the host. */
import type { CancelSignal } from '../src/shared/rpc';

export interface Canceller extends CancelSignal {
  cancel(): void;
}

export function createCanceller(): Canceller {
  const listeners: (() => void)[] = [];
  let cancelled = false;
  return {
    get cancelled() {
      return cancelled;
    },
    whenCancelled: (listener) => void listeners.push(listener),
    cancel() {
      if (cancelled) return;
      cancelled = true;
      for (const listener of listeners) listener();
    },
  };
}
