/** The kernels that the threads compute with, and what a plan must know about them. */
import type { HelperSeat } from '../../engine/kernels/helper';
import type { Kernels } from '../../engine/kernels/kernels';
import { createWasmKernels } from '../../engine/kernels/wasm';

export interface KernelOptions {
  /** Threads that share the work of one operation, this one included. */
  readonly threads: number;
  /** Memory that will be asked for, at most. */
  readonly budgetBytes: number;
  readonly interrupted: () => boolean;
}

export interface EngineParts {
  /** Of one number: what a plan's memory depends on. */
  readonly numberBytes: 4 | 8;
  readonly alignment: number;
  createKernels(options: KernelOptions): Kernels;
}

export interface WasmParts {
  readonly module: WebAssembly.Module;
  /** Starts a thread that calls `serveHelper` with this seat. */
  readonly startHelper: (seat: HelperSeat) => { dispose(): void };
  /** Height of the matrix product's tiles; for speed only. */
  readonly tileRows: 4 | 5;
}

export const wasmEngine = (parts: WasmParts): EngineParts => ({
  numberBytes: 4,
  alignment: 8,
  createKernels: (options) => createWasmKernels({ ...options, ...parts }),
});
