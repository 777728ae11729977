/**
 * An expression as it is worked out on paper: matrix products and biases that are added up are one sum,
 * what is added or multiplied in a row is one chain, and what only stops gradients is left out.
 */
import type { BinaryFunction, Expression, UnaryFunction } from '../definition';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

export interface Signed<Part> {
  readonly minus: boolean;
  readonly part: Part;
}

export type Grouped =
  | Of<'number'>
  | Of<'quantity'>
  | Of<'vector'>
  | Sum
  | {
      readonly kind: 'call';
      readonly name: Exclude<UnaryFunction, 'stop'> | BinaryFunction;
      readonly of: readonly Grouped[];
    }
  | Chain;

/** Products of matrices, and learned vectors that are added to them. */
export interface Sum {
  readonly kind: 'sum';
  readonly products: readonly Signed<Of<'product'>>[];
  readonly biases: readonly Signed<Of<'vector'>>[];
}

/** The first sign is that of a number alone: `-a`. */
export interface Chain {
  readonly kind: 'chain';
  readonly by: 'adding' | 'multiplying';
  readonly items: readonly { readonly sign: '+' | '-' | '*' | '/'; readonly of: Grouped }[];
}

export function grouped(value: Expression): Grouped {
  switch (value.kind) {
    case 'number':
    case 'quantity':
    case 'vector':
      return value;
    case 'product':
      return { kind: 'sum', products: [{ minus: false, part: value }], biases: [] };
    case 'unary':
      return value.function === 'stop'
        ? grouped(value.of)
        : { kind: 'call', name: value.function, of: [grouped(value.of)] };
    case 'binary':
      return { kind: 'call', name: value.function, of: value.of.map(grouped) };
    case 'negative':
      return added(value);
    case 'operation':
      return value.operator === '+' || value.operator === '-' ? added(value) : multiplied(value);
  }
}

function added(value: Expression): Grouped {
  const parts = addedParts(value, false);
  const products = parts.flatMap(({ minus, part }) =>
    part.kind === 'product' ? [{ minus, part }] : [],
  );
  // A learned vector by itself is a number like any other.
  const isOfSum = ({ kind }: Expression): boolean =>
    kind === 'product' || (kind === 'vector' && products.length > 0);
  const biases = parts.flatMap(({ minus, part }) =>
    part.kind === 'vector' && products.length > 0 ? [{ minus, part }] : [],
  );
  const others = parts.filter(({ part }) => !isOfSum(part));
  const sum: Sum = { kind: 'sum', products, biases };
  if (others.length === 0) return sum;
  const items = others.map(({ minus, part }) => ({ sign: sign(minus), of: grouped(part) }));
  const first = { sign: '+', of: sum } as const;
  return { kind: 'chain', by: 'adding', items: products.length > 0 ? [first, ...items] : items };
}

const sign = (minus: boolean): '+' | '-' => (minus ? '-' : '+');

function addedParts(value: Expression, minus: boolean): Signed<Expression>[] {
  if (value.kind === 'negative') return addedParts(value.of, !minus);
  if (value.kind === 'unary' && value.function === 'stop') return addedParts(value.of, minus);
  if (value.kind !== 'operation' || value.operator === '*' || value.operator === '/') {
    return [{ minus, part: value }];
  }
  const right = value.operator === '-' ? !minus : minus;
  return [...addedParts(value.left, minus), ...addedParts(value.right, right)];
}

function multiplied(value: Of<'operation'>): Grouped {
  const items = factorsOf(value).map(({ sign: by, of }) => ({ sign: by, of: grouped(of) }));
  return { kind: 'chain', by: 'multiplying', items };
}

function factorsOf(value: Expression): { readonly sign: '*' | '/'; readonly of: Expression }[] {
  if (value.kind !== 'operation' || value.operator === '+' || value.operator === '-') {
    return [{ sign: '*', of: value }];
  }
  if (value.operator === '/') return [...factorsOf(value.left), { sign: '/', of: value.right }];
  return [...factorsOf(value.left), ...factorsOf(value.right)];
}

/** All that it is made of, itself first, in the order of the text. */
export function groupedWithin(value: Grouped): readonly Grouped[] {
  const inner =
    value.kind === 'call'
      ? value.of
      : value.kind === 'chain'
        ? value.items.map(({ of }) => of)
        : [];
  return [value, ...inner.flatMap(groupedWithin)];
}

const functionSigns: Readonly<Record<string, string>> = { sigmoid: 'σ', sqrt: '√' };
export const functionSign = (name: string): string =>
  Object.hasOwn(functionSigns, name) ? functionSigns[name] : name;

/** What stands in front of an item of a chain; of the first one only a minus. */
export function signBefore(item: Chain['items'][number], place: number): string {
  if (place === 0) return item.sign === '-' ? '−' : '';
  return { '+': ' + ', '-': ' − ', '*': ' · ', '/': ' / ' }[item.sign];
}

/** Whether an item stands in parentheses. */
export const isWrapped = ({ by }: Chain, { sign: its, of }: Chain['items'][number]): boolean => {
  if (of.kind === 'sum') return by === 'multiplying' && of.products.length + of.biases.length > 1;
  if (of.kind !== 'chain') return false;
  return of.by === 'adding' || its === '/';
};

/** As one says it at the blackboard: `σ(b + w · x + u · h before)`. */
export function blackboardText(value: Grouped): string {
  switch (value.kind) {
    case 'number':
      return String(value.value).replace('-', '−');
    case 'quantity':
      return value.before ? `${value.letter} before` : value.letter;
    case 'vector':
      return value.letter;
    case 'sum':
      return sumText(value);
    case 'call':
      return `${functionSign(value.name)}(${value.of.map(blackboardText).join(', ')})`;
    case 'chain':
      return value.items
        .map((item, place) => {
          const text = blackboardText(item.of);
          return signBefore(item, place) + (isWrapped(value, item) ? `(${text})` : text);
        })
        .join('');
  }
}

/** All biases are one: `b`. */
function sumText({ products, biases }: Sum): string {
  const written = products.map(({ minus, part }) => ({
    ...{ minus, text: `${part.letter.toLowerCase()} · ${operandText(part)}` },
  }));
  const bias = biases.at(0);
  const first = bias ? [{ minus: bias.minus && biases.length === 1, text: bias.part.letter }] : [];
  return [...first, ...written]
    .map(({ minus, text }, n) => (n === 0 ? (minus ? '−' : '') : minus ? ' − ' : ' + ') + text)
    .join('');
}

/** What a matrix multiplies. */
export function operandText({ of }: Of<'product'>): string {
  if (of.kind === 'input') return 'x';
  const inner = grouped(of);
  const text = blackboardText(inner);
  return inner.kind === 'chain' || inner.kind === 'sum' ? `(${text})` : text;
}
