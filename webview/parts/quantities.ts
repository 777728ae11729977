/**
 * The quantities of a layer's cell for a page: which there are, and how one is called, coloured and
 * explained. The worker says it all of the cell (`LayerCell`); no quantity is known by name here.
 */
import type { CellQuantity, LayerCell, QuantityName } from '../../src/shared/model/cells';
import { findQuantity, nameInWords } from '../../src/shared/model/cells';

export type { CellQuantity, QuantityName } from '../../src/shared/model/cells';

interface Cells {
  readonly cells: readonly LayerCell[];
}

/** In the order in which a step computes them. */
export const quantitiesAt = ({ cells }: Cells, layer: number): readonly CellQuantity[] =>
  cells[layer]?.quantities ?? [];

export const gatesAt = (cells: Cells, layer: number): readonly CellQuantity[] =>
  quantitiesAt(cells, layer).filter(({ opens }) => opens);

/** The one that is named; where the layer has no such quantity, the one to look at first. */
export function quantityAt({ cells }: Cells, layer: number, name: QuantityName): CellQuantity {
  const cell = cells[layer];
  return findQuantity(cell, name) ?? (cell && findQuantity(cell, cell.first)) ?? unknown(name);
}

export const titleAt = (cells: Cells, layer: number, name: QuantityName): string =>
  findQuantity(cells.cells[layer], name)?.title ?? nameInWords(name);

/** An additive one: what is written to it has a half-life. */
export const hasMemoryAt = ({ cells }: Cells, layer: number): boolean =>
  cells[layer]?.abilities.includes('additiveMemory') === true;

/** “Forget gate f”; a quantity without a title of its own is its letter. */
export const titleAndLetter = ({ title, letter }: CellQuantity): string =>
  title === letter ? title : `${title} ${letter}`;

/** What has no sign grows from 0; the rest lies around it. */
export const paletteOf = ({ low }: CellQuantity): 'sequential' | 'diverging' =>
  low >= 0 ? 'sequential' : 'diverging';

/**
 * The largest strength, where the range says it: states stay far below theirs, and what shows their
 * differences is what is in view.
 */
export function naturalBound({ kind, low, high }: CellQuantity): number | undefined {
  const bound = Math.max(Math.abs(low), Math.abs(high));
  return kind !== 'state' && Number.isFinite(bound) ? bound : undefined;
}

const unknown = (name: QuantityName): CellQuantity => ({
  ...{ name, letter: name, title: nameInWords(name), kind: 'value' },
  ...{ low: -Infinity, high: Infinity, opens: false, equation: '', said: '', meaning: '' },
});
