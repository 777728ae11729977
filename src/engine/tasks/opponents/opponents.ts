/**
 * The opponents of a network, in the order in which they are shown: each has learnt the training examples
 * when it comes. What takes seconds comes in steps, between which the caller may breathe.
 */
import { mapped } from '../../steps';
import type { ClassExample, LabelExamples, LabelSentence } from '../examples';
import { wordsOf } from '../inputs/classWords';
import { majority, type ClassJudge, type WordsOfClass } from './classJudge';
import { majorityLabel, mostFrequentLabel, suffixesAndShape, type LabelJudge } from './labelJudge';
import { countingBayes } from './naiveBayes';
import { epochsFor, trainPerceptron } from './perceptron';

/** @returns undefined for a step that made no judge yet */
export function* classOpponents(
  train: readonly ClassExample[],
  classes: number,
): Generator<ClassJudge | undefined, void, undefined> {
  const read = ({ text, class: judged }: ClassExample): WordsOfClass => ({
    words: wordsOf(text),
    class: judged,
  });
  const texts = yield* mapped(train, read, ({ text }) => text.length);
  yield majority(texts, classes);
  yield yield* countingBayes(texts, classes, { pairs: false, alpha: 1 });
  yield yield* countingBayes(texts, classes, { pairs: true, alpha: 2 });
}

/** @returns undefined for a step that made no judge yet */
export function* labelOpponents(
  train: readonly LabelSentence[],
  { labels, spans }: Pick<LabelExamples, 'labels' | 'spans'>,
  seed: number,
): Generator<LabelJudge | undefined, void> {
  yield majorityLabel(train, labels.length);
  yield mostFrequentLabel(train, labels.length);
  yield suffixesAndShape(train, labels.length);
  const perceptron = trainPerceptron(train, labels.length, { epochs: epochsFor(spans), seed });
  while (!perceptron.step()) yield undefined;
  yield perceptron.judge();
}
