/**
 * Supervision of one worker thread: starts it when it is first needed, notices when it dies or hangs,
 * rejects its pending calls, and replaces it after a pause. Callers that keep state in the thread
 * (documents, a training) restore it in `onRestart`. After too many deaths within a minute it gives up,
 * and every call gives its `ThreadLost`.
 *
 * Not known here: VS Code, what the threads do, and what they are asked.
 */
import type { Worker } from 'node:worker_threads';
import type { Failure } from '../../shared/failures';
import { sentence } from '../../shared/failures';
import type { CallOptions, Handlers, Remote } from '../../shared/wire/rpc';
import { CallError, connect } from '../../shared/wire/rpc';
import { ControlCommand, ControlWord, controlBytes } from '../../shared/wire/threads';
import { watchHeartbeat } from './heartbeat';
import type { ThreadScript } from './spawnThread';
import { spawnThread } from './spawnThread';
import type { HostTimer } from './workerPort';
import { workerPort } from './workerPort';

export interface ThreadOptions<News> extends ThreadScript {
  /** Messages of the thread. */
  readonly news: Handlers<News>;
  readonly timer: HostTimer;
  readonly patience?: Patience;
}

/** All in milliseconds. */
export interface Patience {
  /** Without a heartbeat for so long, a thread is hung. */
  readonly hungAfter: number;
  /** Before the first, second … replacement within a minute; after the last it gives up. */
  readonly pauses: readonly number[];
}

export const usualPatience: Patience = {
  hungAfter: 10_000,
  pauses: [250, 1000, 4000, 4000, 4000],
};

/** What calls get once the thread has been given up. */
export class ThreadLost extends Error {
  constructor(readonly failure: Extract<Failure, { kind: 'threadLost' }>) {
    super(sentence(failure));
  }
}

/**
 * - `call` waits for a thread that is being replaced, but not with a deadline; it rejects with a
 *   CallError `closed` when the thread dies before it answers, and with ThreadLost after giving up
 * - `tell` is dropped while there is no thread: `onRestart` brings the state back as a whole
 */
export interface SupervisedThread<Theirs> {
  call: Remote<Theirs>['call'];
  tell: Remote<Theirs>['tell'];
  /** Called before a `call` or `tell` is sent: callers that hold something back send it now. */
  beforeSending(listener: () => void): Subscription;
  /** Seen by the thread at once, in the middle of its work; kept across a restart. */
  command(command: keyof typeof ControlCommand): void;
  /** Called when another thread has taken the place, before waiting calls go on. */
  onRestart(listener: (reason: string) => void): Subscription;
  /** Called once, when it has been given up. */
  onLost(listener: (failure: ThreadLost['failure']) => void): Subscription;
  dispose(): Promise<void>;
}

export interface Subscription {
  dispose(): void;
}

interface Running<Theirs> {
  readonly worker: Worker;
  readonly remote: Remote<Theirs>;
}

type Place<Theirs> =
  | { readonly state: 'empty' }
  | { readonly state: 'running'; readonly thread: Running<Theirs> }
  | { readonly state: 'pausing'; readonly wake: () => void }
  | { readonly state: 'lost'; readonly error: ThreadLost }
  | { readonly state: 'disposed' };

interface Waiting {
  go(): void;
  fail(error: Error): void;
}

interface Supervised<Theirs, News> {
  readonly options: ThreadOptions<News> & { readonly patience: Patience };
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly restarted: Set<(reason: string) => void>;
  readonly given: Set<(failure: ThreadLost['failure']) => void>;
  readonly heldBack: Set<() => void>;
  readonly waiting: Set<Waiting>;
  place: Place<Theirs>;
  incarnation: number;
  recentDeaths: number;
}

const aMinute = 60_000;

/** Lazy: the thread itself starts with the first `call` or `tell`. */
export function startThread<Theirs, News>(options: ThreadOptions<News>): SupervisedThread<Theirs> {
  const control = new Int32Array(new SharedArrayBuffer(controlBytes));
  const thread: Supervised<Theirs, News> = {
    ...{ options: { ...options, patience: options.patience ?? usualPatience }, control },
    ...{ restarted: new Set(), given: new Set(), heldBack: new Set(), waiting: new Set() },
    ...{ place: { state: 'empty' }, incarnation: 0, recentDeaths: 0 },
  };
  return {
    call: callThrough(thread),
    tell: tellThrough(thread),
    beforeSending: (listener) => subscribe(thread.heldBack, listener),
    command: (command) => void Atomics.store(control, ControlWord.command, ControlCommand[command]),
    onRestart: (listener) => subscribe(thread.restarted, listener),
    onLost: (listener) => subscribe(thread.given, listener),
    dispose: () => dispose(thread),
  };
}

function start<Theirs, News>(thread: Supervised<Theirs, News>): Running<Theirs> {
  const { options, control } = thread;
  const { role, news, timer, log } = options;
  const worker = spawnThread(options, control, thread.incarnation++);
  const remote = connect<Theirs, News>(workerPort(worker), news, timer, (error, method) =>
    log(`${role}: news ${method}: ${describe(error)}`),
  );
  const running = { worker, remote };
  thread.place = { state: 'running', thread: running };
  watch(thread, running);
  worker.unref(); // after the listeners: listening to a worker keeps the process alive
  return running;
}

/** Every way to die ends in one call of `end`, with the first reason that was heard. */
function watch<Theirs, News>(
  thread: Supervised<Theirs, News>,
  { worker, remote }: Running<Theirs>,
): void {
  const { timer, patience } = thread.options;
  let ended = false;
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    stopWatching();
    void worker.terminate();
    remote.close();
    died(thread, reason);
  };
  worker.on('error', (error) => end(describe(error)));
  worker.on('messageerror', () => end('a message could not be read'));
  worker.on('exit', (code) => end(`exit code ${code}`));
  const stopWatching = watchHeartbeat(thread.control, timer, patience.hungAfter, () =>
    end(`no sign of life for ${patience.hungAfter / 1000} s`),
  );
}

function died<Theirs, News>(thread: Supervised<Theirs, News>, reason: string): void {
  if (thread.place.state === 'disposed') return;
  const { role, timer, log, patience } = thread.options;
  const pause = patience.pauses[thread.recentDeaths];
  thread.recentDeaths++;
  timer.after(aMinute, () => thread.recentDeaths--);
  log(`${role} thread ended: ${reason}${pause === undefined ? '; given up' : ''}`);
  if (pause === undefined) return giveUp(thread, reason);
  const wake = timer.after(pause, () => restart(thread, reason));
  thread.place = { state: 'pausing', wake };
}

function restart<Theirs, News>(thread: Supervised<Theirs, News>, reason: string): void {
  start(thread);
  for (const listener of [...thread.restarted]) listener(reason);
  for (const one of take(thread.waiting)) one.go();
}

function giveUp<Theirs, News>(thread: Supervised<Theirs, News>, reason: string): void {
  const error = new ThreadLost({ kind: 'threadLost', thread: thread.options.role, reason });
  thread.place = { state: 'lost', error };
  for (const one of take(thread.waiting)) one.fail(error);
  for (const listener of [...thread.given]) listener(error.failure);
}

function callThrough<Theirs, News>(thread: Supervised<Theirs, News>): Remote<Theirs>['call'] {
  const call: Remote<Theirs>['call'] = (method, request, options = {}) => {
    for (const send of thread.heldBack) send();
    const { place } = thread;
    switch (place.state) {
      case 'empty':
        return start(thread).remote.call(method, request, options);
      case 'running':
        return place.thread.remote.call(method, request, options);
      case 'pausing':
        return afterPause(thread.waiting, method, options, () => call(method, request, options));
      case 'lost':
        return Promise.reject(place.error);
      case 'disposed':
        return Promise.reject(new CallError('closed', method));
      default:
        return place satisfies never;
    }
  };
  return call;
}

function afterPause<T>(
  waiting: Set<Waiting>,
  method: string,
  { cancel, deadline }: CallOptions,
  go: () => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (deadline !== undefined) return reject(new CallError('closed', method));
    const one: Waiting = { go: () => void go().then(resolve, reject), fail: reject };
    waiting.add(one);
    cancel?.whenCancelled(() => {
      if (waiting.delete(one)) reject(new CallError('cancelled', method));
    });
  });
}

function tellThrough<Theirs, News>(thread: Supervised<Theirs, News>): Remote<Theirs>['tell'] {
  return (method, request) => {
    for (const send of thread.heldBack) send();
    const { place } = thread;
    if (place.state === 'empty') start(thread).remote.tell(method, request);
    else if (place.state === 'running') place.thread.remote.tell(method, request);
  };
}

async function dispose<Theirs, News>(thread: Supervised<Theirs, News>): Promise<void> {
  const before = thread.place;
  thread.place = { state: 'disposed' };
  if (before.state === 'pausing') before.wake();
  for (const one of take(thread.waiting)) one.fail(new CallError('closed', 'call'));
  if (before.state !== 'running') return;
  before.thread.remote.close();
  await before.thread.worker.terminate();
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

function take<T>(set: Set<T>): T[] {
  const all = [...set];
  set.clear();
  return all;
}

function subscribe<T>(set: Set<T>, listener: T): Subscription {
  set.add(listener);
  return { dispose: () => void set.delete(listener) };
}
