/** Makes a worker thread of the bundled script: its seat, its limits, its name. */
import { Worker } from 'node:worker_threads';
import type { ThreadRole, ThreadSeat } from '../../shared/wire/threads';

export interface ThreadScript {
  readonly role: ThreadRole;
  /** Path of dist/worker.js. */
  readonly script: string;
  /** Keeps a line; ids and counts, never words. */
  readonly log: (line: string) => void;
  /** The value of GATESCOPE_FAULT, for tests. */
  readonly fault?: string | undefined;
}

/** JS heap of a thread; typed arrays and WebAssembly memory are not counted in it (Node). */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 };

export function spawnThread(
  { role, script, fault, log }: ThreadScript,
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
