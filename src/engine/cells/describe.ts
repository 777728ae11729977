/**
 * What is to be known of a cell above the engine: everything that is no hot loop, as data. Features
 * ask for an ability or for a quantity's kind, never for a cell's name.
 */
import type { Place, Tensor } from '../kernels/compiledCell';
import type { Compilation } from './compiler/compile';
import type { CellDefinition, Expression, QuantityKind } from './definition';
import { rangesOf, type Range } from './display/ranges';
import { isOfTheWordAlone, memoryOf, type Memory } from './memory';

export interface CellDescription {
  readonly title: string;
  /** In the order in which a step computes them. */
  readonly quantities: readonly Quantity[];
  /** Letters of what the next step is given; the first is what the layer shows. */
  readonly carried: readonly string[];
  readonly memory?: Memory;
  readonly abilities: readonly CellAbility[];
  readonly tensors: readonly Tensor[];
}

export interface Quantity {
  readonly letter: string;
  /** In contracts, files, exports; a promise. */
  readonly name: string;
  readonly title: string;
  readonly kind: QuantityKind;
  /** Whatever is read and learnt, its values lie in it: scales of colours follow. */
  readonly range: Range;
  readonly equation: Expression;
  /** Where the record holds it. */
  readonly place: Place;
}

/** Gates by name; and whatever lies between 0 and 1 without a text saying what it is. */
export const opens = ({ kind, range }: Pick<Quantity, 'kind' | 'range'>): boolean =>
  kind === 'gate' || (kind === 'value' && range.low >= 0 && range.high <= 1);

export const cellAbilities = [
  /** It has a ledger: what was erased, written, shown; half-lives. */
  'additiveMemory',
  /** What is kept and written depends on the word alone, so that the ledger tells causes. */
  'wordAloneMemory',
] as const;
export type CellAbility = (typeof cellAbilities)[number];

export function describe(
  definition: CellDefinition,
  { cell, places }: Compilation,
): CellDescription {
  const memory = memoryOf(definition);
  const ranges = rangesOf(definition);
  return {
    title: definition.title,
    quantities: definition.equations.map(({ letter, name, title, kind, value }) => {
      const place = places.get(letter);
      const range = ranges.get(letter);
      if (!place || !range) throw new Error(`${letter} has no place in the record.`);
      return { letter, name, title, kind, range, equation: value, place };
    }),
    carried: cell.states.map(({ letter }) => letter),
    ...(memory && { memory }),
    abilities: abilitiesOf(definition, memory),
    tensors: cell.tensors,
  };
}

function abilitiesOf(definition: CellDefinition, memory: Memory | undefined): CellAbility[] {
  if (!memory) return [];
  return isOfTheWordAlone(definition, memory)
    ? ['additiveMemory', 'wordAloneMemory']
    : ['additiveMemory'];
}

/** As in a file: rows of all blocks, and columns but for a vector. */
export function shapeOf({ kind, blocks }: Tensor, K: number, H: number): readonly number[] {
  const rows = blocks.length * H;
  return kind === 'vector' ? [rows] : [rows, kind === 'input' ? K : H];
}

/** Weights of a layer of H units over K inputs. */
export function weightCount(tensors: readonly Tensor[], K: number, H: number): number {
  return tensors.reduce(
    (sum, tensor) => sum + shapeOf(tensor, K, H).reduce((product, size) => product * size, 1),
    0,
  );
}
