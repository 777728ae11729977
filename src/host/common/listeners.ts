/**
 * A plain event: listeners are called with what is fired, in the order in which they subscribed, until
 * disposed. Not VS Code's emitter, so that sessions, mirrors and trainings can be tested without VS
 * Code.
 */
export interface Subscription {
  dispose(): void;
}

export type Listen<T> = (listener: (value: T) => void) => Subscription;

export interface Listeners<T> {
  readonly listen: Listen<T>;
  fire(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    listen(listener) {
      // A wrapper of its own, so that one function may listen twice.
      const own = (value: T): void => listener(value);
      listeners.add(own);
      return { dispose: () => void listeners.delete(own) };
    },
    fire(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}

/** Disposes all, the last first. */
export function together(...parts: readonly Subscription[]): Subscription {
  return {
    dispose() {
      for (const part of [...parts].reverse()) part.dispose();
    },
  };
}
