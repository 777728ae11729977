/**
 * What a model file says of the task that its network was trained for, where that is not the next word: what
 * its answers are called, what of a sequence is asked, and what it reads of a token besides the word.
 */
import * as v from 'valibot';

/** By what training is stopped early: percent, and of a series the share of the best opponent's error. */
export const taskMetrics = ['accuracy', 'f1', 'exactMatch', 'error'] as const;
export type TaskMetric = (typeof taskMetrics)[number];

/** Names of classes or labels, of endings: as they stood in the text. */
const name = v.pipe(v.string(), v.maxLength(1000));
const names = v.pipe(v.array(name), v.minLength(2), v.maxLength(1 << 16));
const rows = v.pipe(v.array(name), v.minLength(1), v.maxLength(1 << 20));
/** Words are looked up as they stand; absent: in lower case. */
const cased = v.exactOptional(v.literal(true));

/** SHA-256 of the text that it learnt from. */
const learntFrom = v.exactOptional(name);

const besides = {
  /** Of the table, where a person chose it: its name, or its number from 1. */
  column: v.exactOptional(name),
  learntFrom,
};

const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.minValue(Number.MIN_VALUE));
const row = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rowsBack = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1 << 20));

const unit = v.picklist(['letters', 'words']);

/** Of a series: a column that the network reads and predicts. */
const columnSchema = v.object({
  name,
  /** Of the values that were learnt from: mean and standard deviation, and that of their changes. */
  mean: finite,
  spread: positive,
  change: positive,
  /** The linear prediction that the network corrects: a constant, and values so many rows back. */
  line: v.pipe(
    v.object({
      intercept: finite,
      lags: v.pipe(v.array(rowsBack), v.maxLength(1000)),
      weights: v.array(finite),
    }),
    v.check(({ lags, weights }) => lags.length === weights.length, 'has as many weights as lags'),
  ),
  /** The standard deviation of what the line leaves over: the unit in which the network answers. */
  left: positive,
});

export const taskFactsSchema = v.variant('task', [
  v.object({
    task: v.literal('classes'),
    classes: names,
    /** What the projection reads: the last state, or the mean or maximum of all. */
    asked: v.picklist(['last', 'mean', 'maximum']),
    cased,
    ...besides,
  }),
  v.object({
    task: v.literal('labels'),
    labels: names,
    /** Whether they mark spans: `B-…`, `I-…`, `O`. */
    spans: v.boolean(),
    /** Rows of the embedding after those of the words, one table after the other; absent: words alone are read. */
    affixes: v.exactOptional(
      v.object({ suffix3: rows, suffix2: rows, prefix2: rows, shape: rows }),
    ),
    cased,
    ...besides,
  }),
  v.object({
    task: v.literal('series'),
    /** The first is the one that is asked about. */
    columns: v.pipe(v.array(columnSchema), v.minLength(1), v.maxLength(64)),
    /** Rows that are predicted in one go where its result was measured. */
    horizon: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
    /** Columns as a person chose them, by name or by number. */
    wished: v.exactOptional(v.array(name)),
    learntFrom,
    /** Rows with which validation and test began in the text that it learnt from, and all of them. */
    split: v.exactOptional(v.object({ valid: row, test: row, end: row })),
  }),
  v.object({
    task: v.literal('pairs'),
    /** As what each side is read. */
    units: v.object({ source: unit, target: unit }),
    /** Tokens that are known, the unknown one first; among what is written the end comes second. */
    source: rows,
    target: names,
    learntFrom,
  }),
]);

export type TaskFacts = v.InferOutput<typeof taskFactsSchema>;

/** Of tasks whose answers are chosen among names; series and pairs are not judged. */
export type JudgingFacts = Extract<TaskFacts, { task: 'classes' | 'labels' }>;

export const isJudging = (facts: TaskFacts): facts is JudgingFacts =>
  facts.task === 'classes' || facts.task === 'labels';

/** What the projection's rows are called. */
export function answersOf(facts: TaskFacts): readonly string[] {
  switch (facts.task) {
    case 'classes':
      return facts.classes;
    case 'labels':
      return facts.labels;
    case 'series':
      return facts.columns.map((column) => column.name);
    case 'pairs':
      return facts.target;
    default:
      return facts satisfies never;
  }
}

/** Vectors of a token, and rows of its embedding besides those of the words. */
export function readBesides(facts: TaskFacts | undefined): { inputs: number; rows: number } {
  // Its tokens are named by the task, not by the vocabulary.
  if (facts?.task === 'pairs') return { inputs: 1, rows: facts.target.length - 1 };
  if (facts?.task !== 'labels') return { inputs: 1, rows: 0 };
  const tables = Object.values(facts.affixes ?? {});
  return {
    inputs: 1 + tables.length,
    rows: tables.reduce((sum, { length }) => sum + length, 0),
  };
}
