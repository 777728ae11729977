/** What is left of a word: by substitution first, by the ledger second. */
import * as v from 'valibot';
import { natural, upTo } from '../schemas';
import { question } from './question';
import type { WordProbability } from '../api';
import type { Passage } from '../model/passage';
import type { Versions } from '../model/versions';

/** Put in a word's place: a word of the vocabulary, or what the network itself held likely there. */
export type Replacement =
  | { readonly kind: 'likely' }
  | { readonly kind: 'word'; readonly word: string };

export interface Substitution extends Versions {
  readonly token: number;
  /** What the network held likely in the word's place, the word itself left out. */
  readonly likely: readonly WordProbability[];
  /** What was put there; the probabilities are weights and sum to 1. */
  readonly instead: readonly WordProbability[];
  /** Some words before it, and the word itself as the last. */
  readonly context: Passage;
  /** The words that were followed. */
  readonly later: Passage;
  /** Surprise of each later word as the text stands, in bits. */
  readonly bits: Float32Array<ArrayBuffer>;
  /** With the other word, minus as it stands; of several the weighted mean. */
  readonly change: Float32Array<ArrayBuffer>;
  /** The weighted mean of the absolute changes: what cancels in `change` shows here. */
  readonly size: Float32Array<ArrayBuffer>;
  /** The words that were followed reach the text's end. */
  readonly toTheEnd: boolean;
  readonly approximate: boolean;
}

export interface UnitChange {
  readonly layer: number;
  readonly unit: number;
  /** The memory as the text stands; without one, what the unit shows. */
  readonly held: number;
  /** With the other word, minus as it stands; of several the weighted mean. */
  readonly change: number;
  /** The weighted mean of the absolute changes; the units are sorted by it. */
  readonly size: number;
}

export interface CellChanges extends Versions {
  readonly at: number;
  readonly units: readonly UnitChange[];
  /** The words up to `at` for which there is a history. */
  readonly passage: Passage;
  /** `change` of each unit after each word of the passage, [units][tokens]. */
  readonly history: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
}

export interface Ledger extends Versions {
  readonly layer: number;
  readonly unit?: number;
  /** The words of the window; the last is the one asked about. */
  readonly passage: Passage;
  /** What each word wrote, an LSTM's i g; of all units together its length. */
  readonly written: Float32Array<ArrayBuffer>;
  /** Share of it that is left. */
  readonly survives: Float32Array<ArrayBuffer>;
  /** What is left of it. Of one unit they and `before.left` add up to `held`. */
  readonly left: Float32Array<ArrayBuffer>;
  /** The memory before this window. */
  readonly before: { readonly value: number; readonly survives: number; readonly left: number };
  /** The memory after the last word; of all units together its length. */
  readonly held: number;
  /** The units of the layer by what they hold, the largest first. */
  readonly units: readonly { readonly unit: number; readonly held: number }[];
  readonly approximate: boolean;
}

/** Bounds of what can be asked, so that every answer stays below 1 MB. */
export const memoryBounds = {
  /** Later words that are followed. */
  followed: 4000,
  /** Words of a ledger. */
  ledger: 2000,
  /** Units whose changes are listed. */
  units: 64,
} as const;

/** Characters of a word that is put in the place of another. */
export const longestReplacement = 200;

export const replacedWordSchema = /* @__PURE__ */ (() =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(longestReplacement)))();

export const replacementSchema: v.GenericSchema<unknown, Replacement> = /* @__PURE__ */ (() =>
  v.variant('kind', [
    v.object({ kind: v.literal('likely') }),
    v.object({ kind: v.literal('word'), word: replacedWordSchema }),
  ]))();

export const memoryQuestions = /* @__PURE__ */ (() => {
  /** The token that is replaced. */
  const substituted = { token: natural, replacement: replacementSchema };
  return {
    substitution: question<Substitution>()(
      v.object({
        ...substituted,
        /** Later tokens to follow, at most. */
        count: upTo(memoryBounds.followed),
      }),
      { takes: 'long' },
    ),
    cellChanges: question<CellChanges>()(
      v.object({
        ...substituted,
        /** The word itself or a later token, after which the memories are compared. */
        at: natural,
        /** How many units, those that change most first. */
        units: upTo(memoryBounds.units),
      }),
      { takes: 'long' },
    ),
    ledger: question<Ledger>()(
      v.object({
        /** The token after which the memory is taken apart. */
        token: natural,
        layer: natural,
        /** Without it: all units of the layer together, as lengths. */
        unit: v.exactOptional(natural),
        /** Earlier tokens, at most. */
        count: upTo(memoryBounds.ledger),
      }),
      { takes: 'long' },
    ),
  } as const;
})();
