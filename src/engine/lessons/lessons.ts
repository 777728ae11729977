/**
 * The lessons by name: their training text for a seed, the text that opens, everything a trainer has
 * to be told, and the claims' values in a network.
 */
import type { Plan } from '../training/plan';
import { brackets } from './brackets';
import { brothers } from './brothers';
import { fullStop } from './fullStop';
import type { ClaimRule, GapPosition, LessonId, LessonRecipe } from './lesson';
import { longGap } from './longGap';
import { createProbe, type ProbedModel } from './probe';
import { pronoun } from './pronoun';
import { review } from './review';
import { shortGap } from './shortGap';
import { pageOf, trainingText } from './texts';

export const lessons: Readonly<Record<LessonId, LessonRecipe>> = {
  fullStop,
  pronoun,
  shortGap,
  longGap,
  brackets,
  review,
  brothers,
};

/** @param together a text to be learnt along with the grammar's */
export const lessonText = (id: LessonId, seed: number, together?: string): string =>
  trainingText(lessons[id], seed, together);

/** The page that opens. */
export const shownText = (id: LessonId): string => pageOf(lessons[id]);

/** What an ordinary training request holds for a lesson. */
export interface LessonTraining {
  readonly text: string;
  readonly plan: Plan;
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
  const { tokens, sizes, plan, cell } = lessons[id];
  return {
    text: lessonText(id, seed, together),
    plan: { ...plan, seed },
    options: { seed, tokens, ...sizes, ...(cell && { cells: [cell] }) },
  };
}

/** A claim's value in a network, and whether it held. */
export interface MeasuredClaim {
  readonly rule: ClaimRule;
  readonly value: number;
  readonly held: boolean;
}

/** One claim at a time, each some tenths of a second: the caller stays in control of time. */
export function* measuringClaims(id: LessonId, model: ProbedModel): Generator<MeasuredClaim> {
  const probe = createProbe(model);
  for (const rule of lessons[id].claims) {
    const value = rule.value(probe);
    yield { rule, value, held: holds(rule, value) };
  }
}

/** Of a lesson with a slider: its positions, measured in a network. */
export const measureGaps = (id: LessonId, model: ProbedModel): readonly GapPosition[] | undefined =>
  lessons[id].gaps?.(createProbe(model));

/** In one go. */
export const measureClaims = (id: LessonId, model: ProbedModel): MeasuredClaim[] => [
  ...measuringClaims(id, model),
];

function holds({ bound: { atLeast = -Infinity, atMost = Infinity } }: ClaimRule, value: number) {
  return value >= atLeast && value <= atMost;
}
