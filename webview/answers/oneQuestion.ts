/**
 * One question at a time: while one is on its way, only the newest of the others waits. Every
 * answer is handed on with its question; the view decides whether it still wants it.
 */
export interface Answered<Q, A> {
  readonly question: Q;
  readonly answer: A;
}

export interface Asker<Q> {
  ask(question: Q): void;
  /** Nothing is handed on after it. */
  dispose(): void;
}

export function createAsker<Q, A>(
  send: (question: Q) => Promise<A>,
  settled: (outcome: Answered<Q, A>) => void,
  broken: (error: unknown) => void,
): Asker<Q> {
  let busy = false;
  let disposed = false;
  let waiting: { readonly question: Q } | undefined;

  async function go(question: Q): Promise<void> {
    busy = true;
    try {
      const answer = await send(question);
      if (!disposed) settled({ question, answer });
    } catch (error) {
      if (!disposed) broken(error);
    }
    busy = false;
    const next = waiting;
    waiting = undefined;
    if (next && !disposed) void go(next.question);
  }

  return {
    ask(question) {
      if (disposed) return;
      if (busy) waiting = { question };
      else void go(question);
    },
    dispose() {
      disposed = true;
      waiting = undefined;
    },
  };
}
