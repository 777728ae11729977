/**
 * One gate of one unit at one step, taken apart: the sum before the activation as its products of
 * weight and input, worked out again in double precision from the weights themselves. The largest
 * products are listed, all others are summed to one number. The activation's value is the network's
 * own; the sum worked out here leads to it within single precision.
 */
import type { CellWeights } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';

export interface Term {
  /** `x`: what the layer reads at this step; `h`: what it showed at the step before. */
  readonly of: 'x' | 'h';
  readonly place: number;
  readonly weight: number;
  readonly input: number;
}

/** sum = bias + the terms + rest. */
export interface GateSum {
  readonly sum: number;
  /** Both biases together. */
  readonly bias: number;
  /** By magnitude, largest first; ties by place, x first. */
  readonly terms: readonly Term[];
  /** Of the products that are not among the terms, and how many they are. */
  readonly rest: number;
  readonly restCount: number;
}

/** Blocks of rows in `wx` and `wh`, in PyTorch's order. */
export const gateBlocks = { i: 0, f: 1, g: 2, o: 3 } as const;

/**
 * @param x [K] and h [H], without padding
 * @param most how many terms stand alone
 */
export function takeGateApart(
  weights: CellWeights,
  gate: keyof typeof gateBlocks,
  unit: number,
  x: Floats,
  h: Floats,
  most: number,
): GateSum {
  const [wx, wh, bx, bh] = weights.tensors;
  const row = gateBlocks[gate] * weights.H + unit;
  const bias = bx[row] + bh[row];
  const products = [
    ...termsOf('x', wx, row * weights.K, x),
    ...termsOf('h', wh, row * weights.H, h),
  ].sort((one, other) => Math.abs(product(other)) - Math.abs(product(one)));
  const terms = products.slice(0, most);
  const others = products.slice(most);
  const rest = total(others);
  return { sum: bias + total(terms) + rest, bias, terms, rest, restCount: others.length };
}

export const product = ({ weight, input }: Term): number => weight * input;

const total = (terms: readonly Term[]): number =>
  terms.reduce((sum, term) => sum + product(term), 0);

function termsOf(of: Term['of'], matrix: Floats, from: number, inputs: Floats): Term[] {
  return Array.from(inputs, (input, place) => ({ of, place, weight: matrix[from + place], input }));
}
