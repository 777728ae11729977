/** How a thread ends or sticks on purpose (fault.ts), and how it dies of a bug. */
import process from 'node:process';
import type { PlannedFault } from './plannedFault';

/** `(module (func (export "trap") unreachable))` */
const trapModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  ...[7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11],
);

export function carryOutFault(what: PlannedFault['what'] | undefined): void {
  switch (what) {
    case undefined:
    case 'enospc': // happens in files.ts
      return;
    case 'exit':
      process.exit(3);
      return;
    case 'trap': {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(trapModule), {});
      Reflect.apply(exports.trap as () => void, undefined, []);
      return;
    }
    case 'hang':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return;
    default:
      what satisfies never;
  }
}

/**
 * After a trap the WebAssembly memory is in an unknown state, so its thread cannot go on; any
 * other error of a handler concerns that one answer only.
 */
export const isTrap = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError;

/** Called when this thread ends by itself; not when it is terminated. */
export function beforeTheEnd(then: () => void): void {
  process.once('exit', then);
}

/** Ends the thread with an error that its supervisor sees. */
export function endThread(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
