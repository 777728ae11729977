/**
 * The gradient of one word's loss as a piece of work: words are read and noted one by one, then the way
 * back is taken word by word, in as many calls as its owner likes.
 */
import type { Predictor } from '../../network/predictor';
import type { RecurrentState } from '../../network/state';
import { createCarousel } from './carousel';
import { createGradientFlow, type Lengths, type WayBack } from './gradientFlow';

export interface AskedGradient {
  readonly predictor: Predictor;
  /** Of the words before it, the earliest first. */
  readonly ids: ArrayLike<number>;
  /** Before the first of them; it is moved on. */
  readonly state: RecurrentState;
  /** The word whose loss it is. */
  readonly target: number;
  /** Whose memory is followed as well; without a unit, that of the one that keeps most. */
  readonly memory?: { readonly layer: number; readonly unit?: number };
}

export interface FoundGradient {
  /** In nats. */
  readonly loss: number;
  readonly lengths: Lengths;
  readonly carousel?: {
    readonly layer: number;
    readonly unit: number;
    readonly shares: Float64Array<ArrayBuffer>;
  };
}

export interface WordGradient {
  /** A word farther. @returns whether the end was reached */
  advance(): boolean;
  /** When it was. */
  found(): FoundGradient;
}

export function createWordGradient({
  predictor,
  ids,
  state,
  target,
  memory,
}: AskedGradient): WordGradient {
  const flow = createGradientFlow(predictor.network, ids.length);
  const carousel = memory && createCarousel(predictor.network, memory.layer);
  let read = 0;
  let loss = NaN;
  let way: WayBack | undefined;
  return {
    advance() {
      if (way) return way.advance();
      if (read < ids.length) {
        predictor.read(ids[read++], state);
        flow.note(predictor.layers);
        carousel?.note(predictor.layers);
        return false;
      }
      const probabilities = predictor.probabilities(state);
      loss = -Math.log(probabilities[target]);
      way = flow.back(probabilities, target);
      return ids.length === 0;
    },
    found() {
      if (!way) throw new Error('The words have not been read yet.');
      const found = { loss, lengths: way.lengths };
      if (!carousel) return found;
      const { layer, unit = carousel.longest() } = memory;
      return { ...found, carousel: { layer, unit, shares: carousel.shares(unit) } };
    },
  };
}

/** In one go. */
export function wordGradient(asked: AskedGradient): FoundGradient {
  const work = createWordGradient(asked);
  while (!work.advance()) continue;
  return work.found();
}
