/**
 * The lessons by name: their training text for a seed, the text that opens, everything a trainer has
 * to be told, and the claims' values in a network.
 */
import { isJudging, type TaskFacts } from '../files/taskFacts';
import type { Plan } from '../training/plan';
import { brackets } from './brackets';
import { brothers } from './brothers';
import { fullStop } from './fullStop';
import { createJudgeProbe } from './judging/judgeProbe';
import type { JudgingRecipe } from './judging/judgingLesson';
import { order } from './judging/order';
import { partsOfSpeech } from './judging/partsOfSpeech';
import { reviewClasses } from './judging/reviewClasses';
import { story } from './judging/story';
import type {
  ClaimOf,
  GapPosition,
  JudgingLesson,
  LessonId,
  LessonRecipe,
  NextWordLesson,
} from './lesson';
import { longGap } from './longGap';
import { createProbe, type ProbedModel } from './probe';
import { pronoun } from './pronoun';
import { review } from './review';
import { shortGap } from './shortGap';
import { pageOf, trainingText } from './texts';

export const lessons: Readonly<Record<NextWordLesson, LessonRecipe>> = {
  fullStop,
  pronoun,
  shortGap,
  longGap,
  brackets,
  review,
  brothers,
};

export const judgingLessons: Readonly<Record<JudgingLesson, JudgingRecipe>> = {
  ...{ reviewClasses, story, order, partsOfSpeech },
};

export const isJudgingLesson = (id: LessonId): id is JudgingLesson => id in judgingLessons;

export const recipeOf = (id: LessonId): LessonRecipe | JudgingRecipe =>
  isJudgingLesson(id) ? judgingLessons[id] : lessons[id];

/** @param together a text to be learnt along with the grammar's */
export const lessonText = (id: LessonId, seed: number, together?: string): string =>
  trainingText(recipeOf(id), seed, together);

/** The page that opens. */
export const shownText = (id: LessonId): string => pageOf(recipeOf(id));

/** What an ordinary training request holds for a lesson. */
export interface LessonTraining {
  readonly text: string;
  /** Of examples what is other than their recipe's. */
  readonly plan: Partial<Plan>;
  /** What is learnt, where it is not the next word. */
  readonly task?: { readonly id: 'classes' | 'labels' };
  readonly options: {
    readonly seed: number;
    readonly tokens: 'words' | 'characters';
    readonly layers: number;
    readonly hiddenSize: number;
    readonly embeddingSize: number;
    readonly cells?: readonly string[];
  };
}

export function lessonTraining(id: LessonId, seed: number, together?: string): LessonTraining {
  const { sizes, plan } = recipeOf(id);
  const common = { text: lessonText(id, seed, together), plan: { ...plan, seed } };
  if (isJudgingLesson(id)) {
    const { task } = judgingLessons[id];
    return { ...common, task: { id: task }, options: { seed, tokens: 'words', ...sizes } };
  }
  const { tokens, cell } = lessons[id];
  return { ...common, options: { seed, tokens, ...sizes, ...(cell && { cells: [cell] }) } };
}

/** A claim's value in a network, and whether it held. */
export interface MeasuredClaim {
  readonly rule: Omit<ClaimOf<never>, 'value'>;
  readonly value: number;
  readonly held: boolean;
}

/** A network that judges says what it answers. */
export type MeasuredModel = ProbedModel & { readonly task?: TaskFacts | undefined };

/** One claim at a time, each some tenths of a second: the caller stays in control of time. */
export function measuringClaims(id: LessonId, model: MeasuredModel): Generator<MeasuredClaim> {
  if (!isJudgingLesson(id)) return measuring(lessons[id].claims, createProbe(model));
  const { task } = model;
  if (!task || !isJudging(task)) throw new RangeError(`${id}: the model judges nothing`);
  return measuring(judgingLessons[id].claims, createJudgeProbe({ ...model, facts: task }));
}

function* measuring<P>(claims: readonly ClaimOf<P>[], probe: P): Generator<MeasuredClaim> {
  for (const rule of claims) {
    const value = rule.value(probe);
    yield { rule, value, held: holds(rule, value) };
  }
}

/** Of a lesson with a slider: its positions, measured in a network. */
export const measureGaps = (id: LessonId, model: ProbedModel): readonly GapPosition[] | undefined =>
  isJudgingLesson(id) ? undefined : lessons[id].gaps?.(createProbe(model));

/** In one go. */
export const measureClaims = (id: LessonId, model: MeasuredModel): MeasuredClaim[] => [
  ...measuringClaims(id, model),
];

function holds(
  { bound: { atLeast = -Infinity, atMost = Infinity } }: MeasuredClaim['rule'],
  value: number,
): boolean {
  return value >= atLeast && value <= atMost;
}
