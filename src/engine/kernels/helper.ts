/**
 * A helper thread's side of the team. A seat is what a thread needs to help: it can be sent to it
 * as a message. Whoever starts the thread calls `serveHelper` there and, where the thread can end
 * in another way than by returning, `abandonSeat` in its last moments.
 */
import { HelperLost } from './failures';
import { DEAD, GENERATION } from './layout';
import { createLinker } from './linker';

/** Highest tiles of the matrix product (assembly/micro.ts). */
export type TileRows = 4 | 5 | 6;

export interface HelperSeat {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** 1 and up; thread 0 is the caller's. */
  readonly index: number;
  /** Address of the double buffer of the matrix product. */
  readonly blocks: number;
  readonly tileRows: TileRows;
}

/** Imports of an instance: the module asks thread 0 for `interrupted`, any thread may be `lost`. */
export interface Host extends Record<string, unknown> {
  interrupted(): boolean;
  /** Throws. */
  lost(): never;
}

export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  host: Host,
): Record<string, unknown> {
  // `env.abort` is AssemblyScript's name for an assertion that failed; there are none (noAssert).
  const abort = (): never => {
    throw new Error('The kernels met an impossible state.');
  };
  const link = createLinker(memory, () => instance.exports.table as WebAssembly.Table);
  const instance = new WebAssembly.Instance(module, {
    env: { memory, abort },
    host: { ...host, link },
  });
  return instance.exports;
}

/** What a helper calls of the module. */
interface HelperModule extends Record<string, unknown> {
  serve(index: number, blocks: number, tileRows: number): void;
}

/** Takes part in job after job. Returns when the kernels are disposed of or another helper is lost. */
export function serveHelper(seat: HelperSeat): void {
  const lost = (): never => {
    throw new HelperLost();
  };
  try {
    const module = instantiate(seat.module, seat.memory, {
      interrupted: () => false,
      lost,
    }) as HelperModule;
    module.serve(seat.index, seat.blocks, seat.tileRows);
  } catch (failure) {
    if (failure instanceof HelperLost) return;
    abandonSeat(seat);
    throw failure;
  }
}

/** Says that this helper is dying, so that the others wait a quarter of a second, not five. */
export function abandonSeat(seat: HelperSeat): void {
  const words = new Int32Array(seat.memory.buffer);
  Atomics.add(words, DEAD / 4, 1);
  Atomics.notify(words, GENERATION / 4);
}
