/**
 * The lessons by name: their training text for a seed, the text that opens, everything a trainer has
 * to be told, and the claims' values in a network.
 */
import type { Plan } from '../model/plan';
import { random } from '../random';
import { fullStop } from './fullStop';
import { repeat } from './grammar';
import type { ClaimRule, LessonId, LessonRecipe } from './lesson';
import { createProbe, type ProbedModel } from './probe';

export const lessons: Readonly<Record<LessonId, LessonRecipe>> = {
  fullStop,
};

/** Copies of a text of one's own among the grammar's passages: a word seen once would not be learnt. */
const copies = 8;

/** @param together a text to be learnt along with the grammar's */
export function lessonText(id: LessonId, seed: number, together?: string): string {
  const { passage, passages } = lessons[id];
  const source = random(seed);
  const every = Math.floor(passages / copies);
  const own = together === undefined ? '' : `${together.trim()}\n`;
  return repeat(passages, (n) => (n % every === 0 ? own : '') + passage(source));
}

/** Not among the seeds of trainings: these are small. */
const shownSeed = 0x5a3b1e;

/** The page that opens: of the grammar, but no page of a training text. */
export function shownText(id: LessonId): string {
  const { passage, shown } = lessons[id];
  const source = random(shownSeed);
  return repeat(shown, () => passage(source));
}

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
  };
}

export function lessonTraining(id: LessonId, seed: number, together?: string): LessonTraining {
  const { tokens, sizes, plan } = lessons[id];
  return {
    text: lessonText(id, seed, together),
    plan: { ...plan, seed },
    options: { seed, tokens, ...sizes },
  };
}

/** A claim's value in a network, and whether it held. */
export interface MeasuredClaim {
  readonly rule: ClaimRule;
  readonly value: number;
  readonly held: boolean;
}

/** One claim at a time, each some tenths of a second: whoever runs it stays in charge of time. */
export function* measuringClaims(id: LessonId, model: ProbedModel): Generator<MeasuredClaim> {
  const probe = createProbe(model);
  for (const rule of lessons[id].claims) {
    const value = rule.value(probe);
    yield { rule, value, held: holds(rule, value) };
  }
}

/** In one go. */
export const measureClaims = (id: LessonId, model: ProbedModel): MeasuredClaim[] => [
  ...measuringClaims(id, model),
];

function holds({ bound: { atLeast = -Infinity, atMost = Infinity } }: ClaimRule, value: number) {
  return value >= atLeast && value <= atMost;
}
