/** The rows of `evaluate --task …` that need no network: each opponent learns the training examples and judges the test. */
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import { judged } from '../../engine/tasks/opponents/classJudge';
import {
  classOpponents as classJudges,
  labelOpponents as labelJudges,
} from '../../engine/tasks/opponents/opponents';
import type { ClassProvider, LabelProvider } from './exampleProviders';

export const classOpponents: ClassProvider = ({ examples, split }) => {
  const test = split.test.map(({ text }) => wordsOf(text));
  const judges = [...classJudges(split.train, examples.classes.length)].filter(
    (judge) => judge !== undefined,
  );
  const rows = judges.map((judge) => ({
    name: judge.name,
    given: test.map((words) => judged(judge, words)),
  }));
  return Promise.resolve(rows);
};

export const labelOpponents: LabelProvider = ({ examples, split }, { seed }) => {
  const judges = [...labelJudges(split.train, examples, seed)].filter(
    (judge) => judge !== undefined,
  );
  const rows = judges.map((judge) => ({
    name: judge.name,
    given: split.test.map(({ words }) => judge.judge(words)),
  }));
  return Promise.resolve(rows);
};
