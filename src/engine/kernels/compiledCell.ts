/**
 * What the kernels run: a cell as its compiler (`engine/cells/compiler`) makes it of its equations.
 * Plain data, and all that the kernels know of cells: sums of products (`slots`), and straight-line
 * programs for what is done unit by unit. Both engines execute the same programs: the interpreter in
 * double precision, WebAssembly that is emitted from them in single precision.
 *
 * A step forward: for each level, the products of the slots of that level, then its program. A step
 * back: for each program of `backward`, first the gradients at the operands that are due before it
 * (transposed products), then the program; at last the products back to the states of the step before.
 */
import type { Decoder, Floats, TokenReader } from './arrays';

export interface CompiledCell {
  /** Equal where the programs and lists are: two layers of one cell share what is made of them. */
  readonly key: string;
  /** In the order of a file: PyTorch's four first, then other matrices, then other vectors. */
  readonly tensors: readonly Tensor[];
  readonly operands: readonly Operand[];
  /** Slot s has column s of the record while its sum is made. */
  readonly slots: readonly Slot[];
  /** What a step gives to the next one. The first is `h`, which the layer shows. */
  readonly states: readonly State[];
  /** How many vectors the record holds of a step, besides the states. */
  readonly columns: number;
  /** Blocks of learned vectors that programs read, unit by unit. */
  readonly vectors: readonly Block[];
  /** By level. */
  readonly forward: readonly Program[];
  readonly backward: readonly Program[];
  /**
   * Units that only fill up a multiple of eight would not stay 0 by themselves: what is written for
   * them has to be masked. (A sigmoid of 0 is 0.5.)
   */
  readonly masked: boolean;
}

/** One letter of the equations: all its blocks of rows, one below the other. */
export interface Tensor {
  readonly letter: string;
  /** `weight_ih`, or the letter where PyTorch has no name for it. */
  readonly name: string;
  /** [blocks H][K], [blocks H][H] or [blocks H]. */
  readonly kind: 'input' | 'recurrent' | 'vector';
  /** Letters of the equations that the blocks belong to, in their order. */
  readonly blocks: readonly string[];
  /** What each block starts from; NaN: random. */
  readonly starts: readonly number[];
}

/** Rows [block H, (block + 1) H) of a tensor. */
export interface Block {
  readonly tensor: number;
  readonly block: number;
}

/** What a matrix multiplies. */
export type Operand =
  | { readonly kind: 'input' }
  /** A state at the step before; no gradient flows through it where it is stopped. */
  | { readonly kind: 'before'; readonly state: number; readonly stopped: boolean }
  | {
      readonly kind: 'computed';
      /** Where its value stands: a column or a state. */
      readonly place: Place;
      /** Its gradient is due before this program of `backward`; none where it is stopped. */
      readonly due: number | undefined;
    };

/** sum = biases + products, in this order. */
export interface Slot {
  /** In which the sum is complete: 0, or one more than the level of a computed operand. */
  readonly level: number;
  readonly terms: readonly (Block & { readonly operand: number })[];
  readonly biases: readonly Block[];
}

export interface State {
  readonly letter: string;
  /** Before the first token. */
  readonly start: number;
  /**
   * The step after gives a gradient to it in an array of its own, other than what products give to
   * h, which is added to the gradient from above.
   */
  readonly carries: boolean;
}

/** Where a value stands. `index` counts columns, states, vectors, slots or operands. */
export interface Place {
  readonly array:
    | 'column'
    | 'state'
    | 'before'
    | 'vector'
    /** The gradient at h from above and through products of the step after. */
    | 'above'
    /** The gradient at a state, from the step after. */
    | 'carriedIn'
    /** The gradient at a state of the step before. */
    | 'carriedOut'
    | 'slotGradient'
    | 'operandGradient'
    | 'vectorGradient';
  readonly index: number;
}

export const operations = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'negate',
  'max',
  'min',
  'sigmoid',
  'tanh',
  'relu',
  'exp',
  'log',
  'sqrt',
  /** (a, g): g where a > 0, else 0. */
  'ifPositive',
  /** (a, b, g): g where not a < b, else 0. */
  'ifNotLess',
  /** (a, b, g): g where a < b, else 0. */
  'ifLess',
] as const;
export type Operation = (typeof operations)[number];

/** The n-th instruction's value is value n; `of` names earlier ones. */
export type Instruction =
  | { readonly do: 'load'; readonly from: Place }
  | { readonly do: 'number'; readonly value: number }
  | { readonly do: 'store' | 'accumulate'; readonly to: Place; readonly of: number }
  | { readonly do: Operation; readonly of: readonly number[] };

export type Program = readonly Instruction[];

/** A layer of H units over K inputs: an array for each tensor. The same shape holds gradients. */
export interface CellWeights<Array extends Floats = Floats> {
  readonly K: number;
  readonly H: number;
  /** How many of them are no padding; all of them unless told. */
  readonly units?: number;
  readonly tensors: readonly Array[];
}

/** Everything a layer did over T steps of B streams. */
export interface CellRecord<Array extends Floats = Floats> {
  readonly T: number;
  readonly B: number;
  /** [T][B][K]; with `rows`, [U][K]: the distinct inputs. */
  readonly x: Array;
  /** [T][B]: the row of `x` that a stream reads at a step; without it each has its own. */
  readonly rows?: Int32Array;
  /** [T][B][columns][H] */
  readonly columns: Array;
  /** A state each, [T + 1][B][H]; block 0 is the state before the first step. */
  readonly states: readonly Array[];
}

/** Gradients on their way through a layer. */
export interface CellFlow {
  /** In: of the loss with respect to h from above, [T][B][H]. Overwritten. */
  readonly dh: Floats;
  /** Out: with respect to the slots' sums, [T][B][slots][H]. */
  readonly dz: Floats;
  /** Out: with respect to x, [T][B][K]; with `rows`, [U][K]. */
  readonly dx: Floats;
}

/** The operations of the door on a layer of any cell. */
export interface CellKernels {
  /** T steps of a layer over B streams: reads `x` and block 0 of the states; writes the rest of the record. */
  cellForward(cell: CompiledCell, weights: CellWeights, record: CellRecord): void;
  /** Back through time over a record that `cellForward` wrote; adds to `gradients`. */
  cellBackward(
    cell: CompiledCell,
    weights: CellWeights,
    record: CellRecord,
    flow: CellFlow,
    gradients: CellWeights,
  ): void;
  /** Binds the arrays of a network that is read one token at a time; their shapes are checked here, once. */
  bindTokenReader(arrays: TokenReaderArrays): TokenReader;
}

/** A network of any cells that is read one token at a time. */
export interface TokenReaderArrays {
  /** [V][K of the first layer] */
  readonly table: Floats;
  /** Records of one step and stream. A layer's `x` is block 1 of the first state of the one below. */
  readonly layers: readonly {
    readonly cell: CompiledCell;
    readonly weights: CellWeights;
    readonly record: CellRecord;
  }[];
  readonly decoder: Decoder;
  /** [V] */
  readonly probabilities: Floats;
}
