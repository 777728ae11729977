/** What calls off a job or a question, once; whoever carries it out sees the signal. */

/** What can call a request off; VS Code's CancellationToken fits after a small adapter. */
export interface CancelSignal {
  readonly cancelled: boolean;
  whenCancelled(listener: () => void): void;
}

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
      cancelled = true;
      for (const listener of listeners.splice(0)) listener();
    },
  };
}
