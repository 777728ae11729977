/**
 * Classes and labels as a network is given them: sequences to learn from and to stop by, what is asked of
 * them, and by which figure early stopping goes: wrong answers, of rare labels the F1 of spans.
 */
import type { Asked, Sequences } from '../../training/sequences/sequences';
import type { ClassExample, LabelExamples, LabelSentence } from '../examples';
import { affixesOf, type Affixes } from '../inputs/affixes';
import { wordsOf } from '../inputs/classWords';
import { countValues, rowsOf, type Rows } from '../inputs/rows';
import { rightOf } from '../metrics/accuracy';
import { spanResult } from '../metrics/spans';
import type { Split } from '../splits/classSplit';
import {
  aroundToken,
  classSequences,
  labelSequences,
  stackedRows,
  upToToken,
  type ReadText,
} from './inputs';
import type { TaskData } from './taskNetwork';

type Learnt<E> = Pick<Split<E>, 'train' | 'valid'>;

export interface ClassTask {
  readonly data: TaskData;
  /** What is known of words. */
  readonly rows: Rows;
  sequencesOf(examples: readonly ClassExample[]): Sequences;
}

export interface ClassWishes {
  readonly asked: Exclude<Asked, 'each'>;
  readonly classes: number;
  /** Words that a feed-forward network reads at a time. */
  readonly window?: number | undefined;
}

/** Words seen less often are unknown. */
const leastSeen = 2;

export function classTask(
  { train, valid }: Learnt<ClassExample>,
  { asked, classes, window = 1 }: ClassWishes,
): ClassTask {
  const learnt = train.map(readText);
  const rows = rowsOf(countValues(learnt.flatMap(({ words }) => words)), leastSeen);
  const sequences = (texts: readonly ReadText[]): Sequences =>
    upToToken(classSequences(texts, rows), window);
  const data = {
    train: sequences(learnt),
    valid: sequences((valid.length > 0 ? valid : train).map(readText)),
    ...{ V: rows.values.length, outputs: classes, asked },
  };
  const judge = wrongShare(data.valid);
  return { data: { ...data, judge }, rows, sequencesOf: (them) => sequences(them.map(readText)) };
}

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
}

/** @param window words around a token that a feed-forward network reads */
export function labelTask(
  { train, valid }: Learnt<LabelSentence>,
  { labels, spans }: Pick<LabelExamples, 'labels' | 'spans'>,
  window = 1,
): LabelTask {
  const affixes = affixesOf(train);
  const { size, at } = stackedRows(affixes);
  const sequencesOf = (sentences: readonly LabelSentence[]): Sequences =>
    aroundToken(labelSequences(sentences, affixes), window, at);
  const stoppedBy = valid.length > 0 ? valid : train;
  const data = {
    ...{ train: sequencesOf(train), valid: sequencesOf(stoppedBy) },
    ...{ V: size, outputs: labels.length, asked: 'each' as const },
  };
  const judge = spans ? missedSpans(stoppedBy, labels) : wrongShare(data.valid);
  return { data: { ...data, judge }, affixes, sequencesOf };
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
