/**
 * Classes and labels as a network is given them: sequences to learn from and to stop by, what is asked of
 * them, and by which figure early stopping goes: wrong answers, of rare labels the F1 of spans.
 */
import { inOneGo, mapped, type Steps } from '../../steps';
import type { Asked, Sequences } from '../../training/sequences/sequences';
import type { ClassExample, LabelExamples, LabelSentence } from '../examples';
import { findingAffixes, type Affixes } from '../inputs/affixes';
import { wordsOf } from '../inputs/classWords';
import { countingValues, rowsOf, type Rows } from '../inputs/rows';
import { rightOf } from '../metrics/accuracy';
import { spanResult } from '../metrics/spans';
import type { Split } from '../splits/classSplit';
import {
  makingClassSequences,
  makingLabelSequences,
  stackedRows,
  wideningAround,
  wideningBefore,
  type ReadText,
} from './inputs';
import type { TaskData } from './taskNetwork';

type Learnt<E> = Pick<Split<E>, 'train' | 'valid'>;

export interface ClassTask {
  readonly data: TaskData;
  /** What is known of words. */
  readonly rows: Rows;
  sequencesOf(examples: readonly ClassExample[]): Sequences;
  makingSequences(examples: readonly ClassExample[]): Steps<Sequences>;
}

export interface ClassWishes {
  readonly asked: Exclude<Asked, 'each'>;
  readonly classes: number;
  /** Words that a feed-forward network reads at a time. */
  readonly window?: number | undefined;
}

/** Words seen less often are unknown. */
const leastSeen = 2;

export const classTask = (split: Learnt<ClassExample>, wishes: ClassWishes): ClassTask =>
  inOneGo(makingClassTask(split, wishes));

/** What takes seconds for a hundred thousand texts. */
export function* makingClassTask(
  { train, valid }: Learnt<ClassExample>,
  { asked, classes, window = 1 }: ClassWishes,
): Steps<ClassTask> {
  const learnt = yield* readTexts(train);
  const rows = rowsOf(yield* countingValues(learnt), leastSeen);
  yield;
  function* sequences(texts: readonly ReadText[]): Steps<Sequences> {
    return yield* wideningBefore(yield* makingClassSequences(texts, rows), window);
  }
  function* makingSequences(examples: readonly ClassExample[]): Steps<Sequences> {
    return yield* sequences(yield* readTexts(examples));
  }
  const data = {
    train: yield* sequences(learnt),
    valid: yield* valid.length > 0 ? makingSequences(valid) : sequences(learnt),
    ...{ V: rows.values.length, outputs: classes, asked },
  };
  const judge = wrongShare(data.valid);
  const sequencesOf = (examples: readonly ClassExample[]): Sequences =>
    inOneGo(makingSequences(examples));
  return { data: { ...data, judge }, rows, sequencesOf, makingSequences };
}

const readTexts = (examples: readonly ClassExample[]): Steps<ReadText[]> =>
  mapped(examples, readText, ({ text }) => text.length);

const readText = ({ text, class: judged }: ClassExample): ReadText => ({
  words: wordsOf(text),
  class: judged,
});

const wrongShare =
  ({ answers }: Sequences) =>
  (given: Int32Array): number =>
    1 - rightOf(given, answers) / Math.max(1, answers.length);

export interface LabelTask {
  readonly data: TaskData;
  readonly affixes: Affixes;
  sequencesOf(sentences: readonly LabelSentence[]): Sequences;
  makingSequences(sentences: readonly LabelSentence[]): Steps<Sequences>;
}

type LabelNames = Pick<LabelExamples, 'labels' | 'spans'>;

/** @param window words around a token that a feed-forward network reads */
export const labelTask = (
  split: Learnt<LabelSentence>,
  names: LabelNames,
  window?: number,
): LabelTask => inOneGo(makingLabelTask(split, names, window));

export function* makingLabelTask(
  { train, valid }: Learnt<LabelSentence>,
  { labels, spans }: LabelNames,
  window = 1,
): Steps<LabelTask> {
  const affixes = yield* findingAffixes(train);
  const { size, at } = stackedRows(affixes);
  function* makingSequences(sentences: readonly LabelSentence[]): Steps<Sequences> {
    return yield* wideningAround(yield* makingLabelSequences(sentences, affixes), window, at);
  }
  const stoppedBy = valid.length > 0 ? valid : train;
  const data = {
    ...{ train: yield* makingSequences(train), valid: yield* makingSequences(stoppedBy) },
    ...{ V: size, outputs: labels.length, asked: 'each' as const },
  };
  const judge = spans ? missedSpans(stoppedBy, labels) : wrongShare(data.valid);
  const sequencesOf = (sentences: readonly LabelSentence[]): Sequences =>
    inOneGo(makingSequences(sentences));
  return { data: { ...data, judge }, affixes, sequencesOf, makingSequences };
}

function missedSpans(sentences: readonly LabelSentence[], labels: readonly string[]) {
  const names = (ids: ArrayLike<number>): string[] => Array.from(ids, (id) => labels[id]);
  return (given: Int32Array): number => {
    const judged = bySentence(sentences, given).map((one, n) => ({
      given: names(one),
      wanted: names(sentences[n].labels),
    }));
    return 1 - spanResult(judged).f1 / 100;
  };
}

/** Answers token by token, as those of each sentence. */
export function bySentence(sentences: readonly LabelSentence[], answers: Int32Array): Int32Array[] {
  let at = 0;
  return sentences.map(({ words }) => answers.subarray(at, (at += words.length)));
}
