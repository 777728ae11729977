/**
 * Between which bounds each value of a cell lies, whatever is read and learnt: interval arithmetic
 * over the text. A state's bounds are those that one more step does not widen.
 */
import type { CellDefinition, Equation, Expression } from '../definition';
import { intervals as of, type Range } from './intervals';
import { printExpression } from '../notation/print';

export type { Range } from './intervals';

/** Widened step by step so often; then an end that still moves is taken to have none. */
const patience = 4;

interface Scope {
  readonly equations: ReadonlyMap<string, Equation>;
  readonly now: ReadonlyMap<string, Range>;
  readonly before: ReadonlyMap<string, Range>;
}

/** By letter, in the order of the equations. */
export const rangesOf = (cell: CellDefinition): ReadonlyMap<string, Range> => settled(cell).now;

/** Of an expression over a step of the cell, such as what is written to its memory. */
export const rangeIn = (cell: CellDefinition, value: Expression): Range =>
  rangeOf(value, settled(cell));

function settled(cell: CellDefinition): Scope {
  const equations = new Map(cell.equations.map((equation) => [equation.letter, equation]));
  let before = new Map(cell.states.map((letter) => [letter, of.exactly(startOf(cell, letter))]));
  for (let round = 0; ; round++) {
    const now = new Map<string, Range>();
    for (const { letter, value } of cell.equations) {
      now.set(letter, rangeOf(value, { equations, now, before }));
    }
    const next = new Map<string, Range>();
    for (const [letter, was] of before) {
      const wider = of.hull(was, now.get(letter) ?? of.unbounded);
      next.set(letter, round < patience ? wider : of.widened(was, wider));
    }
    const isSettled = [...next].every(([letter, { low, high }]) => {
      const was = before.get(letter);
      return was?.low === low && was.high === high;
    });
    if (isSettled) return { equations, now, before };
    before = next;
  }
}

const startOf = ({ starts }: CellDefinition, letter: string): number =>
  Object.hasOwn(starts, letter) ? starts[letter] : 0;

function rangeOf(value: Expression, scope: Scope): Range {
  switch (value.kind) {
    case 'number':
      return of.exactly(value.value);
    case 'quantity':
      return (value.before ? scope.before : scope.now).get(value.letter) ?? of.unbounded;
    case 'vector':
    case 'product':
      return of.unbounded;
    case 'negative':
      return of.negative(rangeOf(value.of, scope));
    case 'unary':
      return of[value.function](rangeOf(value.of, scope));
    case 'binary':
      return of[value.function](rangeOf(value.of[0], scope), rangeOf(value.of[1], scope));
    case 'operation':
      return known(value, scope) ?? ofOperation(value, scope);
  }
}

type Operation = Expression & { readonly kind: 'operation' };

function ofOperation({ operator, left, right }: Operation, scope: Scope): Range {
  const [a, b] = [rangeOf(left, scope), rangeOf(right, scope)];
  if (operator === '+') return of.sum(a, b);
  if (operator === '-') return of.sum(a, of.negative(b));
  return operator === '*' ? of.product(a, b) : of.quotient(a, b);
}

/** What intervals do not see, because a value stands in two places. */
function known(value: Operation, scope: Scope): Range | undefined {
  if (value.operator === '-' && isAtMost(value.left, value.right, scope)) {
    return of.atMost(
      of.sum(rangeOf(value.left, scope), of.negative(rangeOf(value.right, scope))),
      0,
    );
  }
  return value.operator === '+' ? ofMixture(value, scope) : undefined;
}

/** Whether `right` is the larger of `left` and something else, as in `exp(a - m)`. */
function isAtMost(left: Expression, right: Expression, { equations }: Scope): boolean {
  const written = meant(right, equations);
  if (written.kind !== 'binary' || written.function !== 'max') return false;
  return written.of.some((part) => printExpression(part) === printExpression(left));
}

/** `(1 - z)*n + z*h'` lies between n and h' where z lies between 0 and 1. */
function ofMixture({ left, right }: Operation, scope: Scope): Range | undefined {
  for (const [share, one] of factors(left)) {
    for (const [rest, other] of factors(right)) {
      const isMixture = isRestOf(rest, share, scope) || isRestOf(share, rest, scope);
      if (!isMixture) continue;
      const { low, high } = rangeOf(share, scope);
      if (low >= 0 && high <= 1) return of.hull(rangeOf(one, scope), rangeOf(other, scope));
    }
  }
  return undefined;
}

function factors(value: Expression): readonly (readonly [Expression, Expression])[] {
  if (value.kind !== 'operation' || value.operator !== '*') return [];
  return [
    [value.left, value.right],
    [value.right, value.left],
  ];
}

function isRestOf(rest: Expression, share: Expression, { equations }: Scope): boolean {
  const written = meant(rest, equations);
  return (
    written.kind === 'operation' &&
    written.operator === '-' &&
    written.left.kind === 'number' &&
    written.left.value === 1 &&
    printExpression(written.right) === printExpression(share)
  );
}

/** A value of this step stands for the right side of its equation. */
function meant(value: Expression, equations: Scope['equations']): Expression {
  if (value.kind !== 'quantity' || value.before) return value;
  return equations.get(value.letter)?.value ?? value;
}
