import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Handlers, Port, Timer } from '../../../src/shared/wire/rpc';
import type { CancelSignal } from '../../../src/shared/wire/canceller';
import { CallError, connect, transferred } from '../../../src/shared/wire/rpc';

interface Library {
  add(request: { a: number; b: number }): number;
  slow(request: { name: string }): string;
  tile(request: { length: number }): { values: Float32Array<ArrayBuffer> };
  take(request: { values: Float32Array<ArrayBuffer> }): number;
  broken(request: object): void;
  unsendable(request: object): unknown;
  note(request: { line: string }): void;
}
interface Visitor {
  greet(request: { name: string }): string;
}

const timer: Timer = {
  after(milliseconds, then) {
    const running = setTimeout(then, milliseconds);
    return () => clearTimeout(running);
  },
};

const portOf = (port: MessagePort): Port => ({
  post: (message, transfer) => port.postMessage(message, transfer),
  listen: (listener) => port.on('message', listener),
});

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function signal(): CancelSignal & { cancel(): void } {
  const listeners: (() => void)[] = [];
  return {
    cancelled: false,
    whenCancelled: (listener) => void listeners.push(listener),
    cancel() {
      (this as { cancelled: boolean }).cancelled = true;
      for (const listener of listeners) listener();
    },
  };
}

function pair() {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const lines: string[] = [];
  const bugs: string[] = [];
  let release = (): void => undefined;
  const slowJobs: { cancelled: boolean }[] = [];
  const handlers: Handlers<Library> = {
    add: ({ a, b }) => a + b,
    slow: async ({ name }, job) => {
      slowJobs.push(job);
      await new Promise<void>((resolve) => (release = resolve));
      return job.cancelled ? 'stopped' : name;
    },
    tile: ({ length }) => {
      const values = new Float32Array(length).fill(2);
      return transferred({ values }, [values.buffer]);
    },
    take: ({ values }) => values.length,
    broken: () => {
      throw new TypeError('a bug');
    },
    unsendable: () => ({ call: () => 1 }),
    note: ({ line }) => void lines.push(line),
  };
  const library = connect<Visitor, Library>(portOf(port2), handlers, timer, (error, method) =>
    bugs.push(`${method}: ${String(error)}`),
  );
  const visitor = connect<Library, Visitor>(
    portOf(port1),
    { greet: ({ name }) => `hello ${name}` },
    timer,
    (error) => bugs.push(String(error)),
  );
  return { library, visitor, lines, bugs, slowJobs, release: () => release() };
}

describe('rpc', () => {
  it('answers calls in both directions', async () => {
    const { library, visitor } = pair();
    await expect(visitor.call('add', { a: 2, b: 3 })).resolves.toBe(5);
    await expect(library.call('greet', { name: 'you' })).resolves.toBe('hello you');
  });

  it('ignores messages that are none of its own', async () => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    const [answers, asked, bugs]: unknown[][] = [[], [], []];
    const handlers = { add: (request: unknown) => void asked.push(request) };
    connect<Visitor, { add(request: unknown): void }>(portOf(port2), handlers, timer, (error) =>
      bugs.push(error),
    );
    port1.on('message', (message) => answers.push(message));
    const strangers: readonly unknown[] = [
      ...[null, undefined, 0, '', 'text', true, [], {}, new Uint8Array(3)],
      ...[{ t: 'q' }, { t: 'q', m: 'request' }, { t: 'q', m: 'request', a: null, i: 'x' }],
      ...[
        { t: 'q', m: 'request', a: [], i: 'x' },
        { t: 'q', m: 'request', a: ['1', 'add', {}] },
      ],
      ...[
        { t: 'q', m: 'toString', a: [1, 'add', {}], i: 'x' },
        { t: 'q', m: 'cancel', a: [{}] },
      ],
      ...[{ t: 's' }, { t: 's', i: 7 }, { t: 's', i: 'nobody asked' }, { t: 'z', i: 'x' }],
    ];
    for (const message of strangers) port1.postMessage(message);
    port1.postMessage({ t: 'q', m: 'request', a: [1, 'add', 'ours'], i: 'x' });
    await vi.waitFor(() => expect(answers).toEqual([{ t: 's', i: 'x', r: undefined }]));
    expect({ asked, bugs }).toEqual({ asked: ['ours'], bugs: [] });
  });

  it('keeps calls and notifications in order', async () => {
    const { visitor, lines } = pair();
    for (const line of ['one', 'two', 'three']) visitor.tell('note', { line });
    await visitor.call('add', { a: 0, b: 0 });
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('moves the buffers of an answer instead of copying them', async () => {
    const { visitor } = pair();
    const tile = await visitor.call('tile', { length: 100 });
    expect(tile.values.length).toBe(100);
    expect(tile.values[99]).toBe(2);
  });

  it('moves the buffers of a request, so that the caller has them no more', async () => {
    const { visitor } = pair();
    const values = new Float32Array(10);
    await expect(visitor.call('take', transferred({ values }, [values.buffer]))).resolves.toBe(10);
    expect(values.length).toBe(0);
  });

  it('rejects with the error of a handler, and reports it where it happened', async () => {
    const { visitor, bugs } = pair();
    await expect(visitor.call('broken', {})).rejects.toThrow('a bug');
    expect(bugs).toEqual(['broken: TypeError: a bug']);
  });

  it('rejects, and does not wait for ever, when an answer cannot be sent', async () => {
    const { visitor, bugs } = pair();
    await expect(visitor.call('unsendable', {})).rejects.toThrow(/clone/);
    expect(bugs).toHaveLength(1);
    await expect(visitor.call('add', { a: 1, b: 1 })).resolves.toBe(2);
  });

  it('rejects a request that cannot be sent', async () => {
    const { visitor } = pair();
    const request = { line: 'x', call: () => 1 };
    await expect(visitor.call('note', request)).rejects.toThrow(/clone/);
  });

  it('rejects a cancelled call at once and tells the handler', async () => {
    const { visitor, slowJobs, release } = pair();
    const cancel = signal();
    const answer = visitor.call('slow', { name: 'a' }, { cancel });
    await vi.waitFor(() => expect(slowJobs).toHaveLength(1));
    cancel.cancel();
    await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
    await vi.waitFor(() => expect(slowJobs[0].cancelled).toBe(true));
    release();
    await expect(visitor.call('add', { a: 1, b: 2 })).resolves.toBe(3);
  });

  it('does not send a call that is cancelled already', async () => {
    const { visitor, slowJobs } = pair();
    const cancel = signal();
    cancel.cancel();
    await expect(visitor.call('slow', { name: 'a' }, { cancel })).rejects.toBeInstanceOf(CallError);
    await visitor.call('add', { a: 1, b: 2 });
    expect(slowJobs).toHaveLength(0);
  });

  it('gives up at the deadline, and the handler hears of it', async () => {
    const { visitor, slowJobs, release } = pair();
    const answer = visitor.call('slow', { name: 'a' }, { deadline: 20 });
    await expect(answer).rejects.toMatchObject({ kind: 'deadline' });
    await vi.waitFor(() => expect(slowJobs[0]?.cancelled).toBe(true));
    release();
  });

  it('rejects everything that is pending when it is closed, and every call after it', async () => {
    const { visitor } = pair();
    const answers = [visitor.call('slow', { name: 'a' }), visitor.call('slow', { name: 'b' })];
    visitor.close();
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ kind: 'closed' });
    await expect(visitor.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ kind: 'closed' });
    visitor.tell('note', { line: 'unheard' });
  });

  it('rejects a method that the other side does not handle', async () => {
    const { visitor } = pair();
    const call = visitor.call as (method: string, request: unknown) => Promise<unknown>;
    await expect(call('toString', {})).rejects.toThrow(/No handler/);
    await expect(call('nothing', {})).rejects.toThrow(/No handler/);
  });
});
