/** A thread that misbehaves when it is asked to: what the tests of the supervisor supervise. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../../src/shared/wire/rpc';
import type { ThreadSeat } from '../../../src/shared/wire/threads';
import { ControlWord } from '../../../src/shared/wire/threads';

export interface ActorContract {
  incarnation(request: object): number;
  remember(request: { word: string }): void;
  recall(request: object): readonly string[];
  wait(request: object): void;
  exit(request: { code: number }): void;
  fail(request: object): void;
  hang(request: object): void;
  command(request: object): number;
}
export interface ActorNews {
  said(request: { line: string }): void;
}

const seat = workerData as ThreadSeat;
const control = new Int32Array(seat.control);
const port = parentPort;
if (!port) throw new Error('not a thread');

setInterval(() => Atomics.add(control, ControlWord.heartbeat, 1), 20);
const words: string[] = [];

const host = connect<ActorNews, ActorContract>(
  { post: (m, transfer) => port.postMessage(m, transfer), listen: (l) => port.on('message', l) },
  {
    incarnation: () => seat.incarnation,
    remember: ({ word }) => void words.push(word),
    recall: () => words,
    wait: () => new Promise<void>(() => undefined),
    exit: ({ code }) => process.exit(code),
    fail: () => {
      setImmediate(() => {
        throw new RangeError('out of words');
      });
    },
    hang: () => {
      for (;;);
    },
    command: () => Atomics.load(control, ControlWord.command),
  },
  { after: () => () => undefined },
  () => undefined,
);
host.tell('said', { line: `seated ${seat.incarnation}` });
