/**
 * `evaluate FILE… --task classes|labels`: how well each judge does on the test examples, the network
 * beside its opponents, with the number of examples, the standard error, and what is a tie.
 */
import type { Difference } from '../../engine/tasks/metrics/accuracy';
import { seenWords } from '../../engine/tasks/metrics/knownWords';
import {
  classDifference,
  classRow,
  figureOf,
  labelDifference,
  labelRow,
  type ResultRow,
} from '../../engine/tasks/metrics/rows';
import type { Split } from '../../engine/tasks/splits/classSplit';
import { UsageError, type Console } from '../command';
import { dividedClasses, dividedLabels } from '../examples/exampleFiles';
import { parseExampleOptions, type ExampleOptions } from '../examples/exampleOptions';
import type { ExampleProviders, GivenRow } from './exampleProviders';

/** Against the network's row, if there is one: positive where this one is better. */
type ReportRow = ResultRow & { readonly against?: { readonly network: Difference } };

export interface ExampleReport {
  readonly task: ExampleOptions['task'];
  readonly files: readonly string[];
  readonly rows: Readonly<Record<string, ReportRow>>;
  readonly examples: { readonly train: number; readonly valid: number; readonly test: number };
  /** Of the network's figure, else of the best opponent's. */
  readonly standardError: number;
  /** Test examples that are learnt as well: left out, except of a test file. */
  readonly duplicates: number;
  /** The classes, or the labels. */
  readonly classes: readonly string[];
  /** Tokens of the test, of labels. */
  readonly tokens?: number;
}

const network = 'network';

/** @returns the exit code; @throws UsageError */
export async function evaluateExamples(
  args: readonly string[],
  providers: ExampleProviders,
  terminal: Console,
): Promise<number> {
  const options = parseExampleOptions(args);
  const report =
    options.task === 'classes'
      ? await classReport(options, providers)
      : await labelReport(options, providers);
  terminal.print(options.json ? JSON.stringify(report) : table(report, options));
  return 0;
}

async function classReport(
  options: ExampleOptions,
  { classes: providers }: ExampleProviders,
): Promise<ExampleReport> {
  const divided = await dividedClasses(options);
  const { test } = testable(divided.split, options);
  const given = await gathered(providers, (provide) => provide(divided, options));
  const { classes } = divided.examples;
  const rows = reportRows(given, {
    row: (one) => classRow(test, one, classes.length),
    difference: (one, other) => classDifference(test, one, other),
  });
  return { ...framed(options, divided.split, rows), classes };
}

async function labelReport(
  options: ExampleOptions,
  { labels: providers }: ExampleProviders,
): Promise<ExampleReport> {
  const divided = await dividedLabels(options);
  const { examples, split } = divided;
  const { test } = testable(split, options);
  const given = await gathered(providers, (provide) => provide(divided, options));
  const seen = seenWords(split.train);
  const rows = reportRows(given, {
    row: (one) => labelRow(examples, test, one, seen),
    difference: (one, other) => labelDifference(examples, test, one, other),
  });
  const tokens = test.reduce((sum, { words }) => sum + words.length, 0);
  return { ...framed(options, split, rows), classes: examples.labels, tokens };
}

/** One after the other, since each may use every thread. */
async function gathered<P, R>(
  providers: readonly P[],
  rowsOf: (provider: P) => Promise<readonly R[]>,
): Promise<R[]> {
  const rows: R[] = [];
  for (const provider of providers) rows.push(...(await rowsOf(provider)));
  return rows;
}

function testable<E>(split: Split<E>, { paths }: ExampleOptions): Split<E> {
  if (split.train.length > 0 && split.test.length > 0) return split;
  throw new UsageError(`${paths.join(', ')}: there are too few different examples to test with.`);
}

interface Measures<G> {
  readonly row: (given: G) => ResultRow;
  readonly difference: (one: G, other: G) => Difference;
}

function reportRows<G>(
  given: readonly GivenRow<G>[],
  { row, difference }: Measures<G>,
): Record<string, ReportRow> {
  const ours = given.find(({ name }) => name === network);
  const entries = given.map(({ name, given: one, further }): [string, ReportRow] => {
    const against =
      ours && name !== network ? { against: { network: difference(one, ours.given) } } : {};
    return [name, { ...row(one), ...against, ...further }];
  });
  return Object.fromEntries(entries);
}

function framed<E>(
  { task, paths }: ExampleOptions,
  { train, valid, test, duplicates }: Split<E>,
  rows: Readonly<Record<string, ReportRow>>,
): Omit<ExampleReport, 'classes'> {
  const best = Object.values(rows).reduce((one, other) =>
    figureOf(other) > figureOf(one) ? other : one,
  );
  const examples = { train: train.length, valid: valid.length, test: test.length };
  const { standardError } = rows[network] ?? best;
  return { task, files: paths, rows, examples, standardError, duplicates };
}

function table(report: ExampleReport, options: ExampleOptions): string {
  const { task, rows, examples, duplicates, classes, tokens } = report;
  const { train, valid, test } = examples;
  const what = options.test.length > 0 ? 'of the test are' : 'more left out of the test, being';
  const also = duplicates > 0 ? `; ${duplicates} ${what} learnt as well` : '';
  const size = tokens === undefined ? '' : ` (${tokens} tokens)`;
  const head = `${classes.length} ${task}; train ${train}, valid ${valid}, test ${test}${size}${also}`;
  const lines = Object.entries(rows).map(([name, row]) => `${name.padEnd(18)}${figuresOf(row)}`);
  return [head, ...lines].join('\n');
}

function figuresOf(row: ReportRow): string {
  const shown =
    'f1' in row
      ? `F1 ${percent(row.f1)} (precision ${percent(row.precision)}, recall ${percent(row.recall)}, untyped F1 ${percent(row.untyped.f1)})`
      : `accuracy ${percent(row.accuracy)}${'unknown' in row ? ` (unknown words ${percent(row.unknown)})` : ''}`;
  const against = row.against?.network;
  const compared = against ? `; ${comparison(against)}` : '';
  return `${shown}, standard error ${percent(row.standardError)}${compared}`;
}

const comparison = ({ points, tie }: Difference): string =>
  tie
    ? 'a tie with the network'
    : `${percent(Math.abs(points))} ${points > 0 ? 'above' : 'below'} it`;

const percent = (value: number): string => value.toFixed(1);
