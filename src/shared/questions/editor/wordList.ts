/** What fills VS Code's word list in plain text: the words that may be meant, ranked by the model. */
import type { Versions, Span } from '../../model/versions';
import type { Candidate } from './ghostText';

export interface WordListRequest {
  readonly documentKey: string;
  readonly offset: number;
  /** Where what is typed begins for VS Code, which may be before the letters that a word of ours replaces. */
  readonly from: number;
  /** Share of the words marked `shown` that should turn out right, 0 to 1. */
  readonly precision: number;
  /** What is typed may stand anywhere in a word. */
  readonly anywhere: boolean;
  /** Open texts whose words VS Code would list as well. */
  readonly others: readonly TextVersion[];
}

export interface TextVersion {
  readonly documentKey: string;
  readonly version: number;
}

export interface WordListAnswer extends Versions {
  /** What the ranked words replace: the letters typed so far, or nothing. */
  readonly range: Span;
  /** Most probable first, the word that is typed already among them. */
  readonly ranked: readonly Candidate[];
  /** The beginning of several of them that is sure where none of them is. */
  readonly stem?: Candidate;
  /** Of the texts, in place of what is typed from `from` on: words that are not ranked. */
  readonly others: readonly string[];
  /** Keys of texts whose words are not known here yet. */
  readonly missing: readonly string[];
}
