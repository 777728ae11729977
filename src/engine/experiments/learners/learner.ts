/** A network with a way to learn, as a trial sees it: whatever is behind it, numbers go in and out. */
import type { Sequence } from '../sequence';

export interface Learner {
  /** How many weights it learns, padding left out. */
  readonly weights: number;
  /** Sequences that it is given at once. */
  readonly batch: number;
  /** @returns what it answered before it learnt from them, of each [asked][outputs]; valid until the next call */
  learn(sequences: readonly Sequence[]): readonly Float64Array[];
  /** Without learning; as many as there are. */
  answer(sequences: readonly Sequence[]): readonly Float64Array[];
}

/** What answers are made of sums. */
export type Squashing = 'softmax' | 'sigmoid' | 'linear';
export type Loss = 'crossEntropy' | 'squared';

/** In place. */
export function squash(values: Float64Array, how: Squashing): void {
  if (how === 'linear') return;
  if (how === 'sigmoid') {
    for (let k = 0; k < values.length; k++) values[k] = 1 / (1 + Math.exp(-values[k]));
    return;
  }
  let most = -Infinity;
  for (let k = 0; k < values.length; k++) if (values[k] > most) most = values[k];
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] = Math.exp(values[k] - most);
  for (let k = 0; k < values.length; k++) values[k] /= sum;
}

/** The gradient of a loss at the sum of output k. Squares are of sigmoids or of the sums themselves. */
export function slopeOf(y: number, t: number, how: Squashing, loss: Loss): number {
  return loss === 'squared' && how === 'sigmoid' ? (y - t) * y * (1 - y) : y - t;
}
