/** What is told of the files in which models are kept. */
import type { TrainingSummary } from '../api';
import type { Failure, Result } from '../failures';
import type { TokenKind, ImportedFrom } from './importing';
import type { CurvePoint } from './training';
import type { NamedUnits } from './unitNames';
import type { Versions } from './versions';

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

export interface ModelFilesContract {
  /** Reads a file's header; a file that is not a model of ours is kept aside under another name. */
  describeModel(request: {
    readonly path: string;
    /** Given for an untitled document: its model attaches only where the text is (nearly) the same. */
    readonly text?: string;
  }): Result<ModelDescription, Failure>;
  /** Reads the files' headers only, and changes nothing. Files that are gone are left out. */
  listModels(request: { readonly paths: readonly string[] }): readonly ModelListing[];
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
  /** Empties the folder of models, whatever lies there; a model that another window trains stays. */
  deleteAllModels(request: { readonly folder: string }): Result<void, Failure>;
  /** Removes what killed processes left in the folder of models. */
  removeLeftovers(request: { readonly folder: string }): Result<void, Failure>;
}
