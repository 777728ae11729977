/**
 * What each quantity of a cell does for its memory: what keeps, writes and shows, and in which direction.
 * Found in the equations, never by name.
 */
import { calculate } from '../arithmetic';
import type { CellDefinition, Equation, Expression } from '../definition';
import { partsOf, within } from '../expressions';
import type { Memory } from '../memory';

/** Alone: what is kept, or written, is a share that no other gate decides. */
export interface Role {
  readonly keeps: boolean;
  readonly writes: boolean;
  /** What the layer shows of its memory is made with it. */
  readonly shows: boolean;
  readonly keepsAlone: boolean;
  readonly writesAlone: boolean;
  /** The larger it is, the more of the memory is kept (1) or given up (-1); 0: that is not clear. */
  readonly direction: -1 | 0 | 1;
}

const none: Role = {
  ...{ keeps: false, writes: false, shows: false },
  ...{ keepsAlone: false, writesAlone: false, direction: 0 },
};

/** Of a value of the step, not of the one before. */
export const readsNow = (value: Expression, letter: string): boolean =>
  within(value).some((part) => part.kind === 'quantity' && !part.before && part.letter === letter);

export const readsBefore = (value: Expression): boolean =>
  within(value).some((part) => part.kind === 'quantity' && part.before);

export function roleOf(
  { equations }: CellDefinition,
  memory: Memory | undefined,
  { letter, kind }: Equation,
): Role {
  if (!memory) return none;
  const shown = equations.find((equation) => equation.letter === 'h');
  const isShown =
    kind === 'gate' &&
    !memory.states.includes('h') &&
    shown !== undefined &&
    readsNow(shown.value, letter);
  const { keep, write } = memory;
  const candidates = equations.filter((one) => one.kind === 'candidate').map((one) => one.letter);
  return {
    keeps: readsNow(keep, letter),
    writes: readsNow(write, letter),
    shows: isShown,
    keepsAlone: isAlone(keep, letter),
    writesAlone: isAlone(write, letter, candidates),
    direction: directionOf(keep, letter),
  };
}

/** `z`, `1 - z`, `i*g`: no other quantity, and no quotient. */
function isAlone(value: Expression, letter: string, candidates: readonly string[] = []): boolean {
  return within(value).every((part) => {
    if (part.kind === 'number') return true;
    if (part.kind === 'operation') return part.operator !== '/';
    const isIt = part.kind === 'quantity' && part.letter === letter;
    return isIt || (part.kind === 'quantity' && candidates.includes(part.letter));
  });
}

function directionOf(keep: Expression, letter: string): Role['direction'] {
  if (!readsNow(keep, letter)) return 0;
  const [little, much] = [0.25, 0.75].map((value) => numberOf(keep, letter, value));
  if (little === much) return 0;
  return much > little ? 1 : -1;
}

/** With one quantity at a value, and everything else half open. */
function numberOf(value: Expression, letter: string, of: number): number {
  const numbers = partsOf(value).map((part) => numberOf(part, letter, of));
  const [a = 0, b = 0] = numbers;
  switch (value.kind) {
    case 'number':
      return value.value;
    case 'quantity':
      return value.letter === letter && !value.before ? of : 0.5;
    case 'vector':
    case 'product':
      return 0.5;
    case 'negative':
      return -a;
    case 'unary':
      return value.function === 'stop' ? a : calculate(value.function, a, 0, 0);
    case 'binary':
      return calculate(value.function, a, b, 0);
    case 'operation':
      return calculate(operations[value.operator], a, b, 0);
  }
}

const operations = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' } as const;
