/**
 * The words that a unit of the last layer pushes up and down: its column of the projection. A logit
 * is b + sum over units of w h, so a unit that shows h adds w h to each word's logit. Adding one
 * number to all logits changes no probability: weights are given minus their mean over the words.
 */
import type { Network } from '../network/network';

export interface OutputWeight {
  readonly id: number;
  /** What 1 of h adds to the word's logit, compared with the average word. */
  readonly weight: number;
}

/** The strongest in each direction, strongest first; ties by id. */
export function unitOutputWeights(
  { parameters, layout, shape }: Network,
  unit: number,
  count: number,
  passes: (id: number) => boolean,
): { readonly up: OutputWeight[]; readonly down: OutputWeight[] } {
  const { w } = parameters.decoder;
  const column = Array.from({ length: shape.V }, (_, id) => w[id * layout.padded.H + unit]);
  const mean = column.reduce((sum, weight) => sum + weight, 0) / shape.V;
  const all = column
    .map((weight, id) => ({ id, weight: weight - mean }))
    .filter(({ id }) => passes(id))
    .sort((one, other) => other.weight - one.weight || one.id - other.id);
  return { up: all.slice(0, count), down: all.slice(-count).reverse() };
}
