/**
 * Code that is made of cells' equations, on every thread: helpers sit in WebAssembly and get no
 * messages, so the code travels through the shared memory, in a chain that only grows (layout.ts:
 * CODES). Each thread compiles it and puts its functions at the end of its own table before it takes
 * part in the next job; since all do so in the order of the chain, a function has one index everywhere.
 */
import * as layout from './layout';

/** Of a code: the address of the next one, its bytes, how many functions it has. */
export const codeHeader = 12;

export function createLinker(
  memory: WebAssembly.Memory,
  table: () => WebAssembly.Table,
): () => void {
  let last = 0;
  return () => {
    // Growing by nothing renews this thread's view of a memory that another thread has grown.
    memory.grow(0);
    const words = new Int32Array(memory.buffer);
    const next = (): number => words[(last === 0 ? layout.FIRST_CODE : last) / 4];
    for (let code = next(); code !== 0; code = next()) {
      link(memory, table(), code, words[code / 4 + 1], words[code / 4 + 2]);
      last = code;
    }
  };
}

function link(
  memory: WebAssembly.Memory,
  table: WebAssembly.Table,
  code: number,
  length: number,
  count: number,
): void {
  // A copy: a module is not made from shared bytes.
  const bytes = new Uint8Array(new Uint8Array(memory.buffer, code + codeHeader, length));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const base = table.grow(count);
  for (let index = 0; index < count; index++) table.set(base + index, exports[`f${index}`]);
}
