/**
 * A lesson as it is shipped: `media/lessons/ID.json` next to the text that opens (`ID.txt`) and the
 * trained weights (`ID.safetensors`, an ordinary model file). Written by `lessons --write` of the
 * terminal and checked by a test; the views that show it compute nothing in it again.
 */
import * as v from 'valibot';
import { natural } from '../schemas';
import type { LessonId } from '../../engine/lessons/lesson';
import { quantityName } from '../model/cells';

export interface MeasuredClaim {
  readonly id: string;
  readonly value: number;
  readonly held: boolean;
}

export type { LessonId } from '../../engine/lessons/lesson';

/** In the order in which they are taught. */
export const lessonIds = [
  'fullStop',
  'pronoun',
  'shortGap',
  'longGap',
  'brackets',
  'review',
  'brothers',
  'reviewClasses',
  'story',
  'order',
  'partsOfSpeech',
] as const satisfies readonly LessonId[];

export const lessonUnits = ['bits', 'share', 'correlation', 'nats', 'words'] as const;

const finite = v.pipe(v.number(), v.finite());
const sentence = v.pipe(v.string(), v.nonEmpty());

/** One row of the table of claims. */
const claimSchema = v.object({
  id: v.string(),
  /** One sentence. */
  claim: sentence,
  /** How it is measured. */
  measure: sentence,
  unit: v.picklist(lessonUnits),
  /** It holds where the value is within. */
  bound: v.object({ atLeast: v.exactOptional(finite), atMost: v.exactOptional(finite) }),
  /** In the shipped network. */
  value: finite,
  held: v.boolean(),
  /** In how many of `trainings` it held, each with a seed, and so a text, of its own. */
  heldIn: natural,
  trainings: natural,
});

/** Something to do: opens a tab of the panel with a word of the text chosen. */
const stepSchema = v.object({
  say: sentence,
  button: sentence,
  tab: v.picklist([
    ...['gates', 'units', 'memory', 'walk', 'training', 'predictions'],
    ...['classes', 'labels'],
  ] as const),
  /** Index in the text that opens, of one that is judged in the example, and what stands there. */
  token: natural,
  word: v.string(),
  /** Of a text that is judged: where its example begins. */
  offset: v.exactOptional(natural),
  layer: v.exactOptional(natural),
  unit: v.exactOptional(natural),
  gate: v.exactOptional(quantityName),
  /** The word to put in its place, in the tab `memory`. */
  replacement: v.exactOptional(v.string()),
});

/** One position of the slider of the gap: the text to show, and how much is left across it. */
const gapSchema = v.object({
  /** Between the word and what depends on it. */
  words: natural,
  text: sentence,
  /** Token indices in `text`: the word, and the one that depends on it. */
  token: natural,
  target: natural,
  /** Mean change of the target's surprise when the word is replaced, in the shipped network. */
  bits: finite,
});

export const lessonSchema = v.object({
  id: v.picklist(lessonIds),
  title: sentence,
  /** What the textbook says. */
  textbook: sentence,
  steps: v.strictTuple([stepSchema, stepSchema, stepSchema]),
  /** What is seen here. */
  seen: sentence,
  /** What this network cannot show. */
  cannot: v.exactOptional(sentence),
  claims: v.pipe(v.array(claimSchema), v.minLength(1)),
  tokens: v.picklist(['words', 'characters']),
  /** Of the shipped network; its training text is `lessonText(id, seed)`. */
  seed: natural,
  /** Of the shipped weights, as in a training's summary. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Where the lesson has a slider of the gap: ascending. */
  gaps: v.exactOptional(v.array(gapSchema)),
});

export type Lesson = v.InferOutput<typeof lessonSchema>;
export type LessonClaim = Lesson['claims'][number];
export type LessonStep = Lesson['steps'][number];

/** A plain text of `media/samples`, as `media/samples/index.json` lists it. */
export const samplesSchema = v.array(
  v.object({
    id: v.string(),
    title: sentence,
    /** Below `media/samples`. */
    file: v.pipe(v.string(), v.regex(/^[\w-]+\.txt$/)),
    /** What it can show, and what it cannot: one sentence. */
    says: sentence,
    /** The lesson with whose grammar it can be trained on together (`lessonTraining`). */
    together: v.exactOptional(v.picklist(lessonIds)),
  }),
);

export type Sample = v.InferOutput<typeof samplesSchema>[number];
