/**
 * WebAssembly from the programs of a cell: a function each, which does eight units of some rows.
 * `f(rows, arguments)`: for each place that the program reads or writes, `arguments` has its address
 * in the first row and the bytes to the next one. exp, sigmoid and tanh are those of
 * ../assembly/functions.ts operation for operation, with its constants: the same bits.
 *
 * (The binary format: WebAssembly Core Specification 2.0, chapter 5; SIMD: section 5.4.8.)
 */
import type { Arithmetic } from '../arithmetic';
import type { CompiledCell, Operation, Place, Program } from '../compiledCell';
import { code as op, encodeModule, f32, local, v128, type Code } from './wasmCode';

interface CellCode {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The places of each function, in the order of its arguments; forward, then backward. */
  readonly places: readonly (readonly CodePlace[])[];
}

/** `mask`: ones where a unit is no padding. Only in code of a cell that is masked. */
export type CodePlace = Place | { readonly array: 'mask'; readonly index: 0 };

/** What code of a cell has in common with the kernels that it goes with. */
export interface CodeSetting {
  /** Address of the constants of functions.ts. */
  readonly constants: number;
  readonly arithmetic: Arithmetic;
}

export function emitCell(cell: CompiledCell, setting: CodeSetting): CellCode {
  const programs = [...cell.forward, ...cell.backward];
  const places = programs.map((program) => placesOf(program, cell.masked));
  const functions = programs.map((program, index) =>
    functionOf(program, places[index], { ...setting, masked: cell.masked }),
  );
  return { bytes: encodeModule(functions), places };
}

interface Context extends CodeSetting {
  readonly masked: boolean;
}

function placesOf(program: Program, masked: boolean): CodePlace[] {
  const places = new Map<string, CodePlace>();
  for (const instruction of program) {
    const place = placeIn(instruction);
    if (place) places.set(keyOf(place), place);
  }
  return masked ? [...places.values(), { array: 'mask', index: 0 }] : [...places.values()];
}

const keyOf = ({ array, index }: CodePlace): string => `${array} ${index}`;

function placeIn(instruction: Program[number]): Place | undefined {
  if (instruction.do === 'load') return instruction.from;
  return instruction.do === 'store' || instruction.do === 'accumulate' ? instruction.to : undefined;
}

/** Locals: rows, arguments; an address and a stride a place; a value an instruction; some of exp's. */
function functionOf(program: Program, places: readonly CodePlace[], context: Context) {
  const [rows, args] = [0, 1];
  const count = places.length;
  const address = new Map(places.map((place, index) => [keyOf(place), 2 + index]));
  const value = 2 + 2 * count;
  const spare = value + program.length;
  const at = (place: CodePlace): number => address.get(keyOf(place)) ?? 0;

  const enter = places.flatMap((_, index) => [
    ...[...local.get(args), ...op.i32Load(8 * index), ...local.set(2 + index)],
    ...[...local.get(args), ...op.i32Load(8 * index + 4), ...local.set(2 + count + index)],
  ]);
  const halves = [0, 16].flatMap((half) =>
    program.flatMap((instruction, index): Code => {
      switch (instruction.do) {
        case 'load':
          return [
            ...[...local.get(at(instruction.from)), ...v128.load(half)],
            ...local.set(value + index),
          ];
        case 'number':
          return [...v128.splat(instruction.value), ...local.set(value + index)];
        case 'store':
        case 'accumulate': {
          const to = local.get(at(instruction.to));
          const old = instruction.do === 'accumulate' ? [...to, ...v128.load(half)] : [];
          const mask = local.get(at({ array: 'mask', index: 0 }));
          const masked = context.masked ? [...mask, ...v128.load(half), ...v128.and] : [];
          const added = instruction.do === 'accumulate' ? f32.add : [];
          const from = local.get(value + instruction.of);
          return [...to, ...old, ...from, ...masked, ...added, ...v128.store(half)];
        }
        default: {
          const of = instruction.of.map((earlier) => local.get(value + earlier));
          const make = operations[instruction.do];
          return [...make(of, { spare, ...context }), ...local.set(value + index)];
        }
      }
    }),
  );
  const next = places.flatMap((_, index) => [
    ...[...local.get(2 + index), ...local.get(2 + count + index), ...op.i32Add],
    ...local.set(2 + index),
  ]);
  const again = [...local.get(rows), ...op.i32Const(1), ...op.i32Sub, ...local.tee(rows)];
  return {
    integers: 2 * count,
    vectors: program.length + spares,
    body: [...enter, ...op.loop([...halves, ...next, ...again, ...op.branchIf(0)])],
  };
}

interface Tools extends CodeSetting {
  /** The first of `spares` locals that an operation may use. */
  readonly spare: number;
}

const spares = 4;

/** Arguments are code that puts a value on the stack; the result stays on it. */
type Emit = (of: readonly Code[], tools: Tools) => Code;

const binary =
  (instruction: Code): Emit =>
  ([a, b]) => [...a, ...b, ...instruction];
const unary =
  (instruction: Code): Emit =>
  ([a]) => [...a, ...instruction];

const operations: Record<Operation, Emit> = {
  add: binary(f32.add),
  subtract: binary(f32.subtract),
  multiply: binary(f32.multiply),
  divide: binary(f32.divide),
  negate: unary(f32.negate),
  // pmax(a, b) is b where a < b, else a; pmin b where b < a, else a.
  max: binary(f32.pmax),
  min: binary(f32.pmin),
  // 0 where a < 0, else a: what is no number stays so.
  relu: ([a]) => [...a, ...v128.splat(0), ...f32.pmax],
  sqrt: unary(f32.sqrt),
  sigmoid: ([a], tools) => [
    ...[...one(tools), ...one(tools)],
    ...[...v128.splat(0), ...a, ...f32.subtract, ...exp(tools)],
    ...[...f32.add, ...f32.divide],
  ],
  tanh: ([a], tools) => [...a, ...tanh(tools)],
  exp: ([a], tools) => [...a, ...exp(tools)],
  log: ([a], tools) => [...a, ...log(tools)],
  ifPositive: ([a, g]) => [...g, ...a, ...v128.splat(0), ...f32.greater, ...v128.and],
  ifNotLess: ([a, b, g]) => [...g, ...a, ...b, ...f32.less, ...v128.andNot],
  ifLess: ([a, b, g]) => [...g, ...a, ...b, ...f32.less, ...v128.and],
};

const constant = ({ constants }: Tools, index: number): Code => [
  ...op.i32Const(0),
  ...v128.loadSplat(constants + 4 * index),
];
const one = (tools: Tools): Code => constant(tools, 12);

/** a b + sum, as `madd` in ../assembly/arithmetic.ts. The first code may be empty: what is on the stack. */
const addProduct = ({ arithmetic }: Tools, a: Code, b: Code, sum: Code): Code =>
  arithmetic === 'fused'
    ? [...a, ...b, ...sum, ...f32.fusedAdd]
    : [...a, ...b, ...f32.multiply, ...sum, ...f32.add];

/** sum - a b, as `nmadd` there. */
const subtractProduct = ({ arithmetic }: Tools, sum: Code, a: Code, b: Code): Code =>
  arithmetic === 'fused'
    ? [...a, ...b, ...sum, ...f32.fusedSubtract]
    : [...sum, ...a, ...b, ...f32.multiply, ...f32.subtract];

/** Horner's rule from the sum on the stack: sum * x + the constant, for constants [from, to]. */
function horner(tools: Tools, x: Code, from: number, to: number): Code {
  const steps = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return steps.flatMap((index) => addProduct(tools, [], x, constant(tools, index)));
}

/** As `exp` in functions.ts, of what is on the stack. */
function exp(tools: Tools): Code {
  const { spare } = tools;
  const [x, y, rounded, r] = [spare, spare + 1, spare + 2, spare + 3];
  const n = [...local.get(rounded), ...constant(tools, 3), ...f32.subtract];
  return [
    ...local.set(x),
    ...[...local.get(x), ...constant(tools, 0), ...f32.pmax, ...constant(tools, 1), ...f32.pmin],
    ...addProduct(tools, local.tee(y), constant(tools, 2), constant(tools, 3)),
    ...local.set(rounded),
    ...[...subtractProduct(tools, local.get(y), n, constant(tools, 4)), ...local.set(r)],
    ...[...subtractProduct(tools, local.get(r), n, constant(tools, 5)), ...local.set(r)],
    ...[...constant(tools, 6), ...horner(tools, local.get(r), 7, 11)],
    ...addProduct(tools, [], [...local.get(r), ...local.get(r), ...f32.multiply], local.get(r)),
    ...[...one(tools), ...f32.add],
    ...[...local.get(rounded), ...op.i32Const(23), ...v128.shiftLeft, ...f32.multiply],
    ...[...local.get(x), ...constant(tools, 0), ...f32.less, ...v128.andNot],
  ];
}

/** As `tanh` in functions.ts, of what is on the stack. */
function tanh(tools: Tools): Code {
  const { spare } = tools;
  const [y, s] = [local.get(spare), local.get(spare + 1)];
  return [
    ...[...constant(tools, 14), ...f32.pmin, ...constant(tools, 13), ...f32.pmax],
    ...local.set(spare),
    ...[...y, ...y, ...f32.multiply, ...local.set(spare + 1)],
    ...[...y, ...constant(tools, 15), ...horner(tools, s, 16, 21), ...f32.multiply],
    ...[...constant(tools, 22), ...horner(tools, s, 23, 25), ...f32.divide],
  ];
}

/** Cephes' logf: its polynomial on [sqrt 1/2 - 1, sqrt 2 - 1]. */
const logarithm = [
  ...[7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1],
  ...[-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1],
];
const leastNormal = 1.1754943508222875e-38;

/**
 * Natural logarithm of what is on the stack: x = 2^n m with m in [sqrt 1/2, sqrt 2), relative error
 * 2e-7. Of 0 and of subnormal numbers -Infinity, below 0 not a number.
 */
function log({ spare }: Tools): Code {
  const [x, m, n, y] = [spare, spare + 1, spare + 2, spare + 3];
  const get = local.get;
  const isLow = [...get(m), ...v128.splat(Math.SQRT1_2), ...f32.less];
  const times = (code: Code, factor: number): Code => [
    ...[...code, ...v128.splat(factor), ...f32.multiply],
  ];
  return [
    ...local.set(x),
    // m in [1/2, 1), n the exponent that goes with it.
    ...[...get(x), ...v128.words(0x007fffff), ...v128.and, ...v128.words(0x3f000000), ...v128.or],
    ...local.set(m),
    ...[
      ...get(x),
      ...op.i32Const(23),
      ...v128.shiftRight,
      ...v128.words(126),
      ...v128.subtractWords,
    ],
    ...[...v128.wordsToFloats, ...v128.splat(1), ...isLow, ...v128.and, ...f32.subtract],
    ...local.set(n),
    // m - 1, or 2 m - 1 where m is low.
    ...[...get(m), ...v128.splat(1), ...f32.subtract, ...get(m), ...isLow, ...v128.and, ...f32.add],
    ...local.set(m),
    ...v128.splat(logarithm[0]),
    ...logarithm
      .slice(1)
      .flatMap((factor) => [...get(m), ...f32.multiply, ...v128.splat(factor), ...f32.add]),
    ...[...get(m), ...f32.multiply, ...get(m), ...get(m), ...f32.multiply, ...f32.multiply],
    // ln 2 in two parts, the small one first.
    ...[...times(get(n), -2.1219444e-4), ...f32.add],
    ...[...times([...get(m), ...get(m), ...f32.multiply], 0.5), ...f32.subtract],
    ...[...get(m), ...f32.add, ...times(get(n), 0.693359375), ...f32.add, ...local.set(y)],
    // -Infinity below the least normal number, x itself where it is Infinity, all ones below 0.
    ...[...v128.splat(-Infinity), ...get(y), ...get(x), ...v128.splat(leastNormal), ...f32.less],
    ...[...v128.select, ...local.set(y)],
    ...[...get(x), ...get(y), ...get(x), ...v128.splat(Infinity), ...f32.equal, ...v128.select],
    ...[...get(x), ...v128.splat(0), ...f32.notLess, ...v128.not, ...v128.or],
  ];
}
