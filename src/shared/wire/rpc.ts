/**
 * Calls over a wall, typed by a contract. birpc carries them (its time-out is off); this file adds
 * what it lacks: cancellation, deadlines and transfer lists. Every call ends: with the answer, or
 * with a CallError that says why there is none.
 *
 * A contract is an interface of methods with one request each:
 *   interface ReaderContract { complete(request: CompletionRequest): CompletionAnswer }
 * One side implements Handlers<ReaderContract>, the other holds a Remote<ReaderContract>.
 */
import { createBirpc } from 'birpc';
import { createCanceller, type Canceller, type CancelSignal } from './canceller';

/** One end of a wire; the other end is a thread or a web page. */
export interface Port {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  listen(listener: (message: unknown) => void): void;
}

export interface Timer {
  /** Calls `then` once after that time; the result takes it back. */
  after(milliseconds: number, then: () => void): () => void;
}

/** What a handler knows about how long its caller waits. */
export interface Job {
  readonly cancelled: boolean;
  /** For handlers that pass the request on to another wall; calls made over a wall have it. */
  whenCancelled?(listener: () => void): void;
}

export interface CallOptions {
  readonly cancel?: CancelSignal;
  /** Milliseconds after which the caller stops waiting; without it, it waits for the wall's end. */
  readonly deadline?: number;
}

export class CallError extends Error {
  constructor(
    readonly kind: 'cancelled' | 'deadline' | 'closed',
    method: string,
  ) {
    super(`${method}: ${kind}`);
  }
}

type Request<M> = M extends (request: infer R) => unknown ? R : never;
type Answer<M> = M extends (request: never) => infer A ? A : never;

export type Handlers<C> = {
  readonly [K in keyof C]: (
    request: Request<C[K]>,
    job: Job,
  ) => Answer<C[K]> | Promise<Answer<C[K]>>;
};

export interface Remote<C> {
  call<K extends keyof C & string>(
    method: K,
    request: Request<C[K]>,
    options?: CallOptions,
  ): Promise<Answer<C[K]>>;
  /** Sends without waiting for an answer. */
  tell<K extends keyof C & string>(method: K, request: Request<C[K]>): void;
  /** Rejects what is pending; nothing is sent after it. */
  close(): void;
}

/** Marks the buffers in an answer (or a told request) that are moved instead of copied. */
export class Transferred<T> {
  constructor(
    readonly value: T,
    readonly buffers: readonly ArrayBuffer[],
  ) {}
}

/** What a handler returns where its answer is large: `transferred(tile, [tile.values.buffer])`. */
export function transferred<T>(value: T, buffers: readonly ArrayBuffer[]): T {
  // The wire unwraps it below; to the contract it is its value.
  return new Transferred(value, buffers) as T;
}

interface Wire {
  /** Answers `method` with `request` as call number `call` of the other side. */
  request(call: number, method: string, request: unknown): Promise<unknown>;
  cancel(call: number): void;
}

/**
 * Connects one end. `Theirs` is the contract that the other side handles, `Ours` the one handled
 * here.
 */
export function connect<Theirs, Ours>(
  port: Port,
  handlers: Handlers<Ours>,
  timer: Timer,
  onBug: (error: unknown, method: string) => void,
): Remote<Theirs> {
  const running = new Map<number, Canceller>();
  const abandon = new Set<(error: CallError) => void>();
  const methods = new Map(Object.entries(handlers as Record<string, unknown>));
  let calls = 0;
  let closed = false;

  const wire: Wire = {
    async request(call, method, request) {
      const handler = methods.get(method);
      if (typeof handler !== 'function') throw new Error(`No handler for ${method}`);
      const job = createCanceller();
      running.set(call, job);
      try {
        return await (handler as (request: unknown, job: Job) => unknown)(request, job);
      } catch (error) {
        onBug(error, method);
        throw error;
      } finally {
        running.delete(call);
      }
    },
    cancel(call) {
      running.get(call)?.cancel();
    },
  };

  const remote = createBirpc<Wire, Wire>(wire, {
    post: (message) => {
      if (!closed) post(port, message);
    },
    on: (listener) =>
      port.listen((message) => {
        if (isMessage(message)) listener(message);
      }),
    eventNames: ['cancel'],
    timeout: -1,
    // An answer that cannot be sent is a bug of its handler, and the caller must still hear of it;
    // birpc then sends the error instead. Without a method it is a request: its caller gets it.
    onGeneralError: (error, method) => {
      if (method === undefined) return false;
      onBug(error, method);
      return true;
    },
  });

  return {
    call(method, request, options = {}) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new CallError('closed', method));
        if (options.cancel?.cancelled) return reject(new CallError('cancelled', method));
        const call = ++calls;
        const leave = (error: CallError): void => {
          settle();
          reject(error);
        };
        const giveUp = (kind: 'cancelled' | 'deadline') => (): void => {
          if (!abandon.has(leave)) return;
          void remote.cancel.asEvent(call);
          leave(new CallError(kind, method));
        };
        const stopTimer =
          options.deadline === undefined
            ? undefined
            : timer.after(options.deadline, giveUp('deadline'));
        const settle = (): void => {
          abandon.delete(leave);
          stopTimer?.();
        };
        abandon.add(leave);
        options.cancel?.whenCancelled(giveUp('cancelled'));
        remote.request(call, method, request).then(
          (answer) => {
            settle();
            resolve(answer as Answer<Theirs[typeof method]>);
          },
          (error: unknown) => {
            settle();
            reject(error instanceof Error ? error : new Error(reasonOf(error)));
          },
        );
      });
    },
    tell(method, request) {
      if (!closed) void remote.request.asEvent(++calls, method, request);
    },
    close() {
      if (closed) return;
      closed = true;
      for (const leave of [...abandon]) leave(new CallError('closed', 'call'));
      remote.$close();
    },
  };
}

/** Whether it is one of ours; anything else that a page receives or sends is ignored. */
function isMessage(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || !('t' in message)) return false;
  if (message.t === 's') return 'i' in message && typeof message.i === 'string';
  const isAsked = message.t === 'q' && 'm' in message && 'a' in message;
  if (!isAsked || !Array.isArray(message.a)) return false;
  const given: readonly unknown[] = message.a;
  const [call, method] = given;
  if (typeof call !== 'number') return false;
  return message.m === 'cancel' || (message.m === 'request' && typeof method === 'string');
}

/**
 * Unwraps a Transferred answer or request, wherever birpc put it in its message, and turns what a
 * handler threw into an Error that every wall lets through (a DOMException arrives as `{}`).
 */
function post(port: Port, message: unknown): void {
  const envelope = message as { r?: unknown; a?: unknown[]; e?: unknown };
  if (envelope.e !== undefined) {
    port.post({ ...envelope, e: plainError(envelope.e) }, []);
    return;
  }
  if (envelope.r instanceof Transferred) {
    const moved: Transferred<unknown> = envelope.r;
    port.post({ ...envelope, r: moved.value }, moved.buffers);
    return;
  }
  const last = envelope.a?.at(-1);
  if (envelope.a && last instanceof Transferred) {
    port.post(
      { ...envelope, a: [...envelope.a.slice(0, -1), last.value as unknown] },
      last.buffers,
    );
    return;
  }
  port.post(message, []);
}

function plainError(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const error = new Error(thrown.message);
  // VS Code writes what goes to a webview as JSON, which has only what is enumerable.
  Object.defineProperty(error, 'message', { enumerable: true });
  error.name = thrown.name;
  if (thrown.stack !== undefined) error.stack = thrown.stack;
  return error;
}

/** Of an Error that came through a wall as plain data. */
function reasonOf(error: unknown): string {
  const told = typeof error === 'object' && error !== null && 'message' in error;
  return String(told ? error.message : error);
}
