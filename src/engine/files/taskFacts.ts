/**
 * What a model file says of the task that its network was trained for, where that is not the next word: what
 * its answers are called, what of a sequence is asked, and what it reads of a token besides the word.
 */
import * as v from 'valibot';

/** Names of classes or labels, of endings: as they stood in the text. */
const name = v.pipe(v.string(), v.maxLength(1000));
const names = v.pipe(v.array(name), v.minLength(2), v.maxLength(1 << 16));
const rows = v.pipe(v.array(name), v.minLength(1), v.maxLength(1 << 20));

const besides = {
  /** Of the table, where a person chose it: its name, or its number from 1. */
  column: v.exactOptional(name),
  /** SHA-256 of the text that it learnt from. */
  learntFrom: v.exactOptional(name),
};

export const taskFactsSchema = v.variant('task', [
  v.object({
    task: v.literal('classes'),
    classes: names,
    /** What the projection reads: the last state, or the mean or maximum of all. */
    asked: v.picklist(['last', 'mean', 'maximum']),
    ...besides,
  }),
  v.object({
    task: v.literal('labels'),
    labels: names,
    /** Whether they mark spans: `B-…`, `I-…`, `O`. */
    spans: v.boolean(),
    /** Rows of the embedding after those of the words, one table after the other. */
    affixes: v.object({ suffix3: rows, suffix2: rows, prefix2: rows, shape: rows }),
    ...besides,
  }),
]);

export type TaskFacts = v.InferOutput<typeof taskFactsSchema>;

export const answersOf = (facts: TaskFacts): readonly string[] =>
  facts.task === 'classes' ? facts.classes : facts.labels;

/** Vectors of a token, and rows of its embedding besides those of the words. */
export function readBesides(facts: TaskFacts | undefined): { inputs: number; rows: number } {
  if (facts?.task !== 'labels') return { inputs: 1, rows: 0 };
  const tables = Object.values(facts.affixes);
  return {
    inputs: 1 + tables.length,
    rows: tables.reduce((sum, { length }) => sum + length, 0),
  };
}
