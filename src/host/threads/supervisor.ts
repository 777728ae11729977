/**
 * Supervision of one worker thread: starts it when it is first needed, notices when it dies or
 * hangs, rejects what it was asked, and puts another in its place after a pause. Whoever keeps
 * state in the thread (documents, a training) brings it back in `onRestart`. After too many deaths
 * within a minute it gives up, and every call gives its `ThreadLost`.
 *
 * Not known here: VS Code, what the threads do, and what they are asked.
 */
import { Worker } from 'node:worker_threads';
import type { Failure } from '../../shared/failures';
import { sentence } from '../../shared/failures';
import type { CallOptions, Handlers, Remote } from '../../shared/wire/rpc';
import { CallError, connect } from '../../shared/wire/rpc';
import type { ThreadRole, ThreadSeat } from '../../shared/wire/threads';
import { ControlCommand, ControlWord, controlBytes } from '../../shared/wire/threads';
import type { HostTimer } from './workerPort';
import { workerPort } from './workerPort';

export interface ThreadOptions<News> {
  readonly role: ThreadRole;
  /** Path of dist/worker.js. */
  readonly script: string;
  /** What the thread tells. */
  readonly news: Handlers<News>;
  readonly timer: HostTimer;
  /** Keeps a line; ids and counts, never words. */
  readonly log: (line: string) => void;
  /** The value of GATESCOPE_FAULT, for tests. */
  readonly fault?: string | undefined;
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
  /** Called before a `call` or `tell` goes on its way: whoever holds something back sends it now. */
  beforeSending(listener: () => void): Subscription;
  /** Seen by the thread at once, in the middle of its work; kept over a restart. */
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

const aMinute = 60_000;
const glancesPerPatience = 10;

/** JS heap of a thread; typed arrays and WebAssembly memory are not counted in it (Node). */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 };

/** Lazy: the thread itself starts with the first `call` or `tell`. */
export function startThread<Theirs, News>(options: ThreadOptions<News>): SupervisedThread<Theirs> {
  const { role, timer, log, patience = usualPatience } = options;
  const control = new Int32Array(new SharedArrayBuffer(controlBytes));
  const restarted = new Set<(reason: string) => void>();
  const given = new Set<(failure: ThreadLost['failure']) => void>();
  const heldBack = new Set<() => void>();
  const waiting = new Set<Waiting>();
  let place: Place<Theirs> = { state: 'empty' };
  let incarnation = 0;
  let recentDeaths = 0;

  function start(): Running<Theirs> {
    const worker = spawn(options, control, incarnation++);
    const remote = connect<Theirs, News>(workerPort(worker), options.news, timer, (error, method) =>
      log(`${role}: news ${method}: ${describe(error)}`),
    );
    const thread = { worker, remote };
    place = { state: 'running', thread };
    watch(thread);
    worker.unref(); // after the listeners: listening to a worker keeps the process alive
    return thread;
  }

  /** Every way to die ends in one call of `end`, with the first reason that was heard. */
  function watch({ worker, remote }: Running<Theirs>): void {
    let ended = false;
    const end = (reason: string): void => {
      if (ended) return;
      ended = true;
      stopWatching();
      void worker.terminate();
      remote.close();
      died(reason);
    };
    worker.on('error', (error) => end(describe(error)));
    worker.on('messageerror', () => end('a message could not be read'));
    worker.on('exit', (code) => end(`exit code ${code}`));
    const stopWatching = watchHeartbeat(control, timer, patience.hungAfter, () =>
      end(`no sign of life for ${patience.hungAfter / 1000} s`),
    );
  }

  function died(reason: string): void {
    if (place.state === 'disposed') return;
    const pause = patience.pauses[recentDeaths];
    recentDeaths++;
    timer.after(aMinute, () => recentDeaths--);
    log(`${role} thread ended: ${reason}${pause === undefined ? '; given up' : ''}`);
    if (pause === undefined) return giveUp(reason);
    const wake = timer.after(pause, () => restart(reason));
    place = { state: 'pausing', wake };
  }

  function restart(reason: string): void {
    start();
    for (const listener of [...restarted]) listener(reason);
    for (const one of take(waiting)) one.go();
  }

  function giveUp(reason: string): void {
    const error = new ThreadLost({ kind: 'threadLost', thread: role, reason });
    place = { state: 'lost', error };
    for (const one of take(waiting)) one.fail(error);
    for (const listener of [...given]) listener(error.failure);
  }

  const call: Remote<Theirs>['call'] = (method, request, callOptions = {}) => {
    for (const send of heldBack) send();
    switch (place.state) {
      case 'empty':
        return start().remote.call(method, request, callOptions);
      case 'running':
        return place.thread.remote.call(method, request, callOptions);
      case 'pausing':
        return afterPause(method, callOptions, () => call(method, request, callOptions));
      case 'lost':
        return Promise.reject(place.error);
      case 'disposed':
        return Promise.reject(new CallError('closed', method));
      default:
        return place satisfies never;
    }
  };

  function afterPause<T>(method: string, { cancel, deadline }: CallOptions, go: () => Promise<T>) {
    return new Promise<T>((resolve, reject) => {
      if (deadline !== undefined) return reject(new CallError('closed', method));
      const one: Waiting = { go: () => void go().then(resolve, reject), fail: reject };
      waiting.add(one);
      cancel?.whenCancelled(() => {
        if (waiting.delete(one)) reject(new CallError('cancelled', method));
      });
    });
  }

  return {
    call,
    tell(method, request) {
      for (const send of heldBack) send();
      if (place.state === 'empty') start().remote.tell(method, request);
      else if (place.state === 'running') place.thread.remote.tell(method, request);
    },
    beforeSending: (listener) => subscribe(heldBack, listener),
    command: (command) => void Atomics.store(control, ControlWord.command, ControlCommand[command]),
    onRestart: (listener) => subscribe(restarted, listener),
    onLost: (listener) => subscribe(given, listener),
    async dispose() {
      const before = place;
      place = { state: 'disposed' };
      if (before.state === 'pausing') before.wake();
      for (const one of take(waiting)) one.fail(new CallError('closed', 'call'));
      if (before.state !== 'running') return;
      before.thread.remote.close();
      await before.thread.worker.terminate();
    },
  };
}

function spawn<News>(
  { role, script, fault, log }: ThreadOptions<News>,
  control: Int32Array<SharedArrayBuffer>,
  incarnation: number,
): Worker {
  const seat: ThreadSeat = {
    role,
    control: control.buffer,
    incarnation,
    ...(fault === undefined ? {} : { fault }),
  };
  // The host's own flags are not the thread's (some are refused in threads).
  const worker = new Worker(script, {
    workerData: seat,
    name: `gatescope ${role}`,
    execArgv: [],
    resourceLimits,
  });
  log(`${role} thread ${worker.threadId} started${incarnation > 0 ? ' again' : ''}`);
  return worker;
}

/**
 * Looks ten times within `patience`, and counts looks instead of reading a clock: a laptop that
 * slept, or a host that was busy, is no reason to end a thread.
 */
function watchHeartbeat(
  control: Int32Array,
  timer: HostTimer,
  patience: number,
  hung: () => void,
): () => void {
  let last = Atomics.load(control, ControlWord.heartbeat);
  let still = 0;
  return timer.every(patience / glancesPerPatience, () => {
    const now = Atomics.load(control, ControlWord.heartbeat);
    still = now === last ? still + 1 : 0;
    last = now;
    if (still >= glancesPerPatience) hung();
  });
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
