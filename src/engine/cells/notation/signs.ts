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

export function signsOf(expression: Expression): readonly Sign[] {
  const signs: Sign[] = [];
  write(expression, 0, signs);
  return signs;
}

function write(expression: Expression, level: number, to: Sign[]): void {
  const its = levelOf(expression);
  const isWrapped = its < level;
  if (isWrapped) to.push(bracket('('));
  writeBare(expression, its, to);
  if (isWrapped) to.push(bracket(')'));
}

function levelOf(expression: Expression): number {
  if (expression.kind === 'operation') return levels[expression.operator];
  const isFactor = expression.kind === 'product' || expression.kind === 'negative';
  return isFactor ? factor : primary;
}

function writeBare(expression: Expression, its: number, to: Sign[]): void {
  switch (expression.kind) {
    case 'number':
      to.push({ role: 'number', value: expression.value });
      return;
    case 'quantity':
      to.push({ role: 'quantity', letter: expression.letter, before: expression.before });
      return;
    case 'vector':
      to.push({ role: 'vector', letter: expression.letter, block: expression.block });
      return;
    case 'product':
      writeProduct(expression, to);
      return;
    case 'negative':
      to.push({ role: 'sign', sign: 'minus' });
      write(expression.of, factor, to);
      return;
    case 'unary':
      writeCall(expression.function, [expression.of], to);
      return;
    case 'binary':
      writeCall(expression.function, expression.of, to);
      return;
    case 'operation': {
      const { operator, left, right } = expression;
      const isOfNumber = operator === '*' && (left.kind === 'number' || right.kind === 'number');
      write(left, its, to);
      to.push({ role: 'sign', sign: isOfNumber ? 'times' : operator });
      write(right, its + 1, to);
    }
  }
}

function writeProduct(product: Expression & { kind: 'product' }, to: Sign[]): void {
  const { letter, block, of } = product;
  to.push({ role: 'matrix', letter, block }, { role: 'sign', sign: 'between' });
  if (of.kind === 'input') {
    to.push({ role: 'input' });
    return;
  }
  const isCall = of.kind === 'unary' || of.kind === 'binary' || of.kind === 'number';
  if (isCall) to.push(bracket('('));
  write(of, isCall ? 0 : primary, to);
  if (isCall) to.push(bracket(')'));
}

function writeCall(name: string, of: readonly Expression[], to: Sign[]): void {
  const [first] = of;
  const bare = of.length === 1 && (first.kind === 'quantity' || first.kind === 'vector');
  to.push({ role: 'function', name }, bracket('(', bare));
  of.forEach((value, index) => {
    if (index > 0) to.push(bracket(','));
    write(value, 0, to);
  });
  to.push(bracket(')', bare));
}

const bracket = (sign: '(' | ')' | ',', bare = false): Sign => ({ role: 'bracket', sign, bare });
