/** A worker thread's wire and time, as `shared/rpc` wants them. */
import type { Worker } from 'node:worker_threads';
import type { Port, Timer } from '../../shared/wire/rpc';

export function workerPort(worker: Worker): Port {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen: (listener) => worker.on('message', listener),
  };
}

export interface HostTimer extends Timer {
  /** The result ends it. */
  every(milliseconds: number, then: () => void): () => void;
}

/** Its timers do not keep the extension host from exiting. */
export const hostTimer: HostTimer = {
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  every(milliseconds, then) {
    const timer = setInterval(then, milliseconds).unref();
    return () => clearInterval(timer);
  },
};
