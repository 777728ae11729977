/**
 * An equation of a cell worked out for one unit at one step, in double precision: the sums of products
 * of weights and inputs, worked out again from the weights themselves, and whatever is done with them.
 * Of a sum the largest products are listed, all others are summed to one number. The values of
 * quantities are the network's own; what is worked out here leads to them within single precision.
 */
import { calculate } from '../cells/arithmetic';
import type { Expression } from '../cells/definition';
import { operandText, type Chain, type Grouped, type Sum } from '../cells/display/grouped';
import type { Product, UnitArithmetic } from './unitArithmetic';

export interface Term {
  /** `x`: what the layer reads at this step; `before`: a state of the step before; `now`: worked out in this step. */
  readonly of: 'x' | 'before' | 'now';
  /** `x`, `h before`, `(r · h before)`. */
  readonly operand: string;
  readonly place: number;
  readonly weight: number;
  readonly input: number;
  /** It is subtracted. */
  readonly minus: boolean;
}

/** value = bias + the terms + rest. */
export interface WorkedSum {
  readonly kind: 'sum';
  readonly value: number;
  /** All biases together, and the letter of the first. */
  readonly bias?: { readonly value: number; readonly letter: string };
  /** By magnitude, largest first; ties in the order of the text. */
  readonly terms: readonly Term[];
  /** Of the products that are not among the terms, and how many they are. */
  readonly rest: number;
  readonly restCount: number;
}

/** Each part with its value; a text where it is written otherwise than as a number, or has a name. */
export type Worked =
  | WorkedSum
  | { readonly kind: 'number'; readonly value: number; readonly of: LeafOf }
  | {
      readonly kind: 'call';
      readonly value: number;
      readonly name: string;
      readonly of: readonly Worked[];
      readonly from: Grouped;
    }
  | {
      readonly kind: 'chain';
      readonly value: number;
      readonly chain: Chain;
      readonly items: readonly Worked[];
    };

/** A number of the text, a quantity, a learned number, or the result of a step on the way. */
export type LeafOf = 'text' | 'quantity' | 'result' | { readonly vector: string };

/** @param most how many products of a sum stand alone */
export function workOut(
  value: Grouped,
  arithmetic: UnitArithmetic,
  unit: number,
  most: number,
): Worked {
  const deeper = (part: Grouped): Worked => workOut(part, arithmetic, unit, most);
  switch (value.kind) {
    case 'number':
      return { kind: 'number', value: value.value, of: 'text' };
    case 'quantity':
      return { kind: 'number', value: arithmetic.at(value, unit), of: 'quantity' };
    case 'vector':
      return { kind: 'number', value: arithmetic.at(value, unit), of: { vector: value.letter } };
    case 'sum':
      return workOutSum(value, arithmetic, unit, most);
    case 'call': {
      const of = value.of.map(deeper);
      const [a, b = a] = of.map((part) => part.value);
      const { name } = value;
      return { kind: 'call', name, of, from: value, value: calculate(name, a, b, b) };
    }
    case 'chain': {
      const items = value.items.map(({ of }) => deeper(of));
      const signed = items.map((item, n) => ({ sign: value.items[n].sign, value: item.value }));
      return { kind: 'chain', chain: value, items, value: valueOf(signed) };
    }
  }
}

function valueOf([first, ...others]: readonly {
  readonly sign: '+' | '-' | '*' | '/';
  readonly value: number;
}[]): number {
  let all = first.sign === '-' ? -first.value : first.value;
  for (const { sign, value } of others) {
    if (sign === '+') all += value;
    else if (sign === '-') all -= value;
    else if (sign === '*') all *= value;
    else all /= value;
  }
  return all;
}

function workOutSum(
  { products, biases }: Sum,
  arithmetic: UnitArithmetic,
  unit: number,
  most: number,
): WorkedSum {
  const signed = (minus: boolean, value: number): number => (minus ? -value : value);
  const bias = biases.reduce(
    (sum, { minus, part }) => sum + signed(minus, arithmetic.at(part, unit)),
    0,
  );
  const all = products
    .flatMap(({ minus, part }) => termsOf(part, minus, arithmetic, unit))
    .sort((one, other) => Math.abs(product(other)) - Math.abs(product(one)));
  const terms = all.slice(0, most);
  const others = all.slice(most);
  const rest = total(others);
  const first = biases.at(0);
  return {
    ...{ kind: 'sum', value: bias + total(terms) + rest },
    ...(first && { bias: { value: bias, letter: first.part.letter } }),
    ...{ terms, rest, restCount: others.length },
  };
}

/** What a term adds to its sum. */
export const product = ({ weight, input, minus }: Term): number =>
  minus ? -(weight * input) : weight * input;

const total = (terms: readonly Term[]): number =>
  terms.reduce((sum, term) => sum + product(term), 0);

function termsOf(part: Product, minus: boolean, arithmetic: UnitArithmetic, unit: number): Term[] {
  const shared = { of: kindOf(part), operand: operandText(part), minus };
  return Array.from(arithmetic.operand(part), (input, place) => ({
    ...{ ...shared, place, input },
    weight: arithmetic.weight(part, unit, place),
  }));
}

function kindOf({ of }: Product): Term['of'] {
  if (of.kind === 'input') return 'x';
  const inner: Expression = of.kind === 'unary' && of.function === 'stop' ? of.of : of;
  return inner.kind === 'quantity' && inner.before ? 'before' : 'now';
}

/**
 * The next line on paper: every sum that stands written out becomes a number, and so does every
 * operation on numbers alone. A number stays as it is.
 */
export function reduced(worked: Worked): Worked {
  if (worked.kind === 'number') return worked;
  const result: Worked = { kind: 'number', value: worked.value, of: 'result' };
  if (worked.kind === 'sum') return result;
  const inner = worked.kind === 'call' ? worked.of : worked.items;
  if (inner.every(({ kind }) => kind === 'number')) return result;
  return worked.kind === 'call'
    ? { ...worked, of: worked.of.map(reduced) }
    : { ...worked, items: worked.items.map(reduced) };
}
