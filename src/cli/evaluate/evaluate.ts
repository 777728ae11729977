/**
 * `evaluate FILE`: how well each expert predicts the last 5 % of a file (design sections 4 and 6). The
 * counting rows are computed here; other rows (network, mixture) come from a provider that is handed
 * in.
 */
import { writeFile } from 'node:fs/promises';
import type { Expert } from '../../engine/experts/expert';
import { evaluationText, type EvaluationText } from '../../engine/evaluation/evaluationText';
import { ngramRows } from '../../engine/evaluation/ngramRows';
import { scoreExperts, type Scores, type Verdict } from '../../engine/evaluation/score';
import { networkRows } from './networkRows';
import { readText, UsageError, type Command, type Console } from '../command';
import {
  evaluateHelp,
  evaluateUsage,
  parseEvaluate,
  type EvaluateOptions,
} from './evaluateOptions';
import { evaluateBlank } from './evaluateBlank';
import { evaluateExamples } from './evaluateExamples';
import { evaluatePairs } from './evaluatePairs';
import { evaluateSeries } from './evaluateSeries';
import { classNetworks, labelNetworks } from './exampleNetworks';
import { classOpponents, labelOpponents } from './exampleOpponents';
import { evaluatedTasks, taskOf } from '../examples/exampleOptions';
import { sayOtherTasks } from '../examples/otherTasks';
import type { ExampleProviders } from './exampleProviders';
import type { FurtherRows, RowProvider } from './rowProvider';

export interface EvaluationReport {
  readonly file: string;
  readonly tokens: { readonly train: number; readonly valid: number; readonly test: number };
  readonly vocabulary: number;
  /** Percent of the test tokens. */
  readonly outOfVocabulary: number;
  readonly rows: Readonly<Record<string, Scores>>;
}

/** How far from 1 a row's probabilities may sum. */
const sumTolerance = 1e-6;

/** Of every task but the next word. */
const exampleProviders: ExampleProviders = {
  classes: [classOpponents, classNetworks],
  labels: [labelOpponents, labelNetworks],
};

/** The command with the rows of these providers after the counting ones, in order. */
export function evaluateWith(
  providers: readonly RowProvider[],
  ofExamples = exampleProviders,
): Command {
  return {
    usage: evaluateUsage,
    help: evaluateHelp,
    failsWhere: 'with --check, probabilities do not sum to 1',
    async run(args, terminal) {
      const task = taskOf(args, evaluatedTasks);
      if (task === 'blank') return evaluateBlank(args, terminal);
      if (task === 'series') return evaluateSeries(args, terminal);
      if (task === 'pairs') return evaluatePairs(args, terminal);
      if (task !== 'next') return evaluateExamples(args, ofExamples, terminal);
      const options = parseEvaluate(args);
      const whole = await readText(options.file);
      sayOtherTasks(options.file, whole, args, terminal);
      const text = evaluationText(whole, options.tokens);
      if (text.ids.length === 0) throw new UsageError(`${options.file} has no text to learn from.`);
      const experts = ngramRows(text);
      const sections: FurtherRows['sections'][] = [];
      const named: Named = { experts, alsoCalled: {} };
      for (const provide of providers) {
        const further = await provide(text, options, [...experts]);
        experts.push(...further.experts);
        sections.push(further.sections);
        Object.assign(named.alsoCalled, further.alsoCalled);
      }
      return measure(text, named, sections, options, terminal);
    },
  };
}

export const evaluate: Command = evaluateWith([networkRows]);

interface Named {
  readonly experts: readonly Expert[];
  /** Name of an expert by what it is called as well. */
  readonly alsoCalled: Record<string, string>;
}

/** Values of the experts by name; of one that has another name also by that. */
function byName<T>({ experts, alsoCalled }: Named, values: readonly T[]): Record<string, T> {
  return Object.fromEntries(
    values.flatMap((value, row) => {
      const name = experts[row]?.name ?? '';
      const others = Object.keys(alsoCalled).filter((other) => alsoCalled[other] === name);
      return [name, ...others].map((called) => [called, value] as const);
    }),
  );
}

async function measure(
  text: EvaluationText,
  named: Named,
  sections: readonly FurtherRows['sections'][],
  options: EvaluateOptions,
  terminal: Console,
): Promise<number> {
  const { experts } = named;
  const { train, test } = text.split;
  const dump: string[] = [];
  const unequal = new Map<string, number>();
  const scores = scoreExperts(text, experts, {
    from: test.from,
    to: test.to,
    warmFrom: train.from,
    onToken: (position, verdicts) => {
      if (options.check) noteSums(experts, verdicts, unequal);
      if (options.dump !== undefined) dump.push(dumpLine(text, named, position, verdicts));
    },
  });
  if (options.dump !== undefined) {
    await writeLines(options.dump, dump);
  }
  const further: Record<string, unknown> = {};
  for (const section of sections) Object.assign(further, section());
  const report = { ...reportOf(text, named, scores, options), ...further };
  terminal.print(options.json ? JSON.stringify(report) : table(report));
  for (const [name, worst] of unequal) {
    terminal.log(`The probabilities of ${name} miss a sum of 1 by ${worst}.`);
  }
  return unequal.size > 0 ? 1 : 0;
}

function reportOf(
  { split, words, unknownShare }: EvaluationText,
  named: Named,
  scores: readonly Scores[],
  { file }: EvaluateOptions,
): EvaluationReport {
  const { train, valid, test } = split;
  return {
    file,
    tokens: {
      train: train.to - train.from,
      valid: valid.to - valid.from,
      test: test.to - test.from,
    },
    vocabulary: words.length,
    outOfVocabulary: 100 * unknownShare,
    rows: byName(named, scores),
  };
}

/** Checks every scored token, not only a hundred: the sums are there anyway. */
function noteSums(
  experts: readonly Expert[],
  verdicts: readonly Verdict[],
  unequal: Map<string, number>,
): void {
  verdicts.forEach(({ sum }, row) => {
    const miss = Math.abs(sum - 1);
    if (miss <= sumTolerance) return;
    const name = experts[row]?.name ?? '';
    unequal.set(name, Math.max(miss, unequal.get(name) ?? 0));
  });
}

/** Natural logarithms; the rank is among the known words, 0 for an unknown target. */
function dumpLine(
  text: EvaluationText,
  named: Named,
  position: number,
  verdicts: readonly Verdict[],
): string {
  const of = <T>(value: (verdict: Verdict) => T): Record<string, T> =>
    byName(named, verdicts.map(value));
  return JSON.stringify({
    position,
    token: text.tokenAt(position),
    known: text.ids[position] !== text.unknown,
    logProbability: of(({ logProbability }) => logProbability),
    rank: of(({ rank }) => rank),
  });
}

function table({ file, tokens, vocabulary, outOfVocabulary, rows }: EvaluationReport): string {
  const figures = ['perplexity', 'perplexityKnown', 'top1', 'top3', 'keystrokeSavings'] as const;
  const header = `${''.padEnd(12)}${figures.map((name) => name.padStart(18)).join('')}`;
  const lines = Object.entries(rows).map(([name, score]) => {
    const cells = figures.map((figure) => score[figure].toFixed(1).padStart(18));
    return `${name.padEnd(12)}${cells.join('')}`;
  });
  const sizes = `train ${tokens.train}, valid ${tokens.valid}, test ${tokens.test} tokens`;
  const words = `${vocabulary} classes, ${outOfVocabulary.toFixed(1)} % of the test unknown`;
  return [`${file}: ${sizes}; ${words}`, header, ...lines].join('\n');
}

/** @throws UsageError where it cannot be written */
async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  try {
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written: ${reason}`);
  }
}
