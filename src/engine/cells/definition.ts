/**
 * A cell as its text defines it: plain data, every name resolved. The notation (`notation/`) makes
 * it of a `.cell` file; the compiler (`compiler/`), the oracle, the display and the editor's hovers
 * read it and nothing else. The equations stand in the order of their computation, and each names
 * only what stands above it, a primed quantity, a learned vector, or x behind a matrix.
 */

/** Half-open, in UTF-16 units of the text, as editors count. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface CellDefinition {
  readonly title: string;
  /** Comments between the title and the first equation: source, year, what it is good for. */
  readonly remarks: readonly string[];
  readonly equations: readonly Equation[];
  /** Equations whose value a later step reads, in the order of the text; `h` is always one. */
  readonly states: readonly string[];
  /** What a state is before the first token, where that is not 0. */
  readonly starts: Readonly<Record<string, number>>;
}

export interface Equation {
  /** Its letter, by which other equations name it: `i`, `c`, `h`. */
  readonly letter: string;
  /** By which files, exports and the interface name it: `inputGate`; the letter where none is given. */
  readonly name: string;
  /** On screen: “Input gate”; the name where none is given. */
  readonly title: string;
  readonly kind: QuantityKind;
  readonly value: Expression;
  /** Starting values of this equation's blocks of learned vectors, by letter: `with b = 1`. */
  readonly initial: Readonly<Record<string, number>>;
  /** Of the letter where it is defined. */
  readonly at: Span;
}

export const quantityKinds = ['gate', 'candidate', 'state', 'value'] as const;
/** `value` is what a text does not say more of: an intermediate result. */
export type QuantityKind = (typeof quantityKinds)[number];

/** Of one value. */
export const unaryFunctions = ['sigmoid', 'tanh', 'relu', 'exp', 'log', 'sqrt', 'stop'] as const;
/** Of two. */
export const binaryFunctions = ['max', 'min'] as const;
export type UnaryFunction = (typeof unaryFunctions)[number];
export type BinaryFunction = (typeof binaryFunctions)[number];
export type BinaryOperator = '+' | '-' | '*' | '/';

/**
 * All values are vectors of H units, elementwise, but for what a matrix multiplies (x has the length
 * of the layer's input). `block` is the letter of the equation whose rows of a tensor are meant: the
 * equation that it stands in, unless the text says another one (`W_i`).
 */
export type Expression = { readonly at: Span } & (
  | { readonly kind: 'number'; readonly value: number }
  /** `c`, or with a prime `c'`: the value at the step before. */
  | { readonly kind: 'quantity'; readonly letter: string; readonly before: boolean }
  /** A learned vector: `b`, `p`. */
  | { readonly kind: 'vector'; readonly letter: string; readonly block: string }
  /** A matrix and the vector that it multiplies: `W x`, `U h'`, `U (r*h')`. */
  | {
      readonly kind: 'product';
      readonly letter: string;
      readonly block: string;
      readonly of: { readonly kind: 'input'; readonly at: Span } | Expression;
    }
  | { readonly kind: 'negative'; readonly of: Expression }
  /** `stop(v)` is v, through which no gradient flows (the truncation of 1997). */
  | { readonly kind: 'unary'; readonly function: UnaryFunction; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly function: BinaryFunction;
      readonly of: readonly [Expression, Expression];
    }
  | {
      readonly kind: 'operation';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
);
