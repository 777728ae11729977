/**
 * What the text itself can be coloured by, and the question for it. The measure is also the argument
 * of the command and what is remembered, so it is parsed at both doors.
 */
import * as v from 'valibot';
import { gateNames } from './analyst';
import type { Versions } from './reader';

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const colourMeasureSchema = v.variant('by', [
  /** Bits of the word that came. */
  v.object({ by: v.literal('surprise') }),
  /** Place of the word that came among all words. */
  v.object({ by: v.literal('rank') }),
  /** One gate or state of one unit; layers and units count from 0. */
  v.object({
    by: v.literal('unit'),
    gate: v.picklist(gateNames),
    layer: natural,
    unit: natural,
  }),
  /** |(1 - f) c'| and |i g| of a layer, against the rest of the document. */
  v.object({ by: v.literal('erased'), layer: natural }),
  v.object({ by: v.literal('written'), layer: natural }),
]);
export type ColourMeasure = v.InferOutput<typeof colourMeasureSchema>;

/** Most tokens in one answer: a large screen of single characters, and far below 1 MB. */
export const mostColoured = 12_000;

/** Shares of the document's tokens below the borders of an answer about erased or written. */
export const memoryShares = [0.5, 0.75, 0.9, 0.97] as const;

export interface ColourRequest {
  readonly documentKey: string;
  /** Offsets: every token that lies in between, at least in part. */
  readonly from: number;
  readonly to: number;
  readonly measure: ColourMeasure;
}

export interface ColourAnswer extends Versions {
  /** Offsets, one a token. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
  /** Values at `memoryShares` of the tokens read so far; for erased and written. */
  readonly borders?: readonly number[];
  /** It started short of the document's beginning, or the borders are of a part: ask again later. */
  readonly approximate: boolean;
}
