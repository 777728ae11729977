/**
 * What a layer holds from word to word, as the page calls it: its memory, and how that is kept and
 * written; without one, what the layer shows. All of it of the cell's own equations.
 */
import type { CellQuantity, LayerCell } from '../../src/shared/model/cells';
import { findQuantity, manyOf, nameInWords } from '../../src/shared/model/cells';

export interface Held {
  /** `c`, `c / n` */
  readonly letter: string;
  /** “Cell state”, “Cell state / Normaliser” */
  readonly title: string;
}

export function heldIn(cell: LayerCell | undefined): Held {
  const names = cell?.memory?.states ?? cell?.carried.slice(0, 1) ?? [];
  const titles = names.map((name) => findQuantity(cell, name)?.title ?? nameInWords(name));
  const shown = findQuantity(cell, names[0] ?? '')?.letter ?? 'h';
  return { letter: cell?.memory?.of ?? shown, title: titles.join(' / ') };
}

/** Of all layers: “Cell state”; where they hold different things, “Memory”. */
export function heldTitle(cells: readonly LayerCell[]): string {
  const titles = new Set(cells.map((cell) => heldIn(cell).title));
  const [title] = titles;
  return titles.size === 1 && title ? title : 'Memory';
}

/** “Cell states” */
export function heldTitles(cells: readonly LayerCell[]): string {
  const title = heldTitle(cells);
  if (title === 'Memory' || title.includes('/')) return 'Memories';
  return cells.some((cell) => heldIn(cell).letter === title) ? `Values of ${title}` : `${title}s`;
}

/** A row of the ledger is all that a word left in the layer. */
export const isCausal = (cell: LayerCell | undefined, layer: number): boolean =>
  layer === 0 && cell?.abilities.includes('wordAloneMemory') === true;

const dotted = (expression: string): string => expression.replaceAll(' ⊙ ', ' · ');
const enclosed = (expression: string): string =>
  / [+−/] /.test(expression) ? `(${expression})` : expression;

/** `c = f · c before + i · g` */
export function memoryEquation({ of, keep, write }: NonNullable<LayerCell['memory']>): string {
  const before = `${enclosed(of)} before`;
  const kept = keep === '1' ? before : `${enclosed(dotted(keep))} · ${before}`;
  return `${of} = ${kept} + ${dotted(write)}`;
}

/** `i·g`; nothing where it is too long for the head of a column. */
export function writtenLetters(cell: LayerCell | undefined): string {
  const letters = (cell?.memory?.write ?? '').replaceAll(' ⊙ ', '·');
  return letters.length <= 16 ? letters : '';
}

export interface MemoryWords {
  /** “a share of its memory” */
  readonly keeps: string;
  /** “adds what its input gate lets in” */
  readonly adds: string;
  /** “, each times the forget gates since” */
  readonly times: string;
}

export function memoryWords(cell: LayerCell): MemoryWords {
  const { keep = '', write = '' } = cell.memory ?? {};
  const named = (letter: string): CellQuantity | undefined =>
    cell.quantities.find((quantity) => quantity.letter === letter && quantity.opens);
  const factors = write.split(' ⊙ ');
  const gate =
    factors.length === 2 ? factors.map(named).find((one) => one !== undefined) : undefined;
  const kept = named(keep);
  return {
    keeps: keep === '1' ? 'all of its memory' : 'a share of its memory',
    adds: gate ? `adds what its ${gate.title.toLowerCase()} lets in` : 'adds to it',
    times: keep === '1' ? '' : `, each times the ${kept ? manyOf(kept) : 'shares kept'} since`,
  };
}

export const noDirectWrites = (cell: LayerCell | undefined, layer: number): string =>
  `Layer ${layer + 1} (${cell?.title ?? ''}) has no memory that words are added to: at every word all that it holds is worked out again. So there are no direct writes to list, and a write has no half-life.`;
