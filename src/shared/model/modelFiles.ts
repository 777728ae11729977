/** What is reported about model files. */
import type { TrainingSummary } from '../api';
import type { Failure, Result } from '../failures';
import type { TokenKind, ImportedFrom } from './importing';
import type { CurvePoint } from './training';
import type { JudgingTask, Metric, TaskResult } from '../tasks';
import type { NamedUnits } from './unitNames';
import type { Versions } from './versions';

/** What a model was made with; with other seeds or sizes it would be another model. */
export interface ModelMake {
  readonly cell: string;
  /** The same for models of the same equations, directions and read-out; absent: as `cell`. */
  readonly made?: string;
  /** As a person calls its cells; absent: as `cell`. */
  readonly cellTitle?: string;
  /** Words that its first weights were to remember; absent: the usual bias. */
  readonly memory?: number;
  readonly tokens: TokenKind;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly embeddingSize: number;
  /** Sizes as they were asked for, 0 where they were left to the text; unknown of an older file. */
  readonly asked?: { readonly hiddenSize: number; readonly embeddingSize: number };
  /** Of its last plan; unknown of a model that was trained elsewhere. */
  readonly seed?: number;
}

/** A saved model, from its file's header. */
export interface ModelDescription extends NamedUnits {
  readonly documentKey: string;
  readonly modelVersion: number;
  /** SHA-256 of the weights. */
  readonly weights: string;
  /** And of what people noted in the file: names of the model and its units, what it forgets. */
  readonly noted: string;
  readonly validationPerplexity?: number;
  /** Of a model that judges instead of predicting: what, how well, and beside whom. */
  readonly task?: JudgingTask;
  readonly metric?: Metric;
  readonly result?: TaskResult;
  readonly bytes: number;
  readonly history: readonly CurvePoint[];
  /** Of a training that came to its end. */
  readonly summary?: TrainingSummary;
  /** Of a model of several files. */
  readonly files?: readonly string[];
  /** A training was interrupted; `resume` can finish it. */
  readonly unfinished: boolean;
  /** It splits text by older rules; only training afresh uses the newest. */
  readonly outdated?: boolean;
  /** It was not interrupted: another window is running it. */
  readonly trainedElsewhere?: boolean;
}

/** One line of the list of models, from the header of its file. */
export interface ModelListing {
  readonly path: string;
  /** With the snapshots that are next to it. */
  readonly bytes: number;
  /** When it was saved; milliseconds since 1970. */
  readonly saved: number;
  /** Of a file that is a model of ours; else what is wrong with it, as a sentence. */
  readonly facts: Result<ModelListingFacts, string>;
  /** Not damaged: another version of Gatescope can read it. */
  readonly isOther?: boolean;
}

export interface ModelListingFacts extends ModelMake {
  readonly documentKey: string;
  /** That a person gave to it. */
  readonly name?: string;
  readonly modelVersion: number;
  /** As of a {@link ModelDescription}. */
  readonly noted: string;
  readonly vocabulary: number;
  readonly steps: number;
  /** Of its last training; unknown of a model that was trained elsewhere. */
  readonly seconds?: number;
  readonly validationPerplexity?: number;
  /** What it judges, where it does not predict the next word. */
  readonly task?: JudgingTask['task'];
  /** What tells it from others of its task: how pairs look back, the columns that were chosen of a series. */
  readonly variant?: string;
  readonly metric?: Metric;
  readonly unfinished: boolean;
  /** How many of its units have names. */
  readonly namedUnits: number;
  /** As of a {@link ModelDescription}. */
  readonly outdated?: boolean;
  readonly imported?: ImportedFrom;
}

export const exportKinds = ['safetensors', 'project', 'onnx'] as const;
/** A file of PyTorch's names, a folder that runs in PyTorch, or a file for ONNX runtimes. */
export type ExportKind = (typeof exportKinds)[number];

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
  /** Reads a file's header; a file that is not a model of ours is set aside under another name. */
  describeModel(request: {
    readonly path: string;
    /** Given for an untitled document: its model attaches only where the text is (nearly) the same. */
    readonly text?: string;
  }): Result<ModelDescription, Failure>;
  /** Reads the files' headers only, and changes nothing. Files that are gone are left out. */
  listModels(request: { readonly paths: readonly string[] }): readonly ModelListing[];
  /**
   * `safetensors`, the default: the model without what only a further training needs, by PyTorch's names.
   * Written to `target` or, without one, given back; a project needs one, a folder that is new or empty.
   */
  exportModel(request: {
    readonly path: string;
    readonly target?: string;
    readonly to?: ExportKind;
    /** What the model is called in a refusal. */
    readonly name?: string;
  }): Result<ExportedModel, Failure>;
  /** Gives the model another name, an empty one none, and keeps everything else in the file. */
  nameModel(request: { readonly path: string; readonly name: string }): Result<void, Failure>;
  /** Removes the file, its temporaries and the copies set aside. */
  deleteModel(request: { readonly path: string }): Result<void, Failure>;
  /** Empties the folder of models, whatever lies there; a model that another window trains stays. */
  deleteAllModels(request: { readonly folder: string }): Result<void, Failure>;
  /** Removes what killed processes left in the folder of models. */
  removeLeftovers(request: { readonly folder: string }): Result<void, Failure>;
}
