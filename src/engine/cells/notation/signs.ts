/** An expression as the signs that it is written with, whoever writes them: keyboard, textbook, voice. */
import type { Expression } from '../definition';

export type Sign =
  | { readonly role: 'number'; readonly value: number }
  | { readonly role: 'quantity'; readonly letter: string; readonly before: boolean }
  | { readonly role: 'vector' | 'matrix'; readonly letter: string; readonly block: string }
  | { readonly role: 'input' }
  | { readonly role: 'function'; readonly name: string }
  /** *between* stands between a matrix and its vector; *times* between numbers and values. */
  | { readonly role: 'sign'; readonly sign: '+' | '-' | '*' | '/' | 'times' | 'minus' | 'between' }
  /** `bare`: around the one name that a function is taken of, where a voice leaves them out. */
  | { readonly role: 'bracket'; readonly sign: '(' | ')' | ','; readonly bare: boolean };

/** Levels of binding: what binds less than its surroundings stands in parentheses. */
const levels = { '+': 1, '-': 1, '*': 2, '/': 2 } as const;
const factor = 3;
const primary = 4;

export const signsOf = (expression: Expression): readonly Sign[] => [...signs(expression, 0)];

function* signs(expression: Expression, level: number): Generator<Sign> {
  const its = levelOf(expression);
  const isWrapped = its < level;
  if (isWrapped) yield bracket('(');
  yield* inner(expression, its);
  if (isWrapped) yield bracket(')');
}

function levelOf(expression: Expression): number {
  if (expression.kind === 'operation') return levels[expression.operator];
  const isFactor = expression.kind === 'product' || expression.kind === 'negative';
  return isFactor ? factor : primary;
}

function* inner(expression: Expression, its: number): Generator<Sign> {
  switch (expression.kind) {
    case 'number':
      yield { role: 'number', value: expression.value };
      return;
    case 'quantity':
      yield { role: 'quantity', letter: expression.letter, before: expression.before };
      return;
    case 'vector':
      yield { role: 'vector', letter: expression.letter, block: expression.block };
      return;
    case 'product':
      yield* product(expression);
      return;
    case 'negative':
      yield { role: 'sign', sign: 'minus' };
      yield* signs(expression.of, factor);
      return;
    case 'unary':
      yield* call(expression.function, [expression.of]);
      return;
    case 'binary':
      yield* call(expression.function, expression.of);
      return;
    case 'operation': {
      const { operator, left, right } = expression;
      const isOfNumber = operator === '*' && (left.kind === 'number' || right.kind === 'number');
      yield* signs(left, its);
      yield { role: 'sign', sign: isOfNumber ? 'times' : operator };
      yield* signs(right, its + 1);
    }
  }
}

function* product({ letter, block, of }: Expression & { kind: 'product' }): Generator<Sign> {
  yield { role: 'matrix', letter, block };
  yield { role: 'sign', sign: 'between' };
  if (of.kind === 'input') {
    yield { role: 'input' };
    return;
  }
  const isCall = of.kind === 'unary' || of.kind === 'binary' || of.kind === 'number';
  if (isCall) yield bracket('(');
  yield* signs(of, isCall ? 0 : primary);
  if (isCall) yield bracket(')');
}

function* call(name: string, of: readonly Expression[]): Generator<Sign> {
  const [first] = of;
  const bare = of.length === 1 && (first.kind === 'quantity' || first.kind === 'vector');
  yield { role: 'function', name };
  yield bracket('(', bare);
  for (const [index, value] of of.entries()) {
    if (index > 0) yield bracket(',');
    yield* signs(value, 0);
  }
  yield bracket(')', bare);
}

const bracket = (sign: '(' | ')' | ',', bare = false): Sign => ({ role: 'bracket', sign, bare });
