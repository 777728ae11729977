/** How far back the loss at one word reaches: the length of its gradient after each earlier word. */
import * as v from 'valibot';
import type { Passage } from '../model/passage';
import type { Versions } from '../model/versions';
import { natural, upTo } from '../schemas';
import { question } from './question';

/** Of one thing that a layer carries: `h`, `c`. */
export interface CarriedGradient {
  readonly letter: string;
  /** “Cell state”. */
  readonly title: string;
  /** For each word of the passage, in nats: 0 where nothing arrives, infinite where it explodes. */
  readonly lengths: Float64Array<ArrayBuffer>;
}

export interface Gradient extends Versions {
  /** The word whose loss it is; it may be the one after the last. */
  readonly token: number;
  /** In nats. */
  readonly loss: number;
  /** The words before it, the earliest first; fewer than were asked for where they begin the text or memory is short. */
  readonly passage: Passage;
  /** Of each layer from below. */
  readonly layers: readonly (readonly CarriedGradient[])[];
  /** Of the unit that was asked about: the share of what it held after each word that is left at the last. */
  readonly carousel?: Float64Array<ArrayBuffer>;
  /** Words that its training went back at most; none of a model that was not trained here. */
  readonly truncation?: number;
  readonly approximate: boolean;
}

/** Words back, at most. */
export const mostGradientWords = 1000;

export const gradientQuestions = /* @__PURE__ */ (() =>
  ({
    gradient: question<Gradient>()(
      v.object({
        token: natural,
        /** Earlier words, at most. */
        count: upTo(mostGradientWords),
        /** Whose memory is followed as well. */
        unit: v.exactOptional(v.object({ layer: natural, unit: natural })),
      }),
      { takes: 'long', newestOnly: true },
    ),
  }) as const)();
