/**
 * The wall between the host and the trainer thread. A training is one call that ends when the
 * training ends; pausing and stopping go through shared memory (`threads.ts`), because they must
 * be seen in the middle of a step.
 */
import type { TrainingSummary } from '../api';
import type { LiveModel } from './documents';
import type { Failure, Result } from '../failures';
import type { ThreadNews } from '../wire/threads';
import type { ExampleRequest, Metric } from '../tasks';
import type { CurvePoint, OtherArithmetic, TrainingOptions } from '../model/training';

export interface TrainingRequest {
  readonly documentKey: string;
  /** The document's name as a person sees it, for sentences. */
  readonly name: string;
  readonly text: string;
  /** Where it is made of several files: their paths within the folder that `documentKey` is. */
  readonly files?: readonly string[];
  readonly modelPath: string;
  /**
   * - `continue`: from the model that is there, if there is one, with a new plan
   * - `afresh`: from nothing
   * - `resume`: finish the plan of the last checkpoint (after a dead thread or a closed window)
   */
  readonly start: 'continue' | 'afresh' | 'resume';
  /** How to start where there is nothing to resume, or the text is another: `continue` if not given. */
  readonly otherwise?: 'continue' | 'afresh';
  /** The highest version among the text's other models: a version is one model's, whichever is in use. */
  readonly versionAfter?: number;
  /** Paths of models of the text: what the first that is there forgets, a new one forgets, too. */
  readonly forgetsLike?: readonly string[];
  /** What is learnt, where it is not the next word. */
  readonly task?: ExampleRequest;
  readonly budget: TrainingBudget;
  readonly options: TrainingOptions;
}

export type TrainingBudget =
  | { readonly seconds: number }
  | { readonly steps: number }
  /** Fields of a plan that take the place of what would be chosen; checked by the trainer. */
  | { readonly plan: unknown };

export interface TrainingProgress {
  /** saving: the training has ended; its best weights are being published and written. */
  readonly state: 'preparing' | 'training' | 'paused' | 'saving';
  /** 0 to 1. */
  readonly progress: number;
  /** Since the start, pauses left out. */
  readonly seconds: number;
  readonly step: number;
  readonly steps: number;
  readonly wordsPerSecond: number;
  readonly validationPerplexity?: number;
  /** What early stopping goes by: on what is not learnt from, of the best weights so far. */
  readonly metric?: Metric;
  /** Of the training up to the weights that this perplexity is of, and how often it was measured since. */
  readonly best?: { readonly seconds: number; readonly validationsSince: number };
  /** Words of the text, where they are few for a network. */
  readonly fewWords?: number;
  /** Why it begins again: it should have been resumed, but could not be. */
  readonly beginsAgain?: 'textChanged' | 'nothingKept';
  /** Why its plan is not followed to the letter: the last digits of its weights will be others. */
  readonly otherArithmetic?: OtherArithmetic;
  readonly memoryMB: number;
  /**
   * How often the training diverged: each time good weights were restored and the learning rate was
   * halved.
   */
  readonly recoveries: number;
  /** Points of the curve since the last report. */
  readonly points: readonly CurvePoint[];
}

export interface TrainerContract {
  train(request: TrainingRequest): Result<TrainingSummary, Failure>;
}

/** The trainer's messages while it trains. */
export interface TrainerNews extends ThreadNews {
  progress(report: TrainingProgress): void;
  /** Once, when the first weights can be read. */
  published(model: LiveModel): void;
}
