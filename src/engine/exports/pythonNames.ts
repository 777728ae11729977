/**
 * What a cell's letters are called in Python: as in the equations wherever Python allows it. Letters
 * have no underscore, so that `W_i` (rows), `h_before` (the step before) and `W_i_x` (a product) cannot
 * be a letter of their own.
 */
import type { CellDefinition } from '../cells/definition';
import { within } from '../cells/expressions';

export interface PythonNames {
  value(letter: string): string;
  /** Of a state, at the step before. */
  before(letter: string): string;
  /** The rows of a tensor that belong to an equation. */
  rows(letter: string, block: string): string;
  /** Those rows, multiplied with x or with a state of the step before. */
  product(letter: string, block: string, of: string): string;
}

const reserved = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class'],
  ...['continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if'],
  ...['import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try'],
  ...['while', 'with', 'yield', 'torch', 'nn', 'linear', 'larger', 'smaller', 'x', 'before'],
  ...['products', 'weights', 'len', 'range', 'zip'],
]);

/** Python takes compatibility forms of a letter for the letter itself: only plain ones are taken over. */
const isPlain = (letter: string): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(letter);

const spelled = (letter: string): string =>
  `u${[...letter].map((it) => (it.codePointAt(0) ?? 0).toString(16)).join('u')}`;

export function pythonNames(definition: CellDefinition): PythonNames {
  const letters = new Set<string>();
  for (const { letter, value } of definition.equations) {
    letters.add(letter);
    for (const part of within(value)) if ('letter' in part) letters.add(part.letter);
  }
  const given = new Map<string, string>();
  const taken = new Set(reserved);
  const inOrder = [...letters].sort((one, other) => Number(isPlain(other)) - Number(isPlain(one)));
  for (const letter of inOrder) {
    let name = isPlain(letter) ? letter : spelled(letter);
    while (taken.has(name)) name += 'q';
    taken.add(name);
    given.set(letter, name);
  }
  const nameOf = (letter: string): string => given.get(letter) ?? letter;
  return {
    value: nameOf,
    before: (letter) => `${nameOf(letter)}_before`,
    rows: (letter, block) => `${nameOf(letter)}_${nameOf(block)}`,
    product: (letter, block, of) => `${nameOf(letter)}_${nameOf(block)}_${of}`,
  };
}
