/** Whole words for a place in the text. */
import type { WordProbability } from '../../api';
import type { Versions, Span } from '../../model/versions';

export interface CompletionRequest {
  readonly documentKey: string;
  readonly offset: number;
  readonly count: number;
  /** The item chosen in the suggest list: only words that extend its text. */
  readonly extending?: string;
  /** Share of the words marked `shown` that should turn out right, 0 to 1. */
  readonly precision?: number;
}

/** How much of a word's probability came from each expert; sums to 1. */
export interface ExpertShares {
  readonly ngram: number;
  readonly network: number;
  readonly cache: number;
}

export interface Candidate extends WordProbability {
  /** Letters that it saves, by script: what of it is not typed yet. */
  readonly saves?: number;
  /**
   * What is typed, where that may be a whole word in a script without spaces: this one follows it at
   * once, and both together replace it.
   */
  readonly after?: string;
  readonly shares?: ExpertShares;
  /** Probable enough for the precision that was asked for; there when one was. */
  readonly shown?: boolean;
  /** Why it is shown, or not; there when that was asked for. */
  readonly showing?: ShowingFacts;
}

export interface ShowingFacts {
  /** What is compared: among all words that begin so, new ones included. */
  readonly probability: number;
  /** From which on it is shown, now and as it was learnt with the model. */
  readonly needed: number;
  readonly learnt: number;
  /** As it follows what came of the words shown lately, before it is made stricter for a short text. */
  readonly followed: number;
}

/** The reader says what a word is; what has digits, spaces or dashes in it is not shown as ghost text. */
const letters = /^\p{L}[^\p{N}\p{Z}\p{Pd}\p{Pc}]*$/u;

export const mayBeGhost = ({ word }: Pick<Candidate, 'word'>): boolean => letters.test(word);

/** What stands in the text where the word is taken, in the place of what is typed. */
export const insertedFor = ({ word, after = '' }: Pick<Candidate, 'word' | 'after'>): string =>
  after + word;

export interface CompletionAnswer extends Versions {
  /** What the words replace: the letters typed so far, or nothing. */
  readonly range: Span;
  /** Whole words, most probable first; after letters their probabilities are renormalised over the words with that prefix. */
  readonly words: readonly Candidate[];
  /**
   * The beginning of several words that is sure where none of them is: after letters, where a precision
   * was asked for.
   */
  readonly stem?: Candidate;
  /** The rest of a word stands after the place, which a word put in would stand in front of. */
  readonly insideWord?: boolean;
}
