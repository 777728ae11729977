/**
 * What a model answers that does not predict the next word, how well, and beside whom: as its file
 * stores it and every view shows it.
 */
import * as v from 'valibot';
import type { Attention } from '../engine/network/shape';
import type { Difference } from '../engine/tasks/metrics/accuracy';
import type { ResultRow } from '../engine/tasks/metrics/rows';
import type { LengthRow } from '../engine/tasks/pairs/pairReport';
import type { TokenUnit } from '../engine/tasks/pairs/pairTokens';
import type { ErrorDifference } from '../engine/tasks/series/measures';

/**
 * What can be asked of a text: its next word, a class of each example, a label of each token, the target of
 * each source, the next value of a series.
 */
export const taskIds = ['next', 'classes', 'labels', 'pairs', 'series'] as const;
export type TaskId = (typeof taskIds)[number];

/** Whose answers are chosen among names; a text can be coloured by them, and wrong ones listed. */
export type JudgedTask = 'classes' | 'labels';

export const isJudged = (task: TaskId | undefined): task is JudgedTask =>
  task === 'classes' || task === 'labels';

/** What its view in the panel is called, where it is not the next word. */
export const taskViews: Readonly<Record<Exclude<TaskId, 'next'>, string>> = {
  classes: 'Classes',
  labels: 'Labels',
  pairs: 'Attention',
  series: 'Series',
};

/** What is read of a text, and counted. */
export const taskUnits: Readonly<Record<TaskId, string>> = {
  next: 'words',
  classes: 'words',
  labels: 'words',
  pairs: 'tokens',
  series: 'rows',
};

/** What a model of a task does, as the rest of a sentence. */
export const taskVerbs: Readonly<Record<TaskId, string>> = {
  next: 'predicts the next word',
  classes: 'judges the class of each example',
  labels: 'labels each token',
  pairs: 'writes the target of each source',
  series: 'predicts the next value of a series',
};

/**
 * The figure that early stopping goes by, and that stands beside the model's name: a perplexity, a percentage,
 * or a share of the best opponent's squared error.
 */
export const metricSchema = v.object({
  id: v.picklist(['perplexity', 'accuracy', 'f1', 'exactMatch', 'error']),
  value: v.pipe(v.number(), v.finite()),
});
export type Metric = v.InferOutput<typeof metricSchema>;

/** As in a sentence. */
export const metricNames: Readonly<Record<Metric['id'], string>> = {
  perplexity: 'perplexity',
  accuracy: 'accuracy',
  f1: 'F1',
  exactMatch: 'exact match',
  error: 'error',
};

/** Those of which less is better; the others are percentages. */
export const isLessBetter = (id: Metric['id']): boolean => id === 'perplexity' || id === 'error';

/** @param loss as the training measures it: nats per token, the share of wrong answers, or the error itself */
export function figureOfLoss(id: Metric['id'], loss: number): number {
  if (id === 'perplexity') return Math.exp(loss);
  return id === 'error' ? loss : 100 * Math.max(0, 1 - loss);
}

/** Its figure in words, a perplexity as the caller writes it: `74.1`, `97.3 %`, `0.61 of the best opponent’s`. */
export function writtenFigure(
  { id, value }: Metric,
  digits: number,
  perplexity: (value: number) => string,
): string {
  if (id === 'perplexity') return perplexity(value);
  return id === 'error'
    ? `${value.toFixed(2)} of the best opponent’s`
    : `${value.toFixed(digits)} %`;
}

/** Of a model of another task than the next word: what it answers with. */
export interface JudgingTask {
  readonly task: Exclude<TaskId, 'next'>;
  /** Names of the classes or labels, as they stood in the text; none of pairs and series. */
  readonly names: readonly string[];
  /** Of labels: whether they mark spans, `B-…`, `I-…`, `O`. */
  readonly spans?: boolean;
  /** Of classes: what the projection reads, the last state, or the mean or maximum of all. */
  readonly asked?: 'last' | 'mean' | 'maximum';
  /** The column of the class or the label where a person chose it: its name, or its number from 1. */
  readonly column?: string;
  /** Of a series: columns that it reads; the first is predicted. */
  readonly columns?: readonly string[];
  /** Of a series: rows that were predicted in one go where its result was measured. */
  readonly horizon?: number;
  /** Of pairs: how it looks back, and what each side is read as. */
  readonly attention?: Attention;
  readonly units?: { readonly source: TokenUnit; readonly target: TokenUnit };
}

/** What a person may choose of a series or of pairs; what is left out is as the file has it. */
export const taskWishesSchema = v.object({
  /** Of a series, by name or by number from 1: the first is predicted, the others are read beside it. */
  columns: v.exactOptional(v.pipe(v.array(v.string()), v.minLength(1), v.readonly())),
  /** Of a series: rows that are predicted in one go. */
  horizon: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
  /** Of pairs; `dot` if not said. */
  attention: v.exactOptional(v.picklist(['none', 'dot', 'additive', 'hard'])),
});
export type TaskWishes = v.InferOutput<typeof taskWishesSchema>;

export const usualHorizon = 24;

/** A text of examples, or several texts whose names are the classes. */
export interface ExampleRequest extends TaskWishes {
  readonly id: JudgingTask['task'];
  /** Of the table: the class or the label, by name or by number from 1; else what the text plainly has. */
  readonly column?: string;
  /** Of classes: what they are judged by; the last state if not said. */
  readonly pooling?: NonNullable<JudgingTask['asked']>;
  /** In place of `text`: files or folders, each named after its class. */
  readonly parts?: readonly { readonly path: string; readonly text: string }[];
}

/** One judge on the test examples, the network or an opponent. */
export interface JudgeRow {
  /** `network`, or the opponent's name: `majority`, `naiveBayes` … */
  readonly judge: string;
  readonly figures: TaskFigures;
  /** Its figure against the network's: points are positive where it is better, errors where it is worse. */
  readonly against?: Difference | ErrorDifference;
}

/** Targets that are exactly right, in percent. */
export interface PairFigures {
  readonly exactMatch: number;
  readonly standardError: number;
  readonly byLength: readonly LengthRow[];
}

/** How far predictions of the next value are off, in the square of the column's unit and in the unit. */
export interface SeriesFigures {
  readonly mse: number;
  readonly mae: number;
  /** Of `mse`. */
  readonly standardError: number;
  /** Squared errors of roll-outs by their horizon, the next value first. */
  readonly rolledOut: readonly number[];
}

export type TaskFigures = ResultRow | PairFigures | SeriesFigures;

/** The one by which rows are compared. */
export function figureOf({ figures }: Pick<JudgeRow, 'figures'>): number {
  if ('mse' in figures) return figures.mse;
  if ('exactMatch' in figures) return figures.exactMatch;
  return 'f1' in figures ? figures.f1 : figures.accuracy;
}

/** Opponents, the best first. */
export function opponentsIn({ rows }: TaskResult): readonly JudgeRow[] {
  const sign = rows.some(({ figures }) => 'mse' in figures) ? 1 : -1;
  return rows
    .filter(({ judge }) => judge !== 'network')
    .sort((one, other) => sign * (figureOf(one) - figureOf(other)));
}

/** How an opponent stands to the network. */
export type Standing = 'better' | 'tie' | 'worse';

export function standingOf({ against }: JudgeRow): Standing | undefined {
  if (!against) return undefined;
  if (against.tie) return 'tie';
  return ('mse' in against ? -against.mse : against.points) > 0 ? 'better' : 'worse';
}

/** As a person calls them. */
export const judgeNames: Readonly<Record<string, string>> = {
  network: 'the network',
  majority: 'always the most frequent',
  naiveBayes: 'naive Bayes',
  naiveBayesPairs: 'naive Bayes with pairs of words',
  meanOfEmbeddings: 'the mean of embeddings',
  mostFrequentLabel: 'each word’s most frequent label',
  suffixes: 'endings and shapes of words',
  perceptron: 'the averaged perceptron',
  copySource: 'copying the source',
  mostFrequentTarget: 'always the most frequent target',
  nearestSource: 'the target of the most similar source',
  yesterday: 'the value before',
  lastSeason: 'the same time last season',
  straightLine: 'a straight line',
  autoregression: 'linear autoregression',
};

/** Of the last training, on examples that were not learnt from. */
export interface TaskResult {
  readonly rows: readonly JudgeRow[];
  readonly examples: { readonly train: number; readonly valid: number; readonly test: number };
  /** Of labels: words of the test, whose labels the accuracy counts. */
  readonly words?: number;
  /** Test examples that were left out because they are learnt from as well. */
  readonly duplicates: number;
  /** Of a series: rows after which it resembles itself, where it does. */
  readonly season?: number;
}

const percent = v.pipe(v.number(), v.minValue(-100), v.maxValue(100));
const finite = v.pipe(v.number(), v.finite());
const error = v.pipe(finite, v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const spanFigures = { precision: percent, recall: percent, f1: percent };
const figures = v.union([
  v.object({ ...spanFigures, standardError: percent, untyped: v.object(spanFigures) }),
  v.object({ accuracy: percent, standardError: percent, known: percent, unknown: percent }),
  v.object({ accuracy: percent, standardError: percent, macroF1: percent }),
  v.object({
    ...{ exactMatch: percent, standardError: percent },
    byLength: v.array(v.object({ length: count, pairs: count, exactMatch: percent })),
  }),
  v.object({ mse: error, mae: error, standardError: error, rolledOut: v.array(error) }),
]);

/** As it stands in a model's file. */
export const taskResultSchema: v.GenericSchema<unknown, TaskResult> = v.object({
  rows: v.array(
    v.object({
      judge: v.string(),
      figures,
      against: v.exactOptional(
        v.union([
          v.object({ points: percent, standardError: percent, tie: v.boolean() }),
          v.object({ mse: finite, standardError: error, tie: v.boolean() }),
        ]),
      ),
    }),
  ),
  examples: v.object({ train: count, valid: count, test: count }),
  words: v.exactOptional(count),
  duplicates: count,
  season: v.exactOptional(count),
});
