/**
 * Which learned vectors decide at the start of a training how much a cell keeps: those that are added
 * inside a sigmoid or an exponential on which the share that is kept depends (the b of an LSTM's forget
 * gate, of a GRU's update gate). At log W half of what is written is left after about W steps (chrono
 * initialisation: Tallec & Ollivier, Can Recurrent Neural Networks Warp Time?, 2018).
 */
import { log } from '../math';
import type { Cell } from './cell';
import type { CellDefinition, Expression } from './definition';
import { partsOf } from './expressions';
import type { Memory } from './memory';
import { walk, walkStep, type Scope } from './walk';

/** A cell's learned vector in the rows of an equation, and what it starts from. */
export interface KeepStart {
  readonly letter: string;
  readonly block: string;
  readonly value: number;
}

type Vector = Omit<KeepStart, 'value'>;

export const hasKeepBias = (cell: Cell): boolean => keepStarts(cell, 2).length > 0;

/** @param words that it should remember @returns nothing where no vector decides what is kept */
export function keepStarts(
  { definition, description: { memory } }: Pick<Cell, 'definition' | 'description'>,
  words: number,
): readonly KeepStart[] {
  if (!memory) return [];
  const size = log(words);
  const keepWith = keepAtStart(definition, memory);
  const slopes = addedIn(memory.keep, definition).map((vector) => {
    return {
      vector,
      slope: keepWith([{ ...vector, value: 1 }]) - keepWith([{ ...vector, value: 0 }]),
    };
  });
  const towards = (sign: 1 | -1): KeepStart[] =>
    slopes
      .filter(({ slope }) => slope * sign > 0)
      .map(({ vector }) => ({ ...vector, value: sign * size }));
  const raised = towards(1);
  // Where other gates work against it (minLSTM's f / (f + i)), these have to open less.
  const isEnough = raised.length > 0 && keepWith(raised) > words / (words + 1) - 1e-9;
  return isEnough ? raised : [...raised, ...towards(-1)];
}

/** The share that is kept, before anything is learnt: what matrices make is near 0. */
function keepAtStart(definition: CellDefinition, memory: Memory) {
  const one = (): Float64Array => Float64Array.of(1);
  const before = new Map(definition.states.map((letter) => [letter, one()]));
  const initial = new Map(definition.equations.map((it) => [it.letter, it.initial]));
  return (set: readonly KeepStart[]): number => {
    const weights = (letter: string, block: string): Float64Array => {
      const changed = set.find((it) => it.letter === letter && it.block === block);
      return Float64Array.of(changed?.value ?? initial.get(block)?.[letter] ?? 0);
    };
    const scope: Omit<Scope, 'values'> = {
      ...{ layer: { H: 1, weights }, x: Float64Array.of(0), before },
      stops: { values: [], next: undefined },
    };
    return walk(memory.keep, { ...scope, values: walkStep(definition, scope) })[0];
  };
}

/** Of each equation's rows the first vector that is added as it is inside a sigmoid or exp. */
function addedIn(keep: Expression, { equations }: CellDefinition): readonly Vector[] {
  const found = new Map<string, Vector>();
  const seen = new Set<string>();
  const visit = (value: Expression, isInside: boolean): void => {
    if (value.kind === 'product') return;
    if (value.kind === 'vector' && isInside && !found.has(value.block)) {
      found.set(value.block, { letter: value.letter, block: value.block });
    }
    if (value.kind === 'quantity' && !value.before) {
      const key = `${value.letter} ${isInside}`;
      const equation = equations.find(({ letter }) => letter === value.letter);
      if (equation && !seen.has(key)) visit(equation.value, isInside);
      seen.add(key);
    }
    for (const part of partsOf(value)) visit(part, isAdded(value, isInside));
  };
  visit(keep, false);
  return [...found.values()];
}

/** Whether what an expression is made of is added inside a gate: what multiplies there is a peephole. */
function isAdded(value: Expression, isInside: boolean): boolean {
  if (value.kind === 'operation') return isInside && /[+-]/.test(value.operator);
  return isInside || (value.kind === 'unary' && /^(sigmoid|exp)$/.test(value.function));
}
