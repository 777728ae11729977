/**
 * The wall between the host and the analyst thread: everything about a model and a document that
 * takes longer than a keystroke.
 */
import type { TrainingSummary } from './api';
import type { ColourAnswer, ColourRequest } from './colours';
import type { DocumentsContract } from './documents';
import type { Failure, Result } from './failures';
import type { Span, Versions } from './reader';
import type { CurvePoint } from './trainer';

export const gateNames = [
  'inputGate',
  'forgetGate',
  'candidate',
  'outputGate',
  'cellState',
  'hiddenState',
] as const;
export type GateName = (typeof gateNames)[number];

/** A document seen through its model. */
export interface Overview extends Versions {
  readonly tokens: number;
  readonly layers: number;
  readonly hiddenSize: number;
  /** Share of the tokens outside the vocabulary, 0 to 1. */
  readonly unknownShare: number;
  /** The token at the offset asked about; -1 where there is none. */
  readonly cursorToken: number;
}

export interface GateMapRequest {
  readonly documentKey: string;
  readonly layer: number;
  readonly gate: GateName;
  /** First token; cut to the document. */
  readonly from: number;
  readonly count: number;
  /** How many units, those that vary most over the tokens asked for come first … */
  readonly units: number;
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

/** All six gates of one unit over a range of tokens: the table beside the picture. */
export interface UnitTable extends Versions {
  readonly from: number;
  readonly unit: number;
  readonly tokens: readonly string[];
  /** One array a gate, [tokens]. */
  readonly gates: Readonly<Record<GateName, Float32Array<ArrayBuffer>>>;
  readonly approximate: boolean;
}

/** A saved model, from its file's header. */
export interface ModelDescription {
  readonly documentKey: string;
  readonly modelVersion: number;
  readonly validationPerplexity: number;
  readonly bytes: number;
  readonly history: readonly CurvePoint[];
  /** Of a training that came to its end. */
  readonly summary?: TrainingSummary;
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
  readonly tokens: 'words' | 'characters' | 'whitespace';
  readonly vocabulary: number;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly validationPerplexity: number;
  readonly unfinished: boolean;
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

export interface AnalystContract extends DocumentsContract {
  overview(request: {
    readonly documentKey: string;
    readonly offset: number;
  }): Result<Overview, Failure>;
  gateMap(request: GateMapRequest): Result<GateMap, Failure>;
  unitTable(request: {
    readonly documentKey: string;
    readonly layer: number;
    readonly unit: number;
    readonly from: number;
    readonly count: number;
  }): Result<UnitTable, Failure>;
  /** The values that a stretch of the text is coloured by. */
  colours(request: ColourRequest): Result<ColourAnswer, Failure>;
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
