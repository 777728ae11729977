/** Why a word was to be expected at a place, or not. */
import * as v from 'valibot';
import { natural } from '../schemas';
import { question, type RequestOf } from './question';
import type { WordProbability } from '../api';
import type { Versions, Span } from '../model/versions';

/**
 * Why a word was to be expected at a place, or not. Bits, rank, changes and gradients are the
 * LSTM's; `places` are those that cache and n-gram copy from.
 */
export interface Explanation extends Versions {
  readonly token: number;
  readonly word: string;
  /** The text has this word there. */
  readonly came: boolean;
  /** Not in the vocabulary: what is explained is that an unknown word came. */
  readonly known: boolean;
  readonly bits: number;
  readonly rank: number;
  /** The words before, the nearest first; fewer than asked for where time ran out. */
  readonly words: readonly EarlierWord[];
  /** The strongest first. */
  readonly places: readonly CopiedPlace[];
  readonly approximate: boolean;
}

export interface EarlierWord {
  readonly token: number;
  readonly word: string;
  readonly known: boolean;
  readonly span: Span;
  /** How many bits more the explained word would have cost with another word in this place. */
  readonly bits: number;
  /** What took its place: the LSTM's own most likely words there. */
  readonly replacedBy: readonly WordProbability[];
  /** Gradient times input, in bits; positive: speaks for the explained word. */
  readonly gradient: number;
}

/** A place where the explained word stands already. */
export interface CopiedPlace {
  /** The key of the file, where it is another chapter of the manuscript. */
  readonly chapter?: string;
  readonly token: number;
  readonly span: Span;
  /** The words around it, the word itself last. */
  readonly passage: readonly string[];
  /** How many tokens before it are the same as before the explained place: what the n-gram counts. */
  readonly matched: number;
  /** Its share of the cache's vote, 0 to 1; 0 where the cache does not reach, or does not remember. */
  readonly cacheShare: number;
}

export const explainQuestions = /* @__PURE__ */ (() =>
  ({
    explain: question<Explanation>()(
      v.object({
        /** The place that is explained; the number of tokens: what comes after the last. */
        token: natural,
        /** The word that the text has there, or the one that the LSTM held most probable. */
        choice: v.picklist(['actual', 'first']),
      }),
      { takes: 'short', newestOnly: true },
    ),
  }) as const)();

export type ExplanationRequest = RequestOf<(typeof explainQuestions)['explain']>;
