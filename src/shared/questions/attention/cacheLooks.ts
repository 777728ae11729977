/**
 * Which earlier places the cache of a model of the next word looks at: those where the network was in a state
 * like the one now. Each votes for the word that came there; weights are exp(theta h · h'), scaled to sum to 1.
 */
import * as v from 'valibot';
import type { Span, Versions } from '../../model/versions';
import { natural } from '../../schemas';
import { question } from '../question';

export interface LookedAt {
  readonly token: number;
  /** The word that came there, which this place votes for. */
  readonly word: string;
  readonly span: Span;
  /** 0 to 1. */
  readonly weight: number;
  /** Words before it, and it. */
  readonly passage: readonly string[];
}

export interface CacheLooks extends Versions {
  /** The place whose word is predicted. */
  readonly token: number;
  /** The word that stands there; none after the last. */
  readonly came?: string;
  /** How much the cache is trusted in the mixture of ghost text, 0 to 1. */
  readonly trust: number;
  /** Where tokens are letters there is no cache. */
  readonly isThere: boolean;
  /** Earlier places with a state that the cache holds. */
  readonly states: number;
  /** The words just before. */
  readonly recent: {
    readonly from: number;
    readonly tokens: readonly string[];
    readonly spans: readonly Span[];
    readonly known: readonly boolean[];
    /** Of each, 0 to 1. */
    readonly weights: Float32Array<ArrayBuffer>;
  };
  /** Of all places those with most weight, the first is the hardest place. */
  readonly strongest: readonly LookedAt[];
  /** Weight of the places that are neither recent nor among the strongest. */
  readonly rest: number;
  /** Entropy of all weights against that of even ones, 0 to 1. */
  readonly spread: number;
  /** What the places vote for, the most probable first. */
  readonly votes: readonly { readonly word: string; readonly probability: number }[];
  readonly approximate: boolean;
}

export const attentionQuestions = /* @__PURE__ */ (() =>
  ({
    /** At a token; at the number of tokens: of what comes after the last. */
    cacheLooks: question<CacheLooks>()(v.object({ token: natural }), {
      takes: 'short',
      newestOnly: true,
    }),
  }) as const)();

export type AttentionQuestions = typeof attentionQuestions;
