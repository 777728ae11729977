/** The wire of this thread to the one that started it, and what it was given there. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Port } from '../../../shared/wire/rpc';

/** What the starting thread handed over; parsed by the entry. */
export const givenAtStart: unknown = workerData;

/** @throws where this is the main thread */
export function threadPort(): Port {
  const port = parentPort;
  if (!port) throw new Error('This file is the entry of a worker thread');
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen: (listener) => port.on('message', listener),
  };
}
