/**
 * The analyst's part in a lesson that is trained again: what an ordinary training has to be told
 * for a seed, and the claims' values in the network that came of it.
 */
import type { Failure, Result } from '../failures';
import type { LessonId } from './lessons';
import type { MeasuredClaim } from './lessons';
import type { TableId } from './tables';
import type { TrainingOptions } from '../model/training';
import type { ExampleRequest } from '../tasks';

export interface LessonSeed {
  readonly lesson: LessonId;
  readonly seed: number;
}

/** The grammar's text for a seed, and everything that the trainer would else choose. */
export interface LessonTraining {
  readonly text: string;
  readonly plan: unknown;
  /** What is learnt, where it is not the next word. */
  readonly task?: ExampleRequest;
  readonly options: ModelSizes;
}

export type ModelSizes = Pick<
  TrainingOptions,
  'tokens' | 'layers' | 'hiddenSize' | 'embeddingSize' | 'cells'
>;

export interface LessonContract {
  /** A table to learn from (`tables.ts`), written anew each time: the same for the same seed. */
  tableText(request: { readonly table: TableId }): Result<string, Failure>;
  lessonTraining(
    request: LessonSeed & {
      /** A text of one's own that is learnt along with the grammar's. */
      readonly together?: string;
    },
  ): Result<LessonTraining, Failure>;
  /** @param path of the model; its seed is that of its training */
  measureLesson(
    request: LessonSeed & { readonly path: string },
  ): Result<readonly MeasuredClaim[], Failure>;
}
