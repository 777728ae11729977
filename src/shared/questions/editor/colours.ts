/**
 * What the text itself can be coloured by, and the question for it. The measure is also the argument
 * of the command and what is remembered, so it is parsed at both doors.
 */
import * as v from 'valibot';
import { natural } from '../../schemas';
import { quantityName } from '../../model/cells';
import type { Span, Versions } from '../../model/versions';
import type { JudgingTask } from '../../tasks';
import { replacedWordSchema, replacementSchema } from '../memory';

/** What can be remembered: no word of the text, and right whatever is edited. */
export const lastingMeasureSchema = v.variant('by', [
  /** Bits of the word that came. */
  v.object({ by: v.literal('surprise') }),
  /** Place of the word that came among all words. */
  v.object({ by: v.literal('rank') }),
  /** One quantity of one unit; layers and units count from 0. */
  v.object({
    by: v.literal('unit'),
    gate: quantityName,
    layer: natural,
    unit: natural,
    /** Which weights it was chosen in: in others the unit may do something else. */
    weights: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
  }),
  /** What a layer with additive memory did not keep of it, and wrote to it, against the rest of the document. */
  v.object({ by: v.literal('erased'), layer: natural }),
  v.object({ by: v.literal('written'), layer: natural }),
  /** Of a model that judges: the class after each word, or the label of each token. */
  v.object({ by: v.literal('judged') }),
]);

/** By how many bits the prediction of each later word changes when another word stands at `at`. */
const substitutedSchema = v.object({
  by: v.literal('substituted'),
  /** Offset of the word in the text; it is there, or there is no answer. */
  at: natural,
  word: replacedWordSchema,
  replacement: replacementSchema,
});
export type SubstitutedMeasure = v.InferOutput<typeof substitutedSchema>;

export const colourMeasureSchema = v.variant('by', [
  ...lastingMeasureSchema.options,
  substitutedSchema,
]);
export type ColourMeasure = v.InferOutput<typeof colourMeasureSchema>;

/** Most tokens in one answer: a large screen of single characters in long lines, and below 1 MB. */
export const mostColoured = 40_000;

/** Shares of the document's tokens below the borders of an answer about erased or written. */
export const memoryShares = [0.5, 0.75, 0.9, 0.97] as const;

export interface ColourRequest {
  readonly documentKey: string;
  /** Offsets: every token that lies in between, at least in part. */
  readonly from: number;
  readonly to: number;
  readonly measure: ColourMeasure;
}

export interface UnitColours {
  /** Of the quantity. */
  readonly title: string;
  readonly isGate: boolean;
  /** With a sign, the borders are distances from zero. */
  readonly isSigned: boolean;
  readonly borders: readonly number[];
}

/** What a model that judges gives to the tokens of a stretch. */
export interface JudgedColours {
  readonly task: JudgingTask['task'];
  /** What the values of the answer are numbers into. */
  readonly names: readonly string[];
  /** Of labels that mark spans: the one of tokens in none, which stays plain. */
  readonly outside?: number;
  /** 1 where the text says otherwise: of labels at the token, of classes at the last word of the example. */
  readonly wrong: Uint8Array<ArrayBuffer>;
  /** Why each beginning of a text was judged by itself. */
  readonly beginnings?: JudgingTask['asked'];
}

export interface ColourAnswer extends Versions {
  /** Offsets, one per token. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  /** NaN where the measure says nothing: before a substituted word, and too far after it. */
  readonly values: Float32Array<ArrayBuffer>;
  /** 1 where the token is outside the vocabulary. */
  readonly unknown: Uint8Array<ArrayBuffer>;
  /** Of the document's tokens looked at so far, 0 to 1. */
  readonly unknownShare: number;
  /** The substituted word itself, when it lies in the stretch. */
  readonly word?: Span;
  /** Values at `memoryShares` of the tokens read so far; for erased and written. */
  readonly borders?: readonly number[];
  /** What the colours of a unit are of. */
  readonly ofUnit?: UnitColours;
  readonly judged?: JudgedColours;
  /** It started short of the document's beginning, or the borders are of a part: ask again later. */
  readonly approximate: boolean;
}
