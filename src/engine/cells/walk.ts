/**
 * Works out a step of a cell straight from its equations, one after the other, as they stand in the
 * text: nothing merged, no levels, no record. The compiled cell is held against it, in the tests and
 * in *Check*; and what stands on screen as an equation is worked out by it.
 */
import type { CellDefinition, Expression } from './definition';

/** Vectors of a step by letter. */
export type Values = ReadonlyMap<string, Float64Array>;

export interface WalkedLayer {
  readonly H: number;
  /** Rows of a tensor: [H], [H][K] or [H][H]. */
  weights(letter: string, block: string): Float64Array;
}

/**
 * What `stop(…)` was, in the order of computation. To find a derivative that does not flow through
 * it, the values of the undisturbed pass are kept and given to the disturbed ones.
 */
export interface Stops {
  readonly values: Float64Array[];
  /** Undefined: they are written. */
  next: number | undefined;
}

/** What an expression may speak of. */
export interface Scope {
  readonly layer: WalkedLayer;
  readonly x: Float64Array;
  /** Of this step, as far as they are known. */
  readonly values: Values;
  /** The states of the step before. */
  readonly before: Values;
  readonly stops: Stops;
}

export function walkStep(definition: CellDefinition, scope: Omit<Scope, 'values'>): Values {
  const values = new Map<string, Float64Array>();
  for (const { letter, value } of definition.equations) {
    values.set(letter, walk(value, { ...scope, values }));
  }
  return values;
}

export function walk(value: Expression, scope: Scope): Float64Array {
  const { layer, x, values, before, stops } = scope;
  switch (value.kind) {
    case 'number':
      return new Float64Array(layer.H).fill(value.value);
    case 'quantity':
      return found(value.letter, (value.before ? before : values).get(value.letter));
    case 'vector':
      return layer.weights(value.letter, value.block);
    case 'product': {
      const of = value.of.kind === 'input' ? x : walk(value.of, scope);
      return multiply(layer.weights(value.letter, value.block), of, layer.H);
    }
    case 'negative':
      return walk(value.of, scope).map((a) => -a);
    case 'unary':
      if (value.function === 'stop') return stopAt(stops, walk(value.of, scope));
      return walk(value.of, scope).map(unary[value.function]);
    case 'binary': {
      const [a, b] = value.of.map((part) => walk(part, scope));
      return a.map((one, j) => binary[value.function](one, b[j]));
    }
    case 'operation': {
      const left = walk(value.left, scope);
      const right = walk(value.right, scope);
      return left.map((a, j) => operators[value.operator](a, right[j]));
    }
  }
}

const unary = {
  sigmoid: (a: number) => 1 / (1 + Math.exp(-a)),
  tanh: Math.tanh,
  relu: (a: number) => (a < 0 ? 0 : a),
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
};

const binary = {
  max: (a: number, b: number) => (a < b ? b : a),
  min: (a: number, b: number) => (b < a ? b : a),
};

const operators = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
};

function multiply(matrix: Float64Array, vector: Float64Array, H: number): Float64Array {
  const width = vector.length;
  return Float64Array.from({ length: H }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += matrix[j * width + k] * vector[k];
    return sum;
  });
}

function stopAt(stops: Stops, value: Float64Array): Float64Array {
  if (stops.next !== undefined) return stops.values[stops.next++];
  // A copy: the value may be a weight or a state, which the caller changes.
  stops.values.push(value.slice());
  return value;
}

function found(letter: string, value: Float64Array | undefined): Float64Array {
  if (!value) throw new Error(`${letter} has no value.`);
  return value;
}
