/**
 * What equations say of single units, worked out in double precision from the weights and the values of
 * a step: for what an intervention changes, and for what is written out on screen. A few units at a
 * time, so that it need not be fast.
 */
import { calculate, operationOf } from '../cells/arithmetic';
import type { Cell } from '../cells/cell';
import type { Expression } from '../cells/definition';
import type { StepValues } from '../cells/evaluate';
import type { CellWeights } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';
import type { Network } from '../network/network';
import type { Width } from '../network/shape';

/** A layer as its equations see it. */
export interface WeightedLayer {
  readonly cell: Cell;
  readonly weights: CellWeights;
  readonly input: Width;
}

export type Product = Extract<Expression, { kind: 'product' }>;

export interface UnitArithmetic {
  /** The value of an expression for a unit. */
  at(expression: Expression, unit: number): number;
  /** What a matrix multiplies: kept, so that it holds as long as the values of the step do. */
  operand(product: Product): Floats;
  /** The weight by which a unit multiplies the n-th number of the operand. */
  weight(product: Product, unit: number, n: number): number;
}

export const weightedLayers = ({ layout, parameters }: Network): WeightedLayer[] =>
  layout.layers.map(({ cell, input }, l) => ({ cell, input, weights: parameters.layers[l] }));

export function unitArithmetic(layer: WeightedLayer, step: StepValues): UnitArithmetic {
  const operands = new Map<Product, Floats>();
  const operand = (product: Product): Floats => {
    const { of } = product;
    if (of.kind === 'input') return step.x;
    const known = operands.get(product);
    if (known) return known;
    const units = Object.values(step.values)[0].length;
    const made = Float64Array.from({ length: units }, (_, unit) => at(of, unit));
    operands.set(product, made);
    return made;
  };

  function at(value: Expression, unit: number): number {
    switch (value.kind) {
      case 'number':
        return value.value;
      case 'quantity':
        return (value.before ? step.before : step.values)[value.letter][unit];
      case 'vector': {
        const { numbers, row } = rowOf(layer, value, unit);
        return numbers[row];
      }
      case 'product':
        return sumOf(value, unit);
      case 'negative':
        return -at(value.of, unit);
      case 'unary': {
        const of = at(value.of, unit);
        return value.function === 'stop' ? of : calculate(value.function, of, of, of);
      }
      case 'binary': {
        const [a, b] = value.of.map((part) => at(part, unit));
        return calculate(value.function, a, b, b);
      }
      case 'operation': {
        const [a, b] = [at(value.left, unit), at(value.right, unit)];
        return calculate(operationOf[value.operator], a, b, b);
      }
    }
  }

  function sumOf(product: Product, unit: number): number {
    const inputs = operand(product);
    const { numbers, from, column } = lineOf(layer, product, unit);
    let sum = 0;
    for (let n = 0; n < inputs.length; n++) sum += numbers[from + column(n)] * inputs[n];
    return sum;
  }

  return {
    ...{ at, operand },
    weight(product, unit, n) {
      const { numbers, from, column } = lineOf(layer, product, unit);
      return numbers[from + column(n)];
    },
  };
}

/** Where a unit's number of a learned vector is, or in which row of a matrix its weights are. */
function rowOf(
  { cell, weights }: WeightedLayer,
  { letter, block }: { readonly letter: string; readonly block: string },
  unit: number,
) {
  const tensor = cell.compiled.tensors.findIndex((one) => one.letter === letter);
  const rows = cell.compiled.tensors[tensor].blocks.indexOf(block);
  return { numbers: weights.tensors[tensor], row: rows * weights.H + unit };
}

function lineOf(layer: WeightedLayer, product: Product, unit: number) {
  const { numbers, row } = rowOf(layer, product, unit);
  const { weights, input } = layer;
  if (product.of.kind !== 'input') return { numbers, from: row * weights.H, column: same };
  // Each piece of what a layer reads is padded by itself.
  const { each, padded } = input;
  const column = (n: number): number => Math.floor(n / each) * padded + (n % each);
  return { numbers, from: row * weights.K, column };
}

const same = (n: number): number => n;
