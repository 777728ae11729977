/**
 * The network beside its opponents, on the test examples that neither has learnt. The opponents learn here,
 * in steps: what takes seconds can be left, and what is known by then is the result.
 */
import { mapped, type Steps } from '../../../engine/steps';
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
import { judged, type ClassJudge } from '../../../engine/tasks/opponents/classJudge';
import type { MeanMeans, MeanTraining } from '../../../engine/tasks/opponents/meanOfEmbeddings';
import { classOpponents, labelOpponents } from '../../../engine/tasks/opponents/opponents';
import type { Split } from '../../../engine/tasks/splits/classSplit';
import type { JudgeRow, TaskResult } from '../../../shared/tasks';
import type { EngineParts } from '../../platform/engineParts';

export interface Judging {
  /** What takes little time is judged: who stopped a training need not wait for the rest. */
  readonly isEnough: boolean;
  /** @returns whether there is nothing more to do */
  step(): boolean;
  /** As far as it has come. */
  result(): TaskResult;
}

export function judgeClasses(
  split: Split<ClassExample>,
  classes: number,
  given: Int32Array,
  mean: () => Steps<MeanTraining | undefined>,
): Judging {
  const { test } = split;
  return judging(split, given, classJudges(split, classes, mean), {
    given: (judge) => judge.given(),
    row: (one) => classRow(test, one, classes),
    difference: (one) => classDifference(test, one, given),
  });
}

/** For an opponent that is a network. */
export const onOneThread = (
  {
    createKernels,
    ...numbers
  }: Pick<EngineParts, 'createKernels' | 'arithmetic' | 'alignment' | 'numberBytes'>,
  room: number,
): MeanMeans => ({
  ...numbers,
  room,
  createKernels: (budgetBytes) =>
    createKernels({
      ...{ threads: 1, budgetBytes, arithmetic: numbers.arithmetic },
      interrupted: () => false,
    }),
});

interface Answering {
  readonly name: string;
  given(): Steps<Int32Array>;
}

/** Those that count words, then the one that learns for some seconds. */
function* classJudges(
  { train, test }: Split<ClassExample>,
  classes: number,
  startMean: () => Steps<MeanTraining | undefined>,
): Generator<Answering | undefined, void, undefined> {
  const words = yield* mapped(
    test,
    ({ text }) => wordsOf(text),
    ({ text }) => text.length,
  );
  for (const judge of classOpponents(train, classes)) {
    yield judge && { name: judge.name, given: () => judgedInSteps(judge, words) };
  }
  const mean = yield* startMean();
  if (!mean) return;
  while (!mean.step()) yield undefined;
  yield {
    name: 'meanOfEmbeddings',
    *given() {
      yield;
      return mean.given();
    },
  };
}

function* judgedInSteps(
  judge: ClassJudge,
  texts: readonly (readonly string[])[],
): Steps<Int32Array> {
  const given = yield* mapped(
    texts,
    (words) => judged(judge, words),
    ({ length }) => 16 * length,
  );
  return Int32Array.from(given);
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
    given: (judge) =>
      mapped(
        test,
        (sentence) => judge.judge(sentence.words),
        (sentence) => 64 * sentence.words.length,
      ),
    row: (one) => labelRow(examples, test, one, seen),
    difference: (one) => labelDifference(examples, test, one, given),
  });
}

interface Measures<J, G> {
  /** That the figures count. */
  readonly words?: number;
  readonly given: (judge: J) => Steps<G>;
  readonly row: (given: G) => ResultRow;
  /** Against the network. */
  readonly difference: (given: G) => Difference;
}

/** The first opponents only count. */
const quickOnes = 3;

function judging<J extends { readonly name: string }, G>(
  { train, valid, test, duplicates }: Split<unknown>,
  network: G,
  judges: Iterable<J | undefined>,
  { given, row, difference, words }: Measures<J, G>,
): Judging {
  const rows: JudgeRow[] = test.length === 0 ? [] : [{ judge: 'network', figures: row(network) }];
  function* beside(): Steps<void> {
    for (const judge of judges) {
      if (judge) {
        const answers = yield* given(judge);
        rows.push({ judge: judge.name, figures: row(answers), against: difference(answers) });
      }
      yield;
    }
  }
  const steps = beside();
  return {
    step: () => test.length === 0 || steps.next().done === true,
    get isEnough() {
      return rows.length > quickOnes;
    },
    result: () => ({
      rows,
      examples: { train: train.length, valid: valid.length, test: test.length },
      ...(words !== undefined && { words }),
      duplicates,
    }),
  };
}
