/**
 * An expression of a cell the way back: from the gradient at its value to those at what it is made of,
 * for the values that a step left behind. Worked out of the equations themselves, as `evaluate.ts` works
 * out values; the programs that train (`compiler/gradients.ts`) are another derivation of the same.
 */
import type { Floats } from '../kernels/kernels';
import { evaluatorOf, type Evaluator, type Learned, type StepValues } from './evaluate';
import type { Expression } from './definition';

/** Gradients at what a step is made of, each [H] but x; they are added to. */
export interface StepGradients {
  /** Of the quantities of this step. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** Of the states of the step before. */
  readonly before: Readonly<Record<string, Float64Array>>;
  /** Of what the layer reads, where that is asked for. */
  readonly x: Float64Array | undefined;
}

export interface LearnedBothWays extends Learned {
  /** Multiplies with the transposed matrix, and adds. */
  transposed: (letter: string, block: string) => (gradient: Floats, into: Float64Array) => void;
}

/** Adds to `into` what a gradient at the value gives to its parts. */
export type Pullback = (step: StepValues, gradient: Floats, into: StepGradients) => void;

/** @param value what it is, where that is known without working it out again */
export function pullbackOf(
  of: Expression,
  H: number,
  learned: LearnedBothWays,
  value?: Evaluator,
): Pullback | undefined {
  const part = (one: Expression): Pullback | undefined => pullbackOf(one, H, learned);
  const worth = (one: Expression): Evaluator => evaluatorOf(one, H, learned);
  switch (of.kind) {
    case 'number':
    case 'vector':
      return undefined;
    case 'quantity': {
      const { letter, before } = of;
      return (_, gradient, into) => addTo((before ? into.before : into.values)[letter], gradient);
    }
    case 'product':
      return ofProduct(of, H, learned);
    case 'negative':
      return scaled(part(of.of), H, (_, g) => -g);
    case 'unary': {
      if (of.function === 'stop') return undefined;
      const slope = slopes[of.function];
      const own = value ?? worth(of);
      const inner = part(of.of);
      return inner && scaledBy(inner, H, [own], (g, y) => g * slope(y));
    }
    case 'binary': {
      const [left, right] = of.of;
      const ends = [worth(left), worth(right)];
      // At a tie the first argument has it.
      const isLeft =
        of.function === 'max'
          ? (a: number, b: number) => !(a < b)
          : (a: number, b: number) => !(b < a);
      return both(
        scaledBy(part(left), H, ends, (g, a, b) => (isLeft(a, b) ? g : 0)),
        scaledBy(part(right), H, ends, (g, a, b) => (isLeft(a, b) ? 0 : g)),
      );
    }
    case 'operation':
      return ofOperation(of, H, learned);
  }
}

/** By the value: what a gradient is multiplied with on its way to the argument. */
const slopes = {
  sigmoid: (y: number) => y * (1 - y),
  tanh: (y: number) => 1 - y * y,
  relu: (y: number) => (y > 0 ? 1 : 0),
  exp: (y: number) => y,
  // y = log a.
  log: (y: number) => Math.exp(-y),
  sqrt: (y: number) => 1 / (y + y),
} as const;

function ofProduct(
  { letter, block, of }: Extract<Expression, { kind: 'product' }>,
  H: number,
  learned: LearnedBothWays,
): Pullback | undefined {
  const multiply = learned.transposed(letter, block);
  if (of.kind === 'input') {
    return (_, gradient, { x }) => {
      if (x) multiply(gradient, x);
    };
  }
  const inner = pullbackOf(of, H, learned);
  const inside = new Float64Array(H);
  return (
    inner &&
    ((step, gradient, into) => {
      inside.fill(0);
      multiply(gradient, inside);
      inner(step, inside, into);
    })
  );
}

function ofOperation(
  { operator, left, right }: Extract<Expression, { kind: 'operation' }>,
  H: number,
  learned: LearnedBothWays,
): Pullback | undefined {
  const [a, b] = [pullbackOf(left, H, learned), pullbackOf(right, H, learned)];
  const worth = (one: Expression): Evaluator => evaluatorOf(one, H, learned);
  switch (operator) {
    case '+':
      return both(a, b);
    case '-':
      return both(
        a,
        scaled(b, H, (_, g) => -g),
      );
    case '*':
      return both(
        a && scaledBy(a, H, [worth(right)], (g, other) => g * other),
        b && scaledBy(b, H, [worth(left)], (g, other) => g * other),
      );
    case '/':
      return both(
        a && scaledBy(a, H, [worth(right)], (g, below) => g / below),
        b && scaledBy(b, H, [worth(left), worth(right)], (g, x, y) => (-g * x) / (y * y)),
      );
  }
}

function both(one: Pullback | undefined, other: Pullback | undefined): Pullback | undefined {
  if (!one || !other) return one ?? other;
  return (step, gradient, into) => {
    one(step, gradient, into);
    other(step, gradient, into);
  };
}

const scaled = (
  inner: Pullback | undefined,
  H: number,
  change: (j: number, gradient: number) => number,
): Pullback | undefined => inner && scaledBy(inner, H, [], (g) => change(0, g));

/** The inner one, of the gradient times what these values make of it, unit by unit. */
function scaledBy(
  inner: Pullback | undefined,
  H: number,
  [first, second]: readonly (Evaluator | undefined)[],
  change: (gradient: number, a: number, b: number) => number,
): Pullback | undefined {
  if (!inner) return undefined;
  const inside = new Float64Array(H);
  const none = new Float64Array(H);
  return (step, gradient, into) => {
    const a = first?.(step) ?? none;
    const b = second?.(step) ?? none;
    for (let j = 0; j < H; j++) inside[j] = change(gradient[j], a[j], b[j]);
    inner(step, inside, into);
  };
}

function addTo(into: Float64Array | undefined, gradient: Floats): void {
  if (!into) return;
  for (let j = 0; j < into.length; j++) into[j] += gradient[j];
}
