/** The kernels' machine code, compiled, and threads that help with it. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import bytes from '../../engine/kernels/assembly/kernels.wasm';
import type { HelperSeat } from '../../engine/kernels/helper';
import { wasmEngine, type EngineParts } from './engineParts';
import { threadFile } from './threads/threadFile';

/** The product's kernels, ready to be created. Compiles: once a thread. */
export const platformEngine = (): EngineParts =>
  wasmEngine({ module: new WebAssembly.Module(bytes), startHelper, tileRows });

/**
 * V8 before 13 (Node 20 and 22) spills a 5 x 8 tile's accumulators on some processors and then runs
 * at half the speed; a tile height changes no bit of a result.
 */
const tileRows = Number.parseInt(process.versions.v8) < 13 ? 4 : 5;

/** `workerData` of a helper's thread. */
export interface HelperStart {
  readonly role: 'helper';
  readonly seat: HelperSeat;
}

/** It ends with this thread at the latest. */
function startHelper(seat: HelperSeat): { dispose(): void } {
  const workerData: HelperStart = { role: 'helper', seat };
  const worker = new Worker(threadFile, { workerData, execArgv: [] });
  // A helper that is lost shows in the next operation, which then throws HelperLost here.
  worker.on('error', () => undefined);
  worker.unref();
  return { dispose: () => void worker.terminate() };
}

/** One fewer than the machine has cores, at most 4: the editor needs one too. */
export const usualThreads = (): number => Math.max(1, Math.min(4, availableParallelism() - 1));
