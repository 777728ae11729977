/**
 * An expression of a cell as a function of what a step left behind: the values of its quantities, unit
 * by unit. Read once, so that it can be asked at every token. The network itself never runs it; memories
 * and measures do, and `walk.ts` checks it.
 */
import type { Operation } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';
import { calculate, operationOf } from './arithmetic';
import type { Expression, UnaryFunction } from './definition';

/** What a layer did at one token, by the letters of its equations; all [H] but x. */
export interface StepValues {
  readonly values: Readonly<Record<string, Floats>>;
  readonly before: Readonly<Record<string, Floats>>;
  readonly x: Floats;
}

/** What a layer has learnt. A block is named by the equation that its rows belong to. */
export interface Learned {
  /** [H]; a view, which follows the weights. */
  vector(letter: string, block: string): Floats;
  /** Multiplies a vector. */
  matrix(letter: string, block: string): (vector: Floats, into: Float64Array) => void;
}

/** [H]; holds until the next step, or until it is asked again. */
export type Evaluator = (step: StepValues) => Floats;

export function evaluatorOf(value: Expression, H: number, learned: Learned): Evaluator {
  const part = (of: Expression): Evaluator => evaluatorOf(of, H, learned);
  switch (value.kind) {
    case 'number': {
      const filled = new Float64Array(H).fill(value.value);
      return () => filled;
    }
    case 'quantity': {
      const { letter, before } = value;
      return (step) => found(letter, (before ? step.before : step.values)[letter]);
    }
    case 'vector': {
      const vector = learned.vector(value.letter, value.block);
      return () => vector;
    }
    case 'product':
      return productOf(value, H, learned);
    case 'negative':
      return unary('negate', part(value.of), H);
    case 'unary':
      return value.function === 'stop'
        ? part(value.of)
        : unary(functionOf(value.function), part(value.of), H);
    case 'binary': {
      const [left, right] = value.of;
      return binary(value.function, part(left), part(right), H);
    }
    case 'operation':
      return binary(operationOf[value.operator], part(value.left), part(value.right), H);
  }
}

const functionOf = (name: Exclude<UnaryFunction, 'stop'>): Operation => name;

function productOf(
  { letter, block, of }: Extract<Expression, { kind: 'product' }>,
  H: number,
  learned: Learned,
): Evaluator {
  const vector: Evaluator = of.kind === 'input' ? ({ x }) => x : evaluatorOf(of, H, learned);
  const multiply = learned.matrix(letter, block);
  const into = new Float64Array(H);
  return (step) => {
    multiply(vector(step), into);
    return into;
  };
}

function unary(operation: Operation, of: Evaluator, H: number): Evaluator {
  const into = new Float64Array(H);
  return (step) => {
    const a = of(step);
    for (let j = 0; j < H; j++) into[j] = calculate(operation, a[j], 0, 0);
    return into;
  };
}

function binary(operation: Operation, left: Evaluator, right: Evaluator, H: number): Evaluator {
  const into = new Float64Array(H);
  return (step) => {
    combine(operation, left(step), right(step), into);
    return into;
  };
}

/** A loop each for what is in nearly every memory: many times as fast as one that asks at each unit. */
function combine(operation: Operation, a: Floats, b: Floats, into: Float64Array): void {
  const H = into.length;
  switch (operation) {
    case 'multiply':
      for (let j = 0; j < H; j++) into[j] = a[j] * b[j];
      return;
    case 'subtract':
      for (let j = 0; j < H; j++) into[j] = a[j] - b[j];
      return;
    case 'add':
      for (let j = 0; j < H; j++) into[j] = a[j] + b[j];
      return;
    default:
      for (let j = 0; j < H; j++) into[j] = calculate(operation, a[j], b[j], 0);
  }
}

function found(letter: string, values: Floats | undefined): Floats {
  if (!values) throw new Error(`${letter} has no value.`);
  return values;
}
