/**
 * How far back the loss at one word reaches: the length of its gradient after each earlier word, in the
 * text's network, in others next to it, and in one that has learnt nothing.
 */
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

/** The share of what a unit held after each word that is left at the last. */
export interface KeptShares {
  readonly layer: number;
  readonly unit: number;
  readonly shares: Float64Array<ArrayBuffer>;
}

/** In one network. */
export interface NetworkGradient {
  /** In nats; null where it is no number any more, for a message to a page holds none such. */
  readonly loss: number | null;
  /** Of each layer from below. */
  readonly layers: readonly (readonly CarriedGradient[])[];
  readonly carousel?: KeptShares;
}

/** Another of the text's models; one that cannot be read, or not word by word like this one, says why. */
export type BesideGradient = { readonly id: string } & (
  | (Pick<NetworkGradient, 'loss' | 'layers'> & { readonly truncation?: number })
  | { readonly problem: string }
);

/** What a network that has learnt nothing can be made of. */
export interface FreshCell {
  readonly id: string;
  readonly title: string;
  /** A bias decides what it keeps at first. */
  readonly keeps: boolean;
}

export interface Gradient extends Versions, NetworkGradient {
  /** The word whose loss it is; it may be the one after the last. */
  readonly token: number;
  /** None where the text has ended. */
  readonly word?: string;
  /** The words before it, the earliest first; fewer than were asked for where they begin the text or memory is short. */
  readonly passage: Passage;
  /** Words that its training went back at most; none of a model that was not trained here. */
  readonly truncation?: number;
  readonly approximate: boolean;
  /** As they were asked for. */
  readonly beside: readonly BesideGradient[];
  readonly cells: readonly FreshCell[];
}

export interface FreshGradient extends Versions, NetworkGradient {
  /** All its weights. */
  readonly weights: {
    readonly count: number;
    /** Of all together, as one vector. */
    readonly length: number;
    /** Of the gradient at all of them; null where it is no number any more. */
    readonly gradient: number | null;
  };
  /** Words that were read. */
  readonly count: number;
}

/** One number of what is carried, nudged. */
export interface CheckedNumber {
  readonly back: number;
  readonly layer: number;
  readonly letter: string;
  readonly unit: number;
  readonly gradient: number;
  readonly difference: number;
  /** How far they are apart, as a share of the gradient's length there. */
  readonly error: number;
}

export interface CheckedGradient extends Versions {
  /** Words that were read for it. */
  readonly words: number;
  readonly entries: readonly CheckedNumber[];
  /** Places where differences say nothing: the gradient is too short or too long, or no number is left. */
  readonly leftOut: number;
  /** Of a network of up to three units. */
  readonly paths?: {
    readonly words: number;
    readonly paths: number;
    readonly rows: readonly {
      readonly layer: number;
      readonly letter: string;
      readonly unit: number;
      readonly sum: number;
      readonly back: number;
    }[];
  };
}

/** Words back, at most. */
export const mostGradientWords = 1000;
/** Other models in one picture, at most. */
export const mostBeside = 5;
export const freshBounds = { units: 128, scale: 100, bias: 10 } as const;
/** A bound of the check: one step off by more is a mistake. */
export const checkBound = 1e-6;

/** Of the text's models by the name of their file, of a race's by race and place. */
export const besideId = /* @__PURE__ */ (() =>
  v.pipe(v.string(), v.regex(/^([0-9a-f]{32}(-[0-9a-f]{8})?|race\/[0-9a-f]{8}\/\d{1,4})$/)))();

export const gradientQuestions = /* @__PURE__ */ (() => {
  const fresh = v.object({
    cell: v.pipe(v.string(), v.maxLength(40)),
    units: v.pipe(natural, v.minValue(1), v.maxValue(freshBounds.units)),
    /** Of its first weights, as a multiple of the usual ones. */
    scale: v.pipe(v.number(), v.minValue(0), v.maxValue(freshBounds.scale)),
    /** That what it keeps starts from; absent: as the cell's own text says. */
    bias: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(freshBounds.bias))),
    seed: natural,
  });
  const place = { token: natural, count: upTo(mostGradientWords) };
  return {
    gradient: question<Gradient>()(
      v.object({
        /** Earlier words at most: `count`. */
        ...place,
        /** Whose memory is followed as well; without a unit, that of the one that keeps most. */
        memory: v.exactOptional(v.object({ layer: natural, unit: v.exactOptional(natural) })),
        beside: v.exactOptional(v.pipe(v.array(besideId), v.maxLength(mostBeside))),
      }),
      { takes: 'long', newestOnly: true, besides: true },
    ),
    /** In a network that is made for it. */
    freshGradient: question<FreshGradient>()(v.object({ ...place, fresh }), {
      takes: 'long',
      newestOnly: true,
    }),
    /** Against finite differences; without `fresh`, in the text's network. */
    checkGradient: question<CheckedGradient>()(
      v.object({ ...place, fresh: v.exactOptional(fresh) }),
      { takes: 'long', newestOnly: true },
    ),
  } as const;
})();

export type FreshChoice = v.InferOutput<typeof gradientQuestions.freshGradient.schema>['fresh'];
