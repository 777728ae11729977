/**
 * The wall between the host and the analyst thread: everything about a model and a document that
 * takes longer than a keystroke.
 */
import type { ActivationsContract } from './activations';
import type { TrainingSummary, WordProbability } from '../api';
import type { ColourAnswer, ColourRequest } from './colours';
import type { DocumentsContract } from '../documents';
import type { Failure, Result } from '../failures';
import type { GateName } from '../model/gateNames';
import type { ImportContract, ImportedFrom, TokenKind } from '../model/importing';
import type { InspectionContract, NamedUnits } from './inspection';
import type { LessonContract } from './lessonTraining';
import type { ReaderContract } from './reader';
import type { Span } from '../model/versions';
import type { Versions } from '../model/versions';
import type { SimilarContract } from './similar';
import type { TensorContract } from '../model/tensors';
import type { CurvePoint } from '../model/trainer';
import type { UnitSearchContract } from './unitSearch';
import type { Snapshots } from '../model/weights';
import type { WhatIfContract } from './whatIf';

/** A document seen through its model. */
export interface Overview extends Versions {
  readonly tokens: number;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly tokenKind: TokenKind;
  /** Share of the tokens outside the vocabulary, 0 to 1. */
  readonly unknownShare: number;
  /** The token at the offset asked about; -1 where there is none. */
  readonly cursorToken: number;
  /** The offset lies in that token or at its end; else what comes after it is still open. */
  readonly cursorInside: boolean;
}

/** What decides which units come first; over the tokens asked for. */
export type UnitOrder =
  | { readonly by: 'variance' }
  /** Of a direct write: the longest first. */
  | { readonly by: 'halfLife' }
  /** At a token; the largest first. */
  | { readonly by: 'value'; readonly token: number }
  /** To a unit: the correlation of their courses, the highest first. */
  | { readonly by: 'similarity'; readonly unit: number };

export interface GateMapRequest {
  readonly documentKey: string;
  readonly layer: number;
  readonly gate: GateName;
  /** First token; cut to the document. */
  readonly from: number;
  readonly count: number;
  /** How many units, the first ones by `order` (else those that vary most) … */
  readonly units: number;
  readonly order?: UnitOrder;
  /** … or these, in this order, so that rows stay where they are while the text scrolls. */
  readonly chosen?: readonly number[];
}

export interface GateMap extends Versions {
  readonly from: number;
  readonly tokens: readonly string[];
  /** Offsets in the document, one a token. */
  readonly spans: readonly Span[];
  readonly known: readonly boolean[];
  readonly units: readonly number[];
  /** [tokens][units] of the gate asked for. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
}

/** A stretch of the document in columns of many tokens: the mean of each unit over each column. */
export interface GateOverviewRequest {
  readonly documentKey: string;
  readonly layer: number;
  readonly gate: GateName;
  /** A multiple of `overviewTokens`. */
  readonly tokensPerColumn: number;
  /** First column. */
  readonly from: number;
  readonly count: number;
  readonly chosen: readonly number[];
}

/** For pictures: bytes with a scale. A number that is printed is asked for with `unitTable`. */
export interface GateOverview extends Versions {
  readonly tokensPerColumn: number;
  readonly from: number;
  readonly units: readonly number[];
  /** [columns][units] of -127 to 127. */
  readonly values: Int8Array<ArrayBuffer>;
  /** What 127 stands for, a column; NaN where nothing has been read yet. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** Not all of it has been read yet. */
  readonly approximate: boolean;
}

/** All six gates of one unit over a range of tokens: the table beside the picture. */
export interface UnitTable extends Versions {
  readonly from: number;
  readonly unit: number;
  readonly tokens: readonly string[];
  /** One array a gate, [tokens]. */
  readonly gates: Readonly<Record<GateName, Float32Array<ArrayBuffer>>>;
  readonly approximate: boolean;
}

/** A few steps of one unit, with every gate taken apart: what the walk-through writes out. */
export interface CellStepsRequest {
  readonly documentKey: string;
  readonly layer: number;
  readonly unit: number;
  /** First token; cut to the document. */
  readonly from: number;
  readonly count: number;
  /** How many products of a gate's sum stand alone; the others are added up. */
  readonly terms: number;
}

export interface CellSteps extends Versions {
  readonly layer: number;
  readonly unit: number;
  readonly from: number;
  readonly steps: readonly CellStep[];
  readonly approximate: boolean;
}

/**
 * What one unit did while reading one token. The values are the network's own, the same as in hover
 * and heat map; the sums are worked out again from the weights in double precision.
 */
export interface CellStep {
  readonly word: string;
  readonly span: Span;
  readonly known: boolean;
  readonly inputGate: GateStep;
  readonly forgetGate: GateStep;
  readonly candidate: GateStep;
  readonly outputGate: GateStep;
  readonly cellStateBefore: number;
  readonly cellState: number;
  readonly hiddenState: number;
}

/** sum = bias + the products of the terms + rest; value = σ(sum), for the candidate tanh(sum). */
export interface GateStep {
  readonly value: number;
  readonly sum: number;
  readonly bias: number;
  /** Largest magnitude first. */
  readonly terms: readonly StepTerm[];
  readonly rest: number;
  readonly restCount: number;
}

export interface StepTerm {
  /**
   * `word`: a number of the word's vector (in the first layer); `below`: what a unit of the layer
   * below shows now; `before`: what a unit of this layer showed at the token before.
   */
  readonly of: 'word' | 'below' | 'before';
  readonly place: number;
  readonly weight: number;
  readonly input: number;
}

export interface ExplanationRequest {
  readonly documentKey: string;
  /** The place that is explained; the number of tokens: what comes after the last. */
  readonly token: number;
  /** The word that the text has there, or the one that the LSTM held most probable. */
  readonly choice: 'actual' | 'first';
}

/**
 * Why a word was to be expected at a place, or not. Bits, rank, changes and gradients are the
 * LSTM's; `places` are those that cache and n-gram copy from.
 */
export interface Explanation extends Versions {
  readonly token: number;
  readonly word: string;
  /** The text has this word there. */
  readonly came: boolean;
  /** Not in the vocabulary: what is explained is that an unknown word came. */
  readonly known: boolean;
  readonly bits: number;
  readonly rank: number;
  /** The words before, the nearest first; fewer than asked for where time ran out. */
  readonly words: readonly EarlierWord[];
  /** The strongest first. */
  readonly places: readonly CopiedPlace[];
  readonly approximate: boolean;
}

export interface EarlierWord {
  readonly token: number;
  readonly word: string;
  readonly known: boolean;
  readonly span: Span;
  /** How many bits more the explained word would have cost with another word in this place. */
  readonly bits: number;
  /** What took its place: the LSTM's own likeliest words there. */
  readonly replacedBy: readonly WordProbability[];
  /** Gradient times input, in bits; positive: speaks for the explained word. */
  readonly gradient: number;
}

/** A place where the explained word stands already. */
export interface CopiedPlace {
  /** The key of the file, where it is another chapter of the manuscript. */
  readonly chapter?: string;
  readonly token: number;
  readonly span: Span;
  /** The words around it, the word itself last. */
  readonly passage: readonly string[];
  /** How many tokens before it are the same as before the explained place: what the n-gram counts. */
  readonly matched: number;
  /** Its share of the cache's vote, 0 to 1; 0 where the cache does not reach, or does not remember. */
  readonly cacheShare: number;
}

/** A saved model, from its file's header. */
export interface ModelDescription extends NamedUnits {
  readonly documentKey: string;
  readonly modelVersion: number;
  /** SHA-256 of the weights. */
  readonly weights: string;
  readonly validationPerplexity?: number;
  readonly bytes: number;
  readonly history: readonly CurvePoint[];
  /** Of a training that came to its end. */
  readonly summary?: TrainingSummary;
  /** Of a model of several files. */
  readonly files?: readonly string[];
  /** A training was cut off; `resume` can finish it. */
  readonly unfinished: boolean;
}

/** One line of the list of models, from the header of its file. */
export interface ModelListing {
  readonly path: string;
  readonly bytes: number;
  /** When it was saved; milliseconds since 1970. */
  readonly saved: number;
  /** Of a file that is a model of ours; else what is wrong with it, as a sentence. */
  readonly facts: Result<ModelListingFacts, string>;
}

export interface ModelListingFacts {
  readonly documentKey: string;
  readonly modelVersion: number;
  readonly tokens: TokenKind;
  readonly vocabulary: number;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly validationPerplexity?: number;
  readonly unfinished: boolean;
  readonly imported?: ImportedFrom;
}

export interface ExportedModel {
  readonly bytes: number;
  /** Where no target was given. */
  readonly content?: Uint8Array<ArrayBuffer>;
}

/** How much of a document its model has a word for; tokens of every kind, and words of letters. */
export interface VocabularyFit extends Versions {
  readonly tokens: number;
  readonly unknownTokens: number;
  readonly words: number;
  readonly unknownWords: number;
}

export interface AnalystContract
  extends
    DocumentsContract,
    InspectionContract,
    LessonContract,
    UnitSearchContract,
    SimilarContract,
    ImportContract,
    ActivationsContract,
    TensorContract,
    WhatIfContract {
  overview(request: {
    readonly documentKey: string;
    readonly offset: number;
  }): Result<Overview, Failure>;
  gateMap(request: GateMapRequest): Result<GateMap, Failure>;
  gateOverview(request: GateOverviewRequest): Result<GateOverview, Failure>;
  unitTable(request: {
    readonly documentKey: string;
    readonly layer: number;
    readonly unit: number;
    readonly from: number;
    readonly count: number;
  }): Result<UnitTable, Failure>;
  cellSteps(request: CellStepsRequest): Result<CellSteps, Failure>;
  /** The values that a stretch of the text is coloured by. */
  colours(request: ColourRequest): Result<ColourAnswer, Failure>;
  explain(request: ExplanationRequest): Result<Explanation, Failure>;
  /** As the reader's, for weights that the reader does not have. */
  predict: ReaderContract['predict'];
  /** Earlier weights of the document's model that can be looked through. */
  snapshots(request: { readonly documentKey: string }): Result<Snapshots, Failure>;
  /** Reads a file's header; a file that is not a model of ours is kept aside under another name. */
  describeModel(request: {
    readonly path: string;
    /** Given for an untitled document: its model attaches only where the text is (nearly) the same. */
    readonly text?: string;
  }): Result<ModelDescription, Failure>;
  /** Reads the files' headers only, and changes nothing. Files that are gone are left out. */
  listModels(request: { readonly paths: readonly string[] }): readonly ModelListing[];
  vocabularyFit(request: { readonly documentKey: string }): Result<VocabularyFit, Failure>;
  /**
   * The model without what only a further training needs: PyTorch's names, safetensors. Written to
   * `target` or, without one, given back.
   */
  exportModel(request: {
    readonly path: string;
    readonly target?: string;
  }): Result<ExportedModel, Failure>;
  /** Removes the file, its temporaries and the copies kept aside. */
  deleteModel(request: { readonly path: string }): Result<void, Failure>;
}
