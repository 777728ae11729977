/** The kernels' machine code, compiled, and threads that help with it. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { isFusedHere } from '../../engine/kernels/arithmetic';
import fused from '../../engine/kernels/assembly/kernels.fused.wasm';
import separate from '../../engine/kernels/assembly/kernels.wasm';
import type { HelperSeat } from '../../engine/kernels/helper';
import { wasmEngine, type EngineParts, type WasmKind } from './engineParts';
import { threadFile } from './threads/threadFile';

/**
 * V8 before 13 (Node 20 and 22) has too few registers for a 5 x 8 tile on some processors and then runs
 * at half the speed. Fused, a product needs no register of its own, so that 6 x 8 fit in newer ones.
 */
const isOldV8 = Number.parseInt(process.versions.v8) < 13;
const tileRows = { separate: isOldV8 ? 4 : 5, fused: isOldV8 ? 4 : 6 } as const;

/** The product's kernels, ready to be created. Each module is compiled once a thread, if at all. */
export const platformEngine = (): EngineParts =>
  wasmEngine({
    separate: kindOf(separate, tileRows.separate),
    ...(isFusedHere() ? { fused: kindOf(fused, tileRows.fused) } : {}),
    startHelper,
  });

function kindOf(bytes: Uint8Array<ArrayBuffer>, rows: WasmKind['tileRows']): WasmKind {
  let compiled: WebAssembly.Module | undefined;
  return { module: () => (compiled ??= new WebAssembly.Module(bytes)), tileRows: rows };
}

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
