/**
 * What the host and the pages know of the cell of each layer: plain data, by the names of its
 * quantities. Nothing above the engine knows a cell by its name; whoever shows a quantity looks it up here.
 */
import * as v from 'valibot';
import type { CellAbility, Quantity } from '../../engine/cells/describe';

export type { CellAbility } from '../../engine/cells/describe';

/** `inputGate`: as files, exports and questions call it. */
export const quantityName = /* @__PURE__ */ (() =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(60)))();
export type QuantityName = string;

export interface CellQuantity {
  readonly name: QuantityName;
  /** Of the equations. */
  readonly letter: string;
  /** On screen: “Input gate”. */
  readonly title: string;
  readonly kind: Quantity['kind'];
  /** Its values lie in it, whatever is read and learnt; infinite where they have no bound. */
  readonly low: number;
  readonly high: number;
  /** A gate: it can be said to be open or shut. */
  readonly opens: boolean;
  /** `i = σ(W_i x + U_i h′ + b_i)`, and the same for a screen reader. */
  readonly equation: string;
  readonly said: string;
  /** What it is and does, in a sentence. */
  readonly meaning: string;
}

export interface CellMemory {
  /** The states that it is made of: c, or c and n. */
  readonly states: readonly QuantityName[];
  /** `of` = `keep` times what it was before, plus `write`; as a textbook prints them. */
  readonly of: string;
  readonly keep: string;
  readonly write: string;
}

export interface LayerCell {
  /** A known one's; else what its text calls itself. */
  readonly id: string;
  readonly title: string;
  /** In the order in which a step computes them. */
  readonly quantities: readonly CellQuantity[];
  /** What is looked at where nothing was chosen: what keeps the memory, else a gate, else what is shown. */
  readonly first: QuantityName;
  /** What the next step is given; the first is what the layer shows. */
  readonly carried: readonly QuantityName[];
  readonly memory?: CellMemory;
  readonly abilities: readonly CellAbility[];
}

/** Undefined: the cell has no such quantity. */
export const findQuantity = (
  cell: LayerCell | undefined,
  name: QuantityName,
): CellQuantity | undefined => cell?.quantities.find((quantity) => quantity.name === name);

type Titled = Pick<CellQuantity, 'title' | 'letter'>;

/** In a sentence: “the forget gate”; a quantity that was given no title is its letter. */
export const theQuantity = ({ title, letter }: Titled): string =>
  title === letter ? letter : `the ${title.toLowerCase()}`;

/** “forget gates”, “values of k” */
export const manyOf = ({ title, letter }: Titled): string =>
  title === letter ? `values of ${letter}` : `${title.toLowerCase()}s`;

/** `forgetGate` as “Forget gate”: what a quantity may be called where its cell is not known. */
export const nameInWords = (name: QuantityName): string =>
  name
    .replace(/\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
    .replace(/^./u, (letter) => letter.toUpperCase());

/** “LSTM”, where all layers have a cell with so short a name; else “network”. */
export function networkName(cells: readonly Pick<LayerCell, 'title'>[]): string {
  const [first = 'network', ...others] = new Set(cells.map(({ title }) => title));
  return others.length === 0 && /^\w{1,8}$/.test(first) ? first : 'network';
}
