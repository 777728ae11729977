/** What completion has learnt from a document: its words and word sequences, counted; and forgetting. */
import type { Failure, Result } from '../../failures';
import type { Span, Versions } from '../../model/versions';

export interface LearntRequest {
  readonly documentKey: string;
  /** Words that a sequence begins with, the last one perhaps only begun; empty for what stands out. */
  readonly query: string;
  /** Rows. */
  readonly most: number;
}

/** A word, or words that follow each other. */
export interface LearntRow {
  /** As the text has it at the first place. */
  readonly text: string;
  readonly tokens: number;
  /** Occurrences. */
  readonly count: number;
  /** The first of them, at most {@link mostPlaces}. */
  readonly places: readonly Span[];
  /** Of its words: how many the network has no row for. */
  readonly unknown: number;
}

export interface LearntAnswer extends Versions {
  readonly rows: readonly LearntRow[];
  /** Counted so far, and in all. */
  readonly counted: number;
  readonly tokens: number;
  readonly differentWords: number;
  /** Words and passages that are not offered any more. */
  readonly forgotten: readonly string[];
}

export const mostPlaces = 50;

export interface ForgetRequest {
  /** A word or a passage, as a person writes it. */
  readonly text: string;
  /** Takes it back: it may be offered again. */
  readonly undo?: boolean;
}

export interface LearntContract {
  /** Fails where the model reads characters: it counts no words. */
  learnt(request: LearntRequest): Result<LearntAnswer, Failure>;
}

export interface ForgetContract {
  /** Writes into the model's file what completion and generation never offer again. */
  forget(request: ForgetRequest & { readonly path: string }): Result<void, Failure>;
}
