/**
 * Additive memory, from the equation of a state: c = keep c' + write. The ledger, half-lives and what
 * is erased or written are told of it; a plain recurrent net, whose h' goes through tanh, has none.
 * Where the state is read as a share of another one that is kept alike (the sLSTM's c / n, whose scale
 * m changes at every step), the share is the memory.
 */
import type { CellDefinition, Equation, Expression } from './definition';
import { partsOf } from './expressions';

export interface Memory {
  /** The states that it is made of: c, or c and n. */
  readonly states: readonly string[];
  /** `of` = `keep` * (`of` at the step before) + `write`, from the values of the step. */
  readonly of: Expression;
  readonly keep: Expression;
  readonly write: Expression;
  /** `of` at the step before: c', or c'/n'. */
  readonly before: Expression;
}

/** keep * v' + write; undefined stands for 0. */
interface Linear {
  readonly keep: Expression | undefined;
  readonly write: Expression | undefined;
}

interface Additive {
  readonly letter: string;
  readonly keep: Expression;
  readonly write: Expression;
}

export function memoryOf(definition: CellDefinition): Memory | undefined {
  const additive = definition.equations.flatMap((equation) => {
    const found = definition.states.includes(equation.letter) && additiveOf(equation);
    return found ? [found] : [];
  });
  const share = definition.equations.flatMap(({ value }) => sharesIn(value, additive)).at(0);
  if (share) return shareOf(share);
  // What is shown of a memory is no second memory: c before h.
  const state = additive.find(({ letter }) => letter !== 'h') ?? additive.at(0);
  if (!state) return undefined;
  const { letter, keep, write } = state;
  const before = quantity(letter, true);
  return { states: [letter], of: quantity(letter, false), before, keep, write };
}

/** Whether keep and write look at the word alone: then the ledger tells what a word causes. */
export function isOfTheWordAlone(definition: CellDefinition, { keep, write }: Memory): boolean {
  const looksBack = (value: Expression): boolean => {
    if (value.kind === 'quantity') {
      const equation = definition.equations.find(({ letter }) => letter === value.letter);
      return value.before || !equation || looksBack(equation.value);
    }
    return value.kind === 'product'
      ? value.of.kind !== 'input' && looksBack(value.of)
      : partsOf(value).some(looksBack);
  };
  return !looksBack(keep) && !looksBack(write);
}

function additiveOf({ letter, value }: Equation): Additive | undefined {
  const linear = linearIn(letter, value);
  if (!linear?.keep) return undefined;
  return { letter, keep: linear.keep, write: linear.write ?? number(0) };
}

/** The value as keep * letter' + write; undefined where it is not so. */
function linearIn(letter: string, value: Expression): Linear | undefined {
  if (!reads(letter, value)) return { keep: undefined, write: value };
  switch (value.kind) {
    case 'quantity':
      return { keep: number(1), write: undefined };
    case 'negative': {
      const of = linearIn(letter, value.of);
      return of && each(of, negative);
    }
    case 'unary':
      // A gradient does not flow through it, a value does.
      return value.function === 'stop' ? linearIn(letter, value.of) : undefined;
    case 'operation': {
      const left = linearIn(letter, value.left);
      const right = linearIn(letter, value.right);
      return left && right && combine(value, left, right);
    }
    default:
      return undefined;
  }
}

function combine(
  { operator, left, right }: Extract<Expression, { kind: 'operation' }>,
  a: Linear,
  b: Linear,
): Linear | undefined {
  switch (operator) {
    case '+':
    case '-':
      return { keep: sum(operator, a.keep, b.keep), write: sum(operator, a.write, b.write) };
    case '*':
      if (a.keep && b.keep) return undefined;
      return b.keep
        ? each(b, (part) => operation('*', left, part))
        : each(a, (part) => operation('*', part, right));
    case '/':
      return b.keep ? undefined : each(a, (part) => operation('/', part, right));
  }
}

const each = ({ keep, write }: Linear, change: (part: Expression) => Expression): Linear => ({
  keep: keep && change(keep),
  write: write && change(write),
});

function sum(
  operator: '+' | '-',
  a: Expression | undefined,
  b: Expression | undefined,
): Expression | undefined {
  if (!b) return a;
  if (!a) return operator === '+' ? b : negative(b);
  return operation(operator, a, b);
}

/** Unit by unit; what a matrix makes of it counts as given, as the gates do. */
function reads(letter: string, value: Expression): boolean {
  if (value.kind === 'quantity') return value.before && value.letter === letter;
  return value.kind !== 'product' && partsOf(value).some((part) => reads(letter, part));
}

interface Share {
  readonly above: Additive;
  readonly below: Additive;
}

/** Quotients of two additive states with the same keep: o*c/n. */
function sharesIn(value: Expression, additive: readonly Additive[]): Share[] {
  const named = (part: Expression): Additive | undefined =>
    part.kind === 'quantity' && !part.before
      ? additive.find(({ letter }) => letter === part.letter)
      : undefined;
  const inner = partsOf(value).flatMap((part) => sharesIn(part, additive));
  if (value.kind !== 'operation' || value.operator !== '/') return inner;
  const below = named(value.right);
  const above = factorsOf(value.left)
    .flatMap((factor) => named(factor) ?? [])
    .at(0);
  const isShare = above && below && above !== below && equal(above.keep, below.keep);
  return isShare ? [{ above, below }, ...inner] : inner;
}

/** c/n = (keep n'/n) (c'/n') + write/n. */
function shareOf({ above, below }: Share): Memory {
  const n = quantity(below.letter, false);
  const n1 = quantity(below.letter, true);
  return {
    states: [above.letter, below.letter],
    of: operation('/', quantity(above.letter, false), n),
    before: operation('/', quantity(above.letter, true), n1),
    keep: operation('/', operation('*', above.keep, n1), n),
    write: operation('/', above.write, n),
  };
}

function factorsOf(value: Expression): readonly Expression[] {
  return value.kind === 'operation' && value.operator === '*'
    ? [...factorsOf(value.left), ...factorsOf(value.right)]
    : [value];
}

/** Wherever they stand. */
function equal(a: Expression, b: Expression): boolean {
  const text = (value: Expression): string =>
    JSON.stringify(value, (key, part: unknown) => (key === 'at' ? undefined : part));
  return text(a) === text(b);
}

/** What is derived stands nowhere. */
const at = { start: 0, end: 0 };
const number = (value: number): Expression => ({ kind: 'number', value, at });
const quantity = (letter: string, before: boolean): Expression => ({
  ...{ letter, before, at },
  kind: 'quantity',
});
const negative = (of: Expression): Expression => ({ kind: 'negative', of, at });

function operation(
  operator: '+' | '-' | '*' | '/',
  left: Expression,
  right: Expression,
): Expression {
  const isOne = (value: Expression): boolean => value.kind === 'number' && value.value === 1;
  if (operator === '*' && isOne(left)) return right;
  if ((operator === '*' || operator === '/') && isOne(right)) return left;
  return { kind: 'operation', operator, left, right, at };
}
