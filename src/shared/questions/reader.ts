/**
 * The wall between the host and the reader thread: completions and hovers, from the newest
 * published weights, at once. Every answer carries the versions it is about.
 */
import type { LayerGates, WordProbability } from '../api';
import type { DocumentsContract } from '../documents';
import type { Failure, Result } from '../failures';
import type { Span, Versions } from '../model/versions';

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
  readonly shares?: ExpertShares;
  /** Probable enough for the precision that was asked for; there when one was. */
  readonly shown?: boolean;
}

export interface CompletionAnswer extends Versions {
  /** What the words replace: the letters typed so far, or nothing. */
  readonly range: Span;
  /** Whole words, most probable first; after letters their probabilities are renormalised over the words with that prefix. */
  readonly words: readonly Candidate[];
}

export interface PredictionAnswer extends Versions {
  /** Tokens of any kind, most probable first: what comes after the token at or before the offset. */
  readonly tokens: readonly WordProbability[];
  /** The token that the text has there, if there is one. */
  readonly actual?: { readonly word: string; readonly probability: number; readonly rank: number };
  readonly approximate: boolean;
}

/** Design section 4's TokenRecord, `range` in offsets. */
export interface TokenReading extends Versions {
  readonly index: number;
  readonly token: string;
  readonly range: Span;
  /** In the vocabulary. */
  readonly known: boolean;
  /** Part of the text that the model was trained on. */
  readonly seen: boolean;
  /** Surprise, -log2 of the LSTM's probability. */
  readonly bits: number;
  /** 1 = the LSTM's first choice. */
  readonly rank: number;
  readonly expected: readonly WordProbability[];
  readonly layers: readonly LayerGates[];
  /** The state was started 512 tokens back instead of at the document's beginning. */
  readonly approximate: boolean;
  readonly memory: readonly LayerMemory[];
  /** Bits of the last tokens, at most 20, this one at the end. */
  readonly recent: readonly number[];
  /** Share of tokens outside the vocabulary among those read so far, 0 to 1. */
  readonly unknownShare: number;
  /** The three units whose cell state changed most. */
  readonly changed: readonly UnitReading[];
}

/** What a layer did with its memory at one token: Euclidean lengths over its units. */
export interface LayerMemory {
  /** |(1 - f) c'| with c' the state before. */
  readonly erased: Measure;
  /** |i g| */
  readonly written: Measure;
  /** |h| */
  readonly shown: Measure;
}

export interface Measure {
  readonly value: number;
  /** Share of the document's tokens with a smaller value, 0 to 100. */
  readonly percentile: number;
  /** How many tokens that share is of. */
  readonly of: number;
}

export interface UnitReading {
  readonly layer: number;
  readonly unit: number;
  readonly inputGate: number;
  readonly forgetGate: number;
  readonly candidate: number;
  readonly outputGate: number;
  readonly cellState: number;
  readonly cellStateBefore: number;
}

/** A part of one generation; asked again and again until it is done, and other questions in between. */
export interface GenerationRequest {
  readonly documentKey: string;
  /** Goes on from what stands before it. */
  readonly offset: number;
  /** Another number for every generation. */
  readonly generation: number;
  /** How many pieces of it are there already. */
  readonly from: number;
  readonly words: number;
  /** 0: always the most probable word; 1: words as often as they are probable. */
  readonly temperature: number;
  readonly seed: number;
}

export interface GeneratedPiece {
  /** A token with the white space before it. */
  readonly text: string;
  /** Where in `text` the token begins. */
  readonly start: number;
  /** Which expert gave it; without one, the network alone. */
  readonly shares?: ExpertShares;
}

export interface GenerationAnswer extends Versions {
  readonly pieces: readonly GeneratedPiece[];
  /** Words so far, these included. */
  readonly words: number;
  readonly done: boolean;
}

export interface ReaderContract extends DocumentsContract {
  complete(request: CompletionRequest): Result<CompletionAnswer, Failure>;
  predict(request: {
    readonly documentKey: string;
    readonly offset: number;
    readonly count: number;
  }): Result<PredictionAnswer, Failure>;
  inspect(request: {
    readonly documentKey: string;
    readonly offset: number;
  }): Result<TokenReading, Failure>;
  generate(request: GenerationRequest): Result<GenerationAnswer, Failure>;
  /** Nobody asks for the rest of it. */
  endGeneration(request: { readonly generation: number }): void;
}
