/** The arguments of `evaluate --task classes|labels`, parsed and checked. */
import { parseArgs } from 'node:util';
import { cellOptions, type CellValues } from '../cellOptions';
import { choiceOption, numberOption, oneFile, UsageError, wholeOption } from '../command';

export const tasks = ['next', 'classes', 'labels', 'series', 'pairs'] as const;
export type Task = (typeof tasks)[number];
/** A blank is measured, and stored nowhere. */
export const evaluatedTasks = [...tasks, 'blank'] as const;

export interface ExampleOptions {
  readonly task: Exclude<Task, 'next'>;
  /** Files, and of classes also folders. */
  readonly paths: readonly string[];
  /** Of test examples, instead of a tenth. */
  readonly test: readonly string[];
  /** Which of each ten tests, 1 to 10. */
  readonly tenth: number;
  /** The class or the label: the name of a column, or its number from 1. */
  readonly column?: string;
  /** Budget for the network. */
  readonly seconds: number;
  readonly threads: number;
  readonly seed: number;
  /** Of what the network is made, as it was written. */
  readonly made: CellValues;
  /** Of classes: what the projection reads, as it was written. */
  readonly pooling: string | undefined;
  /** Of `train`: the file for the model. */
  readonly out: string | undefined;
  /** Of series: rows that are predicted in one go. */
  readonly horizon: number;
  /** Of pairs, as they were written. */
  readonly attention: string | undefined;
  readonly tokens: string | undefined;
  /** Instead of as many as the recipe says. */
  readonly steps: number | undefined;
  readonly json: boolean;
}

export const exampleUsage =
  '| evaluate FILE… --task classes|labels [--test FILE] [--tenth N] [--column NAME|N] ' +
  '[--pooling last|mean|maximum] [--json] | evaluate FILE --task series [--column NAME|N[,…]] ' +
  '[--horizon N] [--steps N] [--json] | evaluate FILE --task pairs [--attention none|dot|additive|hard] ' +
  '[--tokens letters|words] [--test FILE] [--tenth N] [--steps N] [--json] | ' +
  'evaluate FILE --task blank [--cell ID|FILE.cell] [--steps N] [--json]';

export const exampleHelp = `  --task TASK        next (default): the next word; classes: a table of texts with a class each, CSV with a
                     heading, or several files or folders named after their classes; labels: CoNLL
                     columns or CoNLL-U; series: numbers in time, CSV with dates or without;
                     pairs: sources and targets with a tab between them. Learns from
                     eight tenths of the examples and tests with one, of a series with the last one;
                     blank: the words of a text, each guessed from what stands on both sides of it
  --test FILE        tests with the examples of this file, given again for each of several
  --tenth N          which of each ten examples tests, 1 to 10 (10)
  --column NAME|N    the column of the class or the label, by name or number; of a series the one that is
                     predicted, and after commas others that are read as well
  --horizon N        of a series: rows that are predicted in one go (24)
  --steps N          of a series, of pairs and of blanks: training steps (1500)
  --attention A      of pairs: none, dot (default), additive or hard
  --tokens KIND      of pairs: letters or words; as their file looks
  --pooling P        of classes: judged by the last state (default), or by the mean or the maximum of all`;

/** What the arguments say it is about; whether they are right is asked when they are parsed. */
export function taskOf<const T extends string>(
  args: readonly string[],
  among: readonly (T | 'next')[],
): T | 'next' {
  const options = { task: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], strict: false, options });
  return choiceOption('task', stringOf(values.task), among, 'next');
}

const stringOf = (value: string | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const stepBounds = { from: 1, to: 1_000_000, otherwise: 1 };

/** @throws UsageError, or Node's own TypeError for an option that is not known */
export function parseExampleOptions(args: readonly string[]): ExampleOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      task: { type: 'string' },
      test: { type: 'string', multiple: true, default: [] },
      tenth: { type: 'string' },
      column: { type: 'string' },
      seconds: { type: 'string' },
      threads: { type: 'string' },
      seed: { type: 'string' },
      pooling: { type: 'string' },
      out: { type: 'string' },
      horizon: { type: 'string' },
      steps: { type: 'string' },
      attention: { type: 'string' },
      tokens: { type: 'string' },
      ...cellOptions,
      json: { type: 'boolean', default: false },
    },
  });
  const { task, test, tenth, column, seconds, threads, seed, pooling, out, json, ...others } =
    values;
  const { horizon, steps, attention, tokens, ...made } = others;
  const found = choiceOption('task', task, tasks, 'classes');
  if (found === 'next') throw new UsageError('--task names the task of the examples.');
  if (found !== 'classes' || positionals.length === 0) oneFile(positionals);
  if (found !== 'classes' && test.length > 1)
    throw new UsageError(`--test takes one file of ${found}.`);
  if (found === 'series' && (test.length > 0 || tenth !== undefined)) {
    throw new UsageError(
      'A series is tested with its last tenth: --test and --tenth are not for it.',
    );
  }
  return {
    task: found,
    paths: positionals,
    test,
    tenth: wholeOption('tenth', tenth, { from: 1, to: 10, otherwise: 10 }),
    seconds: numberOption('seconds', seconds, { from: 1, to: 86_400, otherwise: 60 }),
    threads: wholeOption('threads', threads, { from: 1, to: 16, otherwise: 2 }),
    seed: wholeOption('seed', seed, { from: 0, to: 0xffffffff, otherwise: 1 }),
    ...{ made, pooling, out, json, attention, tokens },
    horizon: wholeOption('horizon', horizon, { from: 1, to: 10_000, otherwise: 24 }),
    steps: steps === undefined ? undefined : wholeOption('steps', steps, stepBounds),
    ...(column === undefined ? {} : { column }),
  };
}
