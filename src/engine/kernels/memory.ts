/**
 * The one shared memory: a control block and each thread's own memory at the bottom (layout.ts),
 * above it arrays that stay for good, and one scratch area that grows with the largest operation.
 * Grows on demand up to a limit, and checks the limit before it takes anything.
 *
 * Arrays made before a growth stay valid: a shared memory is never moved, and their old buffer is a
 * shorter view of it.
 */
import { OverBudget } from './failures';
import { BLOCK, MOST_THREADS, PRIVATE, PRIVATE_BYTES } from './layout';

const pageBytes = 65536;
const lineBytes = 64;
/** WebAssembly's addresses have 32 bits, and the module was compiled for half of them. */
export const mostBytes = 2 ** 31;

/** Control block, threads' own memory, and the double buffer of the matrix product. */
export const fixedBytes = PRIVATE + MOST_THREADS * PRIVATE_BYTES + 2 * BLOCK * 4;

export interface SharedHeap {
  readonly memory: WebAssembly.Memory;
  /** Address of the double buffer of the matrix product. */
  readonly blocks: number;
  /** @returns the address of zeroed memory that stays. @throws OverBudget */
  allocate(bytes: number): number;
  /** @returns the addresses of areas of these sizes, valid until the next call. @throws OverBudget */
  scratch(sizes: readonly number[]): number[];
  /** Whether a buffer is, or was before a growth, this memory's. */
  owns(buffer: ArrayBufferLike): boolean;
}

interface Area {
  at: number;
  bytes: number;
}

/** What `bytes` take in this memory: whole cache lines. */
export function lines(bytes: number): number {
  return Math.ceil(bytes / lineBytes) * lineBytes;
}

export function createHeap(budgetBytes: number): SharedHeap {
  const limit = Math.min(budgetBytes, mostBytes);
  if (fixedBytes > limit) throw new OverBudget(fixedBytes, limit);
  const maximum = Math.floor(limit / pageBytes);
  const initial = Math.ceil(fixedBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial, maximum, shared: true });
  const known = new WeakSet<ArrayBufferLike>([memory.buffer]);
  const free: Area[] = [];
  let top = fixedBytes;
  let area: Area = { at: top, bytes: 0 };

  /** Moves the top to `end`, growing the memory under it. */
  const raise = (end: number): void => {
    const pages = Math.ceil(end / pageBytes) - memory.buffer.byteLength / pageBytes;
    if (end > maximum * pageBytes) throw new OverBudget(end, limit);
    if (pages > 0) {
      try {
        memory.grow(pages);
      } catch {
        // The system has less than the budget grants.
        throw new OverBudget(end, memory.buffer.byteLength);
      }
      known.add(memory.buffer);
    }
    top = end;
  };

  const takeFree = (bytes: number): number | undefined => {
    const found = free.findIndex((candidate) => candidate.bytes >= bytes);
    if (found < 0) return undefined;
    const place = free[found];
    const at = place.at;
    place.at += bytes;
    place.bytes -= bytes;
    if (place.bytes === 0) free.splice(found, 1);
    new Uint8Array(memory.buffer, at, bytes).fill(0);
    return at;
  };

  const growScratch = (bytes: number): void => {
    if (area.at + area.bytes === top) {
      raise(area.at + bytes);
    } else {
      const at = top;
      raise(at + bytes);
      free.push(area);
      area = { at, bytes: 0 };
    }
    area.bytes = bytes;
  };

  return {
    memory,
    blocks: PRIVATE + MOST_THREADS * PRIVATE_BYTES,
    allocate(bytes) {
      const size = lines(bytes);
      const old = takeFree(size);
      const at = old ?? top;
      if (old === undefined) raise(at + size);
      // V8 gives every shared memory of a thread a new buffer object whenever one of them grows.
      known.add(memory.buffer);
      return at;
    },
    scratch(sizes) {
      let total = 0;
      const offsets = sizes.map((size) => {
        const offset = total;
        total += lines(size);
        return offset;
      });
      if (total > area.bytes) growScratch(total);
      return offsets.map((offset) => area.at + offset);
    },
    owns: (buffer) => known.has(buffer),
  };
}
