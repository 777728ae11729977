/** What a hover shows of a token. */
import type { WordProbability, LayerGates } from '../../api';
import type { Versions, Span } from '../../model/versions';

export interface InspectRequest {
  readonly documentKey: string;
  readonly offset: number;
  /** That a person looks at; both count from 0. */
  readonly unit?: { readonly layer: number; readonly unit: number };
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
  /** Which text that was is not known: the model was imported. */
  readonly ofUnknownText: boolean;
  /** Surprise, -log2 of the LSTM's probability. */
  readonly bits: number;
  /** 1 = the LSTM's first choice. */
  readonly rank: number;
  readonly expected: readonly WordProbability[];
  /** What it gave to all words outside the vocabulary together, which are one symbol to it. */
  readonly unknownExpected: number;
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
  /** The one that was asked for, where the network has it. */
  readonly chosen?: UnitReading;
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
