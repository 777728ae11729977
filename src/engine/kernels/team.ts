/**
 * The caller's side of the team of threads: starts helpers, hands out jobs, and copes with a helper
 * that is lost. The other side is assembly/team.ts.
 */
import type { Arithmetic } from './arithmetic';
import { HelperLost } from './failures';
import { instantiate, type HelperSeat, type TileRows } from './helper';
import * as layout from './layout';
import type { SharedHeap } from './memory';

export interface TeamOptions {
  readonly module: WebAssembly.Module;
  readonly threads: number;
  readonly interrupted: () => boolean;
  readonly tileRows?: TileRows;
  readonly shareFrom?: number;
  readonly startHelper?: (seat: HelperSeat) => { dispose(): void };
}

export interface Team {
  /** Arguments of the next job: write, then `perform`. */
  readonly integers: Int32Array;
  readonly numbers: Float64Array;
  readonly arithmetic: Arithmetic;
  /** The module's functions on this thread. */
  readonly raw: Record<string, unknown>;
  /**
   * Runs the job on the team, or alone where `work` (nanoseconds on one thread) is small.
   * @returns the operation's result. @throws HelperLost, but never from Adam
   */
  perform(operation: number, work: number): number;
  /** Helpers that have arrived. */
  joined(): number;
  /** Threads that may take part, helpers that are still starting included. */
  threads(): number;
  dispose(): void;
}

/** What this side calls of the module. */
interface Module extends Record<string, unknown> {
  isFused(): number;
  run(members: number): void;
  finishAdamOf(members: number): void;
  prepare(blocks: number, tileRows: number): void;
}

/** Work below it is not worth a helper: waking one takes as long. */
const worthSharing = 30_000;

export function assemble(options: TeamOptions, heap: SharedHeap): Team {
  const { memory, blocks } = heap;
  const words = new Int32Array(memory.buffer, 0, layout.PRIVATE / 4);
  const integers = words.subarray(layout.INTEGERS / 4, layout.NUMBERS / 4);
  const numbers = new Float64Array(memory.buffer, layout.NUMBERS, 16);
  const result = new Float64Array(memory.buffer, layout.RESULT, 1);
  const lost = (): never => {
    throw new HelperLost();
  };
  const module = instantiate(options.module, memory, {
    interrupted: options.interrupted,
    lost,
  }) as Module;
  module.prepare(blocks, options.tileRows ?? 5);
  const helpers = startHelpers(options, heap);
  const { shareFrom = worthSharing } = options;
  let broken = false;

  /** Helpers 1, 2, ... up to the first that has not arrived: members are numbered without gaps. */
  const joined = (): number => {
    if (broken) return 0;
    let count = 0;
    while (
      count < helpers.length &&
      Atomics.load(words, (layout.JOINED + 64 * (count + 1)) / 4) === 1
    ) {
      count += 1;
    }
    return count;
  };

  const disposeHelpers = (): void => {
    for (const helper of helpers.splice(0)) helper.dispose();
  };

  /** Adam has changed weights already: it is finished here rather than failed. */
  const recover = (failure: unknown, operation: number, members: number): void => {
    if (!(failure instanceof HelperLost)) throw failure;
    broken = true;
    disposeHelpers();
    if (operation !== layout.ADAM) throw failure;
    module.finishAdamOf(members);
  };

  return {
    integers,
    numbers,
    arithmetic: module.isFused() ? 'fused' : 'separate',
    raw: module,
    joined,
    threads: () => 1 + helpers.length,
    perform(operation, work) {
      const members = work < shareFrom ? 1 : 1 + joined();
      words[layout.OPERATION / 4] = operation;
      try {
        module.run(members);
      } catch (failure) {
        recover(failure, operation, members);
      }
      return result[0];
    },
    dispose() {
      const members = 1 + joined();
      words[layout.OPERATION / 4] = layout.LEAVE;
      if (members > 1) module.run(members);
      disposeHelpers();
    },
  };
}

function startHelpers(options: TeamOptions, heap: SharedHeap): { dispose(): void }[] {
  const { startHelper, module } = options;
  if (!startHelper) return [];
  const count = Math.min(options.threads, layout.MOST_THREADS) - 1;
  const { memory, blocks } = heap;
  const tileRows = options.tileRows ?? 5;
  return Array.from({ length: Math.max(0, count) }, (_, n) =>
    startHelper({ module, memory, index: n + 1, blocks, tileRows }),
  );
}
