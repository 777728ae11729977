/**
 * `*.seqtest.json`: what a model must do, as a person keeps it. The file's schema, what is asked of the
 * thread, and what came of it, in sentences. Layers, units and offsets count from 0.
 */
import * as v from 'valibot';
import type { Failure, Result } from './failures';
import { taskIds } from './tasks';
import type { Span } from './model/versions';
import { natural, upTo } from './schemas';

/** What a file of tests is called. */
export const testsEnding = '.seqtest.json';

const said = v.pipe(v.string(), v.maxLength(100_000));
const something = v.pipe(said, v.minLength(1, 'must not be empty'));
const positive = v.pipe(v.number(), v.minValue(Number.MIN_VALUE, 'must be above 0'));
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const name = v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(200));
const path = something;

/** Exactly one of these is given. */
const one = (...names: readonly string[]) =>
  `needs exactly one of ${names.map((it) => `“${it}”`).join(', ')}`;
const countOf = (given: readonly unknown[]): number =>
  given.filter((it) => it !== undefined).length;

export const modelTestSchema = v.variant('kind', [
  v.pipe(
    v.strictObject({
      kind: v.literal('nextWord'),
      name,
      /** What is read, from the state of a text's beginning on. */
      after: said,
      expect: something,
      /** It is among so many of the most likely words. */
      within: v.exactOptional(upTo(1e6)),
      /** It takes at most so many. */
      bits: v.exactOptional(positive),
    }),
    v.check(({ within, bits }) => countOf([within, bits]) === 1, one('within', 'bits')),
  ),
  v.strictObject({
    kind: v.literal('passage'),
    name,
    text: something,
    /** Per token, on average. */
    bits: positive,
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('unit'),
      name,
      /** Another text than that of the tests. */
      file: v.exactOptional(path),
      /** What is to be told from the rest of the text: passages, */
      spans: v.exactOptional(v.pipe(v.array(something), v.minLength(1), v.maxLength(1000))),
      /** matches of a regular expression, */
      pattern: v.exactOptional(something),
      /** what stands between brackets, */
      brackets: v.exactOptional(v.picklist(['(', '[', '{', 'any'])),
      /** or headings of Markdown. */
      headings: v.exactOptional(v.literal(true)),
      /** Without: the unit that does best on the first half of the spans, measured on the second. */
      unit: v.exactOptional(v.strictObject({ layer: natural, quantity: name, unit: natural })),
      /** Area under the ROC curve, at least. */
      auc: v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)),
    }),
    v.check(
      ({ spans, pattern, brackets, headings }) =>
        countOf([spans, pattern, brackets, headings]) === 1,
      one('spans', 'pattern', 'brackets', 'headings'),
    ),
  ),
  v.pipe(
    v.strictObject({
      kind: v.literal('task'),
      name,
      /** Examples as the model learnt them. */
      file: path,
      /** In percent, at least: of classes or labels, */
      accuracy: v.exactOptional(percent),
      /** of spans, */
      f1: v.exactOptional(percent),
      /** or of the targets of pairs. */
      exactMatch: v.exactOptional(percent),
    }),
    v.check(
      ({ accuracy, f1, exactMatch }) => countOf([accuracy, f1, exactMatch]) === 1,
      one('accuracy', 'f1', 'exactMatch'),
    ),
  ),
  v.strictObject({
    kind: v.literal('class'),
    name,
    text: something,
    expect: something,
    /** At least; without: no other class is more likely. */
    probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  }),
]);

export const testFileSchema = v.pipe(
  v.strictObject({
    /** Where editors find the schema. */
    $schema: v.exactOptional(v.string()),
    /** The text whose model is tested; paths are relative to the file of tests. */
    text: v.exactOptional(path),
    /** Another model than the one in use for that text. */
    model: v.exactOptional(path),
    /** How models of other seeds are trained on the text. */
    train: v.exactOptional(
      v.strictObject({
        task: v.exactOptional(v.picklist(taskIds)),
        seconds: v.exactOptional(upTo(86_400)),
        steps: v.exactOptional(upTo(1e9)),
      }),
    ),
    tests: v.pipe(v.array(modelTestSchema), v.minLength(1, 'has no test'), v.maxLength(10_000)),
  }),
  v.check(
    ({ text, model }) => text !== undefined || model !== undefined,
    'names neither a “text” nor a “model”',
  ),
);

export type ModelTest = v.InferOutput<typeof modelTestSchema>;
export type TestFile = v.InferOutput<typeof testFileSchema>;

/** What is measured, and in what it is told. */
export type Measured = 'rank' | 'bits' | 'auc' | 'accuracy' | 'f1' | 'exactMatch' | 'probability';

/** Where the higher figure is the better one. */
const higherIsBetter: Readonly<Record<Measured, boolean>> = {
  rank: false,
  bits: false,
  auc: true,
  accuracy: true,
  f1: true,
  exactMatch: true,
  probability: true,
};

export const passes = (measured: Measured, value: number, bound: number): boolean =>
  higherIsBetter[measured] ? value >= bound : value <= bound;

/** What a test says, whatever comes of it. */
export function boundOf(test: ModelTest): { readonly measured: Measured; readonly bound: number } {
  switch (test.kind) {
    case 'nextWord':
      return test.within === undefined
        ? { measured: 'bits', bound: test.bits ?? 0 }
        : { measured: 'rank', bound: test.within };
    case 'passage':
      return { measured: 'bits', bound: test.bits };
    case 'unit':
      return { measured: 'auc', bound: test.auc };
    case 'task':
      if (test.f1 !== undefined) return { measured: 'f1', bound: test.f1 };
      if (test.exactMatch !== undefined) return { measured: 'exactMatch', bound: test.exactMatch };
      return { measured: 'accuracy', bound: test.accuracy ?? 0 };
    case 'class':
      return test.probability === undefined
        ? { measured: 'rank', bound: 1 }
        : { measured: 'probability', bound: test.probability };
    default:
      return test satisfies never;
  }
}

/** What a model did. */
export interface TestOutcome {
  readonly passed: boolean;
  readonly value: number;
  readonly bound: number;
  /** One sentence, or two. */
  readonly sentence: string;
  /** Where it can be seen: in the text that was read, or in a test's own file. */
  readonly place?: Span;
}

export interface ModelTestRequest {
  /** Of the model's file. */
  readonly path: string;
  /** As a person calls the text. */
  readonly name: string;
  /** Of the test's file, else the text that all tests are about, if there is one. */
  readonly text?: string;
  readonly test: ModelTest;
}

export interface ModelTestContract {
  testModel(request: ModelTestRequest): Result<TestOutcome, Failure>;
}

/** Of other seeds. */
export interface SeedOutcome {
  readonly seed: number;
  readonly outcome: TestOutcome;
}

export function seedsSentence(outcomes: readonly SeedOutcome[]): string {
  const passed = outcomes.filter(({ outcome }) => outcome.passed).length;
  const values = outcomes.map(({ seed, outcome }) => `seed ${seed}: ${figure(outcome.value)}`);
  return `${passed} of ${outcomes.length} seeds pass (${values.join(', ')}).`;
}

/** Three digits after the point where it is no whole number. */
export const figure = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(3).replace(/\.?0+$/, '');
