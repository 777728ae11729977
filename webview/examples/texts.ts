/** Sentences and names of the view of a model that judges. */
import { noAnswer, type ExamplePart, type ExampleUnit } from '../../src/shared/questions/examples';

export const unitOf = ({ unit }: { readonly unit: ExampleUnit }): string => unit;

export const partTexts: Readonly<Record<ExamplePart, string>> = {
  train: 'The network learnt from it.',
  valid: 'It decided when the training stopped.',
  test: 'The network did not learn from it.',
  repeated: 'The same text was learnt from, so it does not test.',
};

export const points = (value: number): string => value.toFixed(1);

export const nameOf = (names: readonly string[], answer: number): string =>
  answer === noAnswer ? '–' : (names[answer] ?? '–');
