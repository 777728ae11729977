/** The kernels that the threads compute with, and what a plan must know about them. */
import type { Arithmetic } from '../../engine/kernels/arithmetic';
import type { HelperSeat, TileRows } from '../../engine/kernels/helper';
import type { Kernels } from '../../engine/kernels/kernels';
import { createWasmKernels } from '../../engine/kernels/wasm';

export interface KernelOptions {
  /** Threads that share the work of one operation, this one included. */
  readonly threads: number;
  /** Memory that will be asked for, at most. */
  readonly budgetBytes: number;
  readonly interrupted: () => boolean;
  /** The engine's own if not given. */
  readonly arithmetic?: Arithmetic;
}

export interface EngineParts {
  /** Of one number: what a plan's memory depends on. */
  readonly numberBytes: 4 | 8;
  readonly alignment: number;
  /** The faster one that this machine has. It has `separate` in any case. */
  readonly arithmetic: Arithmetic;
  createKernels(options: KernelOptions): Kernels;
}

/** One arithmetic of the kernels. */
export interface WasmKind {
  /** Compiled when it is first asked for. */
  readonly module: () => WebAssembly.Module;
  /** Height of the matrix product's tiles; for speed only. */
  readonly tileRows: TileRows;
}

export interface WasmParts {
  readonly separate: WasmKind;
  /** Only where the processor fuses. */
  readonly fused?: WasmKind;
  /** Starts a thread that calls `serveHelper` with this seat. */
  readonly startHelper: (seat: HelperSeat) => { dispose(): void };
}

export function wasmEngine({ separate, fused, startHelper }: WasmParts): EngineParts {
  return {
    ...{ numberBytes: 4, alignment: 8 },
    arithmetic: fused ? 'fused' : 'separate',
    createKernels({ arithmetic, ...options }) {
      if (arithmetic === 'fused' && !fused) throw new Error('There are no fused kernels here');
      const { module, tileRows } = arithmetic === 'separate' ? separate : (fused ?? separate);
      return createWasmKernels({ ...options, startHelper, tileRows, module: module() });
    },
  };
}
