/** Answers one test of a model, from its file. Takes up to some seconds, in slices. */
import type { Failure, Result } from '../../shared/failures';
import type { ModelTestRequest, TestOutcome } from '../../shared/modelTests';
import { testNextWord, testPassage } from './expected';
import { readModel, untestable, type TestTools } from './opened';
import { testUnit } from './separatingUnit';
import { testClass, testTask } from './taskFigure';

export type { TestTools } from './opened';

export async function testModel(
  { path, name, text, test }: ModelTestRequest,
  tools: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  const read = await readModel(path, name, tools);
  if (!read.ok) return read;
  const model = read.value;
  switch (test.kind) {
    case 'nextWord':
      return testNextWord(model, test, tools);
    case 'passage':
      return testPassage(model, test, tools);
    case 'class':
      return testClass(model, test, tools);
    case 'unit':
      return text === undefined ? noText() : testUnit(model, test, text, tools);
    case 'task':
      return text === undefined ? noText() : testTask(model, test, text, tools);
    default:
      return test satisfies never;
  }
}

const noText = (): Result<never, Failure> =>
  untestable('The test needs a text: name one with “file”, or with “text” for all tests.');
