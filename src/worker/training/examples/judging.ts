/**
 * The network beside its opponents, on the test examples that neither has learnt. The opponents learn here,
 * in steps: what takes seconds can be left, and what is known by then is the result.
 */
import type { ClassExample, LabelExamples, LabelSentence } from '../../../engine/tasks/examples';
import { wordsOf } from '../../../engine/tasks/inputs/classWords';
import type { Difference } from '../../../engine/tasks/metrics/accuracy';
import { seenWords } from '../../../engine/tasks/metrics/knownWords';
import {
  classDifference,
  classRow,
  labelDifference,
  labelRow,
  type GivenLabels,
  type ResultRow,
} from '../../../engine/tasks/metrics/rows';
import { judged } from '../../../engine/tasks/opponents/classJudge';
import type { MeanMeans, MeanTraining } from '../../../engine/tasks/opponents/meanOfEmbeddings';
import { classOpponents, labelOpponents } from '../../../engine/tasks/opponents/opponents';
import type { Split } from '../../../engine/tasks/splits/classSplit';
import type { JudgeRow, TaskResult } from '../../../shared/tasks';
import type { EngineParts } from '../../platform/engineParts';

export interface Judging {
  /** @returns whether there is nothing more to do */
  step(): boolean;
  /** As far as it has come. */
  result(): TaskResult;
}

export function judgeClasses(
  split: Split<ClassExample>,
  classes: number,
  given: Int32Array,
  mean: () => MeanTraining | undefined,
): Judging {
  const { test } = split;
  return judging(split, given, classJudges(split, classes, mean), {
    given: (judge) => judge.given(),
    row: (one) => classRow(test, one, classes),
    difference: (one) => classDifference(test, one, given),
  });
}

/** For an opponent that is a network. */
export const onOneThread = ({
  createKernels,
  ...numbers
}: Pick<EngineParts, 'createKernels' | 'arithmetic' | 'alignment' | 'numberBytes'>): MeanMeans => ({
  ...numbers,
  createKernels: (budgetBytes) =>
    createKernels({
      ...{ threads: 1, budgetBytes, arithmetic: numbers.arithmetic },
      interrupted: () => false,
    }),
});

interface Answering {
  readonly name: string;
  given(): Int32Array;
}

/** Those that count words, then the one that learns for some seconds. */
function* classJudges(
  { train, test }: Split<ClassExample>,
  classes: number,
  startMean: () => MeanTraining | undefined,
): Generator<Answering | undefined, void> {
  const words = test.map(({ text }) => wordsOf(text));
  for (const judge of classOpponents(train, classes)) {
    yield { name: judge.name, given: () => Int32Array.from(words, (one) => judged(judge, one)) };
  }
  const mean = startMean();
  if (!mean) return;
  while (!mean.step()) yield undefined;
  yield { name: 'meanOfEmbeddings', given: () => mean.given() };
}

export function judgeLabels(
  split: Split<LabelSentence>,
  examples: Pick<LabelExamples, 'labels' | 'spans'>,
  given: GivenLabels,
  seed: number,
): Judging {
  const { train, test } = split;
  const seen = seenWords(train);
  const words = test.reduce((sum, sentence) => sum + sentence.words.length, 0);
  return judging(split, given, labelOpponents(train, examples, seed), {
    ...(examples.spans ? {} : { words }),
    given: (judge) => test.map((sentence) => judge.judge(sentence.words)),
    row: (one) => labelRow(examples, test, one, seen),
    difference: (one) => labelDifference(examples, test, one, given),
  });
}

interface Measures<J, G> {
  /** That the figures count. */
  readonly words?: number;
  readonly given: (judge: J) => G;
  readonly row: (given: G) => ResultRow;
  /** Against the network. */
  readonly difference: (given: G) => Difference;
}

function judging<J extends { readonly name: string }, G>(
  { train, valid, test, duplicates }: Split<unknown>,
  network: G,
  judges: Iterator<J | undefined, void>,
  { given, row, difference, words }: Measures<J, G>,
): Judging {
  const rows: JudgeRow[] = test.length === 0 ? [] : [{ judge: 'network', figures: row(network) }];
  return {
    step() {
      const next = test.length === 0 ? undefined : judges.next();
      if (!next || next.done) return true;
      const judge = next.value;
      if (!judge) return false;
      const answers = given(judge);
      rows.push({ judge: judge.name, figures: row(answers), against: difference(answers) });
      return false;
    },
    result: () => ({
      rows,
      examples: { train: train.length, valid: valid.length, test: test.length },
      ...(words !== undefined && { words }),
      duplicates,
    }),
  };
}
