/** What a hover shows of a token. */
import type { WordProbability, LayerValues } from '../../api';
import type { CellQuantity } from '../../model/cells';
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
  /** What the network is called: by its cell, where all layers have one with a short name. */
  readonly network: string;
  /** Surprise, -log2 of the network's probability. */
  readonly bits: number;
  /** 1 = the network's first choice. */
  readonly rank: number;
  readonly expected: readonly WordProbability[];
  /** What it gave to all words outside the vocabulary together, which are one symbol to it. */
  readonly unknownExpected: number;
  readonly layers: readonly LayerValues[];
  /** The state was started 512 tokens back instead of at the document's beginning. */
  readonly approximate: boolean;
  readonly memory: readonly LayerMemory[];
  /** Bits of the last tokens, at most 20, this one at the end. */
  readonly recent: readonly number[];
  /** Share of tokens outside the vocabulary among those read so far, 0 to 1. */
  readonly unknownShare: number;
  /** The three units whose memory changed most; without additive memory, what they show. */
  readonly changed: readonly UnitReading[];
  /** The one that was asked for, where the network has it. */
  readonly chosen?: UnitReading;
}

/** What a layer did with its memory at one token: Euclidean lengths over its units. */
export interface LayerMemory {
  /** Of additive memory: what was not kept of it, an LSTM's |(1 - f) c'| with c' the state before. */
  readonly erased?: Measure;
  /** Of additive memory: an LSTM's |i g|. */
  readonly written?: Measure;
  /** |h| */
  readonly shown: Measure;
  /** |h - h'|, where there is no additive memory. */
  readonly moved?: number;
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
  /** Gates, candidates and, at the end, what its change is measured by: its memory, else what it shows. */
  readonly quantities: readonly QuantityReading[];
}

export interface QuantityReading {
  /** Of the equations. */
  readonly letter: string;
  readonly title: string;
  readonly kind: CellQuantity['kind'];
  readonly value: number;
  /** At which a bar is full. */
  readonly bound: number;
  /** At the token before, of the last one. */
  readonly before?: number;
}
