/** What the cells of a layer did at each token of a sequence, in one of its directions. */
import type { Place } from '../../kernels/compiledCell';
import type { Judge } from './judge';

export interface CellPlace {
  readonly layer: number;
  readonly backwards: boolean;
  /** Of the cell's equations. */
  readonly letter: string;
}

export interface CellQuantities {
  readonly tokens: number;
  readonly units: number;
  /** [tokens][units], in the order of the text in both directions. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Of two directions forwards first. @returns undefined where there is no such layer or direction */
export const layerAt = (
  { network: { layout } }: Pick<Judge, 'network'>,
  { layer, backwards }: Pick<CellPlace, 'layer' | 'backwards'>,
): number | undefined => {
  const found = layout.layers.findIndex(
    (one) => one.layer === layer && one.backwards === backwards,
  );
  return found < 0 ? undefined : found;
};

/** @returns undefined where the network has no such layer, direction or quantity */
export function cellQuantities(
  judge: Judge,
  words: readonly string[],
  place: CellPlace,
): CellQuantities | undefined {
  const { reader, network, asked } = judge;
  const { layout, shape } = network;
  const n = layerAt(judge, place);
  if (n === undefined) return undefined;
  const { cell, backwards } = layout.layers[n];
  const quantity = cell.description.quantities.find(({ letter }) => letter === place.letter);
  if (!quantity) return undefined;
  const { window, lengths } = reader.readAlone(judge.sequencesOf([words]), 0, asked);
  const record = window.records[n];
  const { H } = layout.padded;
  const tokens = lengths[0];
  const values = new Float32Array(tokens * shape.H);
  for (let t = 0; t < tokens; t++) {
    const step = backwards ? window.mirrored[t] : t;
    const from = valueAt(quantity.place, step, cell.compiled.columns) * H;
    const array =
      quantity.place.array === 'state' ? record.states[quantity.place.index] : record.columns;
    values.set(array.subarray(from, from + shape.H), t * shape.H);
  }
  return { tokens, units: shape.H, values };
}

/** In rows of H; block 0 of a state is what it was before the first step. */
const valueAt = ({ array, index }: Place, step: number, columns: number): number =>
  array === 'state' ? step + 1 : step * columns + index;
