/**
 * The lesson's page in the panel: what the host tells of the lesson that the document is opened for,
 * and what the page may ask to be done with it. As `panel.ts` says for the others.
 */
import * as v from 'valibot';
import { natural } from '../schemas';
import type { Lesson, MeasuredClaim } from '../lessons/lessons';

export interface PanelLesson {
  /** Its place among the lessons, from 1. */
  readonly number: number;
  readonly lesson: Lesson;
  /** Trained here, the oldest first. */
  readonly trainings: readonly ClassroomTraining[];
  /** Which network reads the text now: a seed is that of a training here. */
  readonly shown: 'shipped' | number | 'other';
  /** Place in `lesson.gaps`, where the text is made for one. */
  readonly gap?: number;
  /** A training that is running; its progress is 1 while the claims are measured. */
  readonly running?: { readonly seed: number; readonly progress: number };
  /** Why the last thing asked for was not done, as a sentence. */
  readonly trouble?: string;
}

/** What a training in the classroom makes of the claims. */
export interface ClassroomTraining {
  readonly seed: number;
  readonly seconds: number;
  /** By the claim's id. */
  readonly claims: readonly MeasuredClaim[];
}

/** Marked pure, as in `panel.ts`. */
export const lessonSchemas = /* @__PURE__ */ (() => {
  const seed = v.pipe(natural, v.maxValue(2 ** 31 - 1));
  return {
    lesson: v.variant('do', [
      v.object({ do: v.literal('train'), seed }),
      v.object({ do: v.literal('cancel') }),
      v.object({ do: v.literal('show'), network: v.union([v.literal('shipped'), seed]) }),
      v.object({ do: v.literal('gap'), place: natural }),
    ]),
  } as const;
})();

export type LessonWish = v.InferOutput<(typeof lessonSchemas)['lesson']>;

export interface PanelLessonContract {
  lesson(request: LessonWish): void;
}
