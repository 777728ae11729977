/**
 * The question of *Find Similar Passages*: where else is the set of units on that is on over a span?
 * Answered from an index, which is read in the background once the document is looked into; what is
 * missing of it at the first question is read then.
 */
import type { Failure, Result } from '../../failures';
import type { Span } from '../../model/versions';
import type { Versions } from '../../model/versions';
import type { ThreadNews } from '../../wire/threads';

/** Units that are on over every token of a span; of the model with these weights. */
export interface UnitPattern {
  /** By unit and sign, as the index counts them. */
  readonly rows: readonly number[];
  /** Tokens of the span. */
  readonly length: number;
  readonly weights: string;
}

export interface SimilarRequest {
  readonly documentKey: string;
  /** A span of this document, or what was on over one of another document. */
  readonly query:
    | ({ readonly by: 'span' } & Span)
    | { readonly by: 'pattern'; readonly pattern: UnitPattern };
}

export interface SimilarPassage {
  readonly span: Span;
  readonly before: string;
  readonly text: string;
  readonly after: string;
  /** Units of the pattern that are on over it. */
  readonly shared: number;
  /** Of all that are on over the one or the other, 0 to 1. */
  readonly likeness: number;
}

export interface SimilarAnswer extends Versions {
  readonly pattern: UnitPattern;
  /** The span was widened to whole tokens. */
  readonly widened: boolean;
  /** The most similar first. */
  readonly passages: readonly SimilarPassage[];
  /** Tokens of the document, and how many of them the index holds. */
  readonly tokens: number;
  readonly indexed: number;
}

export const mostPassages = 50;

/** Progress of an index that is read ahead; without a share, it was postponed. */
export interface IndexShare {
  readonly documentKey: string;
  /** 0 to 1. */
  readonly share?: number;
}

export interface SimilarContract {
  findSimilar(request: SimilarRequest): Result<SimilarAnswer, Failure>;
  /** Its document is closed. */
  dropIndex(request: { readonly documentKey: string }): void;
  /** Progress of the index of a document, 0 to 1; answered at once, alongside it. */
  indexProgress(request: { readonly documentKey: string }): number;
}

/** Other messages of the analyst. */
export interface AnalystNews extends ThreadNews {
  indexing(news: IndexShare): void;
}
