/** The part of WebAssembly's binary format that code of a cell needs. */
export type Code = readonly number[];

/** Unsigned, seven bits a byte. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const rest = value >> 7;
  const isLast = (rest === 0 && (value & 64) === 0) || (rest === -1 && (value & 64) !== 0);
  return isLast ? [value & 127] : [(value & 127) | 128, ...signed(rest)];
}

const simd = (opcode: number, ...immediates: readonly number[]): number[] => [
  ...[0xfd, ...unsigned(opcode)],
  ...immediates,
];
/** Aligned to 16 bytes, as everything in the kernels' memory is; 4 for a single number. */
const memory = (alignment: number, offset: number): number[] => [alignment, ...unsigned(offset)];

export const local = {
  get: (index: number): Code => [0x20, ...unsigned(index)],
  set: (index: number): Code => [0x21, ...unsigned(index)],
  tee: (index: number): Code => [0x22, ...unsigned(index)],
};

export const code = {
  i32Load: (offset: number): Code => [0x28, ...memory(2, offset)],
  i32Const: (value: number): Code => [0x41, ...signed(value)],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  loop: (body: Code): Code => [0x03, 0x40, ...body, 0x0b],
  branchIf: (depth: number): Code => [0x0d, ...unsigned(depth)],
};

export const v128 = {
  load: (offset: number): Code => simd(0x00, ...memory(4, offset)),
  loadSplat: (offset: number): Code => simd(0x09, ...memory(2, offset)),
  store: (offset: number): Code => simd(0x0b, ...memory(4, offset)),
  splat: (value: number): Code => constant(new Float32Array(4).fill(value)),
  words: (value: number): Code => constant(new Int32Array(4).fill(value)),
  not: simd(0x4d),
  and: simd(0x4e),
  andNot: simd(0x4f),
  or: simd(0x50),
  select: simd(0x52),
  shiftLeft: simd(0xab),
  shiftRight: simd(0xad),
  subtractWords: simd(0xb1),
  wordsToFloats: simd(0xfa),
};

export const f32 = {
  equal: simd(0x41),
  less: simd(0x43),
  greater: simd(0x44),
  notLess: simd(0x46),
  negate: simd(0xe1),
  sqrt: simd(0xe3),
  add: simd(0xe4),
  subtract: simd(0xe5),
  multiply: simd(0xe6),
  divide: simd(0xe7),
  pmin: simd(0xea),
  pmax: simd(0xeb),
  /** a b + c and c - a b, rounded once: only in code that goes with the fused kernels. */
  fusedAdd: simd(0x105),
  fusedSubtract: simd(0x106),
};

function constant(values: Float32Array | Int32Array): Code {
  return simd(0x0c, ...new Uint8Array(values.buffer, values.byteOffset, 16));
}

interface CodeFunction {
  /** Locals besides the two parameters: integers, then vectors. */
  readonly integers: number;
  readonly vectors: number;
  readonly body: Code;
}

const [i32Type, v128Type] = [0x7f, 0x7b];
/** Pages of 64 KB; an imported memory may have less than it says here, not more. */
const mostPages = 65536;

/** Functions (i32, i32) -> nothing, exported as `f0`, `f1`, …, over the shared memory `env.memory`. */
export function encodeModule(functions: readonly CodeFunction[]): Uint8Array<ArrayBuffer> {
  const indices = functions.map((_, index) => index);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 2, i32Type, i32Type, 0]]),
    // A shared memory (3) of at least one page.
    ...section(2, [[...name('env'), ...name('memory'), 2, 3, 1, ...unsigned(mostPages)]]),
    ...section(
      3,
      indices.map(() => [0]),
    ),
    ...section(
      7,
      indices.map((index) => [...name(`f${index}`), 0, ...unsigned(index)]),
    ),
    ...section(10, functions.map(bodyOf)),
  ]);
}

function bodyOf({ integers, vectors, body }: CodeFunction): number[] {
  const locals = [2, ...unsigned(integers), i32Type, ...unsigned(vectors), v128Type];
  return sized([...locals, ...body, 0x0b]);
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  return [id, ...sized([...unsigned(items.length), ...items.flat()])];
}

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];

const name = (text: string): number[] => sized(Array.from(text, (letter) => letter.charCodeAt(0)));
