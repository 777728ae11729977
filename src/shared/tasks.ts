/**
 * What a model answers that does not predict the next word, how well, and beside whom: as its file
 * stores it and every view shows it.
 */
import * as v from 'valibot';
import type { Difference } from '../engine/tasks/metrics/accuracy';
import type { ResultRow } from '../engine/tasks/metrics/rows';

/** What can be asked of a text: its next word, a class of each example, a label of each token. */
export const taskIds = ['next', 'classes', 'labels'] as const;
export type TaskId = (typeof taskIds)[number];

/** The figure that early stopping goes by, and that stands beside the model's name; percent but for perplexity. */
export const metricSchema = v.object({
  id: v.picklist(['perplexity', 'accuracy', 'f1']),
  value: v.pipe(v.number(), v.finite()),
});
export type Metric = v.InferOutput<typeof metricSchema>;

/** As in a sentence. */
export const metricNames: Readonly<Record<Metric['id'], string>> = {
  perplexity: 'perplexity',
  accuracy: 'accuracy',
  f1: 'F1',
};

/** Of a model that judges: what it answers with. */
export interface JudgingTask {
  readonly task: Exclude<TaskId, 'next'>;
  /** Names of the classes or labels, as they stood in the text. */
  readonly names: readonly string[];
  /** Of labels: whether they mark spans, `B-…`, `I-…`, `O`. */
  readonly spans?: boolean;
  /** Of classes: what the projection reads, the last state, or the mean or maximum of all. */
  readonly asked?: 'last' | 'mean' | 'maximum';
  /** The column of the class or the label where a person chose it: its name, or its number from 1. */
  readonly column?: string;
}

/** A text of examples, or several texts whose names are the classes. */
export interface ExampleRequest {
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
  readonly figures: ResultRow;
  /** Its figure against the network's; positive where it is better. */
  readonly against?: Difference;
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
};

/** Of the last training, on examples that were not learnt from. */
export interface TaskResult {
  readonly rows: readonly JudgeRow[];
  readonly examples: { readonly train: number; readonly valid: number; readonly test: number };
  /** Of labels: words of the test, whose labels the accuracy counts. */
  readonly words?: number;
  /** Test examples that were left out because they are learnt from as well. */
  readonly duplicates: number;
}

const percent = v.pipe(v.number(), v.minValue(-100), v.maxValue(100));
const spanFigures = { precision: percent, recall: percent, f1: percent };
const figures = v.union([
  v.object({ ...spanFigures, standardError: percent, untyped: v.object(spanFigures) }),
  v.object({ accuracy: percent, standardError: percent, known: percent, unknown: percent }),
  v.object({ accuracy: percent, standardError: percent, macroF1: percent }),
]);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** As it stands in a model's file. */
export const taskResultSchema: v.GenericSchema<unknown, TaskResult> = v.object({
  rows: v.array(
    v.object({
      judge: v.string(),
      figures,
      against: v.exactOptional(
        v.object({ points: percent, standardError: percent, tie: v.boolean() }),
      ),
    }),
  ),
  examples: v.object({ train: count, valid: count, test: count }),
  words: v.exactOptional(count),
  duplicates: count,
});

export const judgeName = (judge: string): string => judgeNames[judge] ?? judge;

/** Of what is compared, in percent. */
export const figureOf = ({ figures: of }: JudgeRow): number => ('f1' in of ? of.f1 : of.accuracy);

/** What was tested: “1,066 test examples”, “1,002 words of 66 test sentences”. */
export function testedOn({ rows, examples, words }: TaskResult): string {
  const areSentences = words !== undefined || rows.some(({ figures: of }) => 'untyped' in of);
  const one = areSentences ? 'sentence' : 'example';
  const tested = `${examples.test.toLocaleString('en')} test ${one}${examples.test === 1 ? '' : 's'}`;
  return words === undefined
    ? tested
    : `${words.toLocaleString('en')} word${words === 1 ? '' : 's'} of ${tested}`;
}

/** How well a model judges, beside the best of its opponents; nothing where nothing was tested. */
export function resultSentence(result: TaskResult): string | undefined {
  const { rows } = result;
  const network = rows.find(({ judge }) => judge === 'network');
  if (!network) return undefined;
  const figure = metricNames['f1' in network.figures ? 'f1' : 'accuracy'];
  const { standardError } = network.figures;
  const reached = `On ${testedOn(result)}: ${figure} ${inPercent(figureOf(network))}, standard error ${standardError.toFixed(1)}`;
  const [best] = rows
    .filter((row) => row !== network)
    .sort((one, other) => figureOf(other) - figureOf(one));
  return best ? `${reached}; ${beside(best)}.` : `${reached}.`;
}

function beside(row: JudgeRow): string {
  const { judge, against } = row;
  const name = `${judgeName(judge)} ${inPercent(figureOf(row))}`;
  if (!against) return name;
  if (against.tie) return `${name}, a tie`;
  return `${name}, ${against.points > 0 ? 'better' : 'worse'} by ${Math.abs(against.points).toFixed(1)} points`;
}

const inPercent = (value: number): string => `${value.toFixed(1)} %`;
