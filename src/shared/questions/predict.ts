/** What comes after a token. */
import * as v from 'valibot';
import { natural } from '../schemas';
import { question } from './question';
import type { WordProbability } from '../api';
import type { Versions } from '../model/versions';

export interface PredictionAnswer extends Versions {
  /** Tokens of any kind, most probable first: what comes after the token. */
  readonly tokens: readonly WordProbability[];
  /** Any word outside the vocabulary: all of them are one symbol, which is not among `tokens`. */
  readonly unknown: { readonly probability: number; readonly rank: number };
  /** The token that the text has there, if there is one. */
  readonly actual?: {
    readonly word: string;
    readonly probability: number;
    readonly rank: number;
    /** In the vocabulary; else the figures are those of the unknown symbol. */
    readonly known: boolean;
  };
  readonly approximate: boolean;
}

export const predictQuestions = /* @__PURE__ */ (() =>
  ({
    predict: question<PredictionAnswer>()(
      v.object({
        /** What comes after this token; -1: before the first. */
        token: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
        count: natural,
      }),
      { takes: 'short', by: 'reader' },
    ),
  }) as const)();
