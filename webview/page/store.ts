/**
 * A value that notifies its listeners when it changes: what the host says and the user chose, for all
 * views.
 */
import { useEffect, useState } from 'preact/hooks';

export interface Store<S> {
  get(): S;
  update(change: (state: S) => S): void;
  /** Returns what unsubscribes. */
  subscribe(listener: () => void): () => void;
}

export function createStore<S>(first: S): Store<S> {
  const listeners = new Set<() => void>();
  let state = first;
  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<S>(store: Store<S>): S {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    const take = (): void => setState(() => store.get());
    take();
    return store.subscribe(take);
  }, [store]);
  return state;
}
