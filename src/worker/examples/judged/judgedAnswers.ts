/**
 * What was judged of a text so far: of classes an answer an example, of labels one a token. An edit keeps
 * what stands before and after it; the rest is judged when it is asked for, in small portions.
 */
import { wordsOf } from '../../../engine/tasks/inputs/classWords';
import type { Judge } from '../../../engine/tasks/judging/judge';
import { noAnswer, type TextExamples } from '../../../engine/tasks/judging/textExamples';
import { largest } from '../../../engine/tasks/metrics/accuracy';

export interface JudgedAnswers {
  readonly examples: TextExamples;
  /** Where the answers of each example begin, and one more. */
  readonly starts: Uint32Array;
  /** {@link noAnswer}: not judged yet. */
  readonly given: Uint16Array;
  /** How probable that is. */
  readonly probability: Float32Array;
}

export const countOf = (examples: TextExamples): number =>
  examples.task === 'classes' ? examples.examples.length : examples.sentences.length;

/** @param before of the same model, before an edit */
export function answersFor(examples: TextExamples, before?: JudgedAnswers): JudgedAnswers {
  const count = countOf(examples);
  const starts = new Uint32Array(count + 1);
  for (let n = 0; n < count; n++) starts[n + 1] = starts[n] + answersIn(examples, n);
  const given = new Uint16Array(starts[count]).fill(noAnswer);
  const answers = { examples, starts, given, probability: new Float32Array(starts[count]) };
  if (before) keepEqual(answers, before);
  return answers;
}

const answersIn = (examples: TextExamples, n: number): number =>
  examples.task === 'classes' ? 1 : examples.sentences[n].words.length;

function keepEqual(now: JudgedAnswers, before: JudgedAnswers): void {
  const [count, earlier] = [countOf(now.examples), countOf(before.examples)];
  const most = Math.min(count, earlier);
  let first = 0;
  while (first < most && isEqual(now.examples, first, before.examples, first)) first++;
  let last = 0;
  while (
    last < most - first &&
    isEqual(now.examples, count - 1 - last, before.examples, earlier - 1 - last)
  ) {
    last++;
  }
  copy(now, before, { from: 0, to: first, by: 0 });
  copy(now, before, { from: count - last, to: count, by: earlier - count });
}

function copy(
  now: JudgedAnswers,
  before: JudgedAnswers,
  { from, to, by }: { readonly from: number; readonly to: number; readonly by: number },
): void {
  const [start, end] = [before.starts[from + by], before.starts[to + by]];
  now.given.set(before.given.subarray(start, end), now.starts[from]);
  now.probability.set(before.probability.subarray(start, end), now.starts[from]);
}

function isEqual(one: TextExamples, n: number, other: TextExamples, m: number): boolean {
  if (one.task === 'classes') {
    return other.task === 'classes' && one.examples[n].text === other.examples[m].text;
  }
  if (other.task === 'classes') return false;
  const [words, others] = [one.sentences[n].words, other.sentences[m].words];
  return words.length === others.length && words.every((word, at) => word === others[at]);
}

/** What the network reads of an example. */
export const wordsIn = (examples: TextExamples, n: number): readonly string[] =>
  examples.task === 'classes' ? wordsOf(examples.examples[n].text) : examples.sentences[n].words;

/** Of a hundred thousand examples, so many become sequences at a time. */
const portion = 128;

/** @returns a step: judges one batch of those that are not judged yet, and says whether all are */
export function judging(
  judge: Judge,
  answers: JudgedAnswers,
  which: Iterable<number>,
): () => boolean {
  const left = [...which].filter((n) => isOpen(answers, n));
  let batches: (() => void)[] = [];
  return () => {
    if (batches.length === 0) batches = batchesOf(judge, answers, left.splice(0, portion));
    batches.shift()?.();
    return batches.length === 0 && left.length === 0;
  };
}

const isOpen = ({ starts, given }: JudgedAnswers, n: number): boolean =>
  starts[n] < starts[n + 1] && given[starts[n]] === noAnswer;

function batchesOf(judge: Judge, answers: JudgedAnswers, which: readonly number[]): (() => void)[] {
  const { examples, starts, given, probability } = answers;
  const sequences = judge.sequencesOf(which.map((n) => wordsIn(examples, n)));
  // The k-th answer of these sequences is this one of the text.
  const places = Uint32Array.from(which.flatMap((n) => range(starts[n], starts[n + 1])));
  return judge.reader.batches(sequences).map((batch) => () => {
    judge.reader.read(sequences, batch, judge.asked, (at, found) => {
      const best = largest(found);
      given[places[at]] = best;
      probability[places[at]] = found[best];
    });
  });
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, n) => from + n);
