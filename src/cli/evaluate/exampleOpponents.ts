/** The rows of `evaluate --task …` that need no network: each opponent learns the training examples and judges the test. */
import { majority, judged, type ClassJudge } from '../../engine/tasks/opponents/classJudge';
import {
  majorityLabel,
  mostFrequentLabel,
  suffixesAndShape,
  type LabelJudge,
} from '../../engine/tasks/opponents/labelJudge';
import { naiveBayes } from '../../engine/tasks/opponents/naiveBayes';
import { epochsFor, trainPerceptron } from '../../engine/tasks/opponents/perceptron';
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import type { ClassExample } from '../../engine/tasks/examples';
import type { ClassProvider, LabelProvider } from './exampleProviders';

const wordsOfAll = (part: readonly ClassExample[]) =>
  part.map((example) => ({ words: wordsOf(example.text), class: example.class }));

export const classOpponents: ClassProvider = ({ examples, split }) => {
  const classes = examples.classes.length;
  const train = wordsOfAll(split.train);
  const test = wordsOfAll(split.test);
  const judges: readonly ClassJudge[] = [
    majority(train, classes),
    naiveBayes(train, classes, { pairs: false, alpha: 1 }),
    naiveBayes(train, classes, { pairs: true, alpha: 2 }),
  ];
  const rows = judges.map((judge) => ({
    name: judge.name,
    given: test.map(({ words }) => judged(judge, words)),
  }));
  return Promise.resolve(rows);
};

export const labelOpponents: LabelProvider = ({ examples, split }, { seed }) => {
  const labels = examples.labels.length;
  const { train, test } = split;
  const perceptron = trainPerceptron(train, labels, { epochs: epochsFor(examples.spans), seed });
  while (!perceptron.step());
  const judges: readonly LabelJudge[] = [
    majorityLabel(train, labels),
    mostFrequentLabel(train, labels),
    suffixesAndShape(train, labels),
    perceptron.judge(),
  ];
  const rows = judges.map((judge) => ({
    name: judge.name,
    given: test.map(({ words }) => judge.judge(words)),
  }));
  return Promise.resolve(rows);
};
