/** Parts of a text as answers name them: tokens in a row, with their words or without. */
import type { Span } from './versions';

/** Tokens in a row, as the text has them. */
export interface Passage {
  readonly from: number;
  readonly tokens: readonly string[];
  readonly spans: readonly Span[];
  readonly known: readonly boolean[];
}

/** Tokens that an answer is about. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}
