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
import { classOpponents, labelOpponents } from '../../../engine/tasks/opponents/opponents';
import type { Split } from '../../../engine/tasks/splits/classSplit';
import type { JudgeRow, TaskResult } from '../../../shared/tasks';

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
): Judging {
  const { test } = split;
  const words = test.map(({ text }) => wordsOf(text));
  const judges = classOpponents(split.train, classes);
  return judging(split, given, judges.values(), {
    given: (judge) => Int32Array.from(words, (one) => judged(judge, one)),
    row: (one) => classRow(test, one, classes),
    difference: (one) => classDifference(test, one, given),
  });
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
