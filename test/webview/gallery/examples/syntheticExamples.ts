/** Examples of a model that judges, made up: reviews with classes, or sentences with labels. */
import type {
  AnswerUnits,
  ExampleGates,
  ExampleQuestions,
  JudgedClass,
  JudgedExample,
  JudgedLabels,
  JudgedResults,
  JudgingOverview,
  ListedExamples,
} from '../../../../src/shared/questions/examples';
import type { PanelJudging } from '../../../../src/shared/pages/panel';
import type { AskedByPage } from '../../../../src/shared/questions/question';
import type { Handlers } from '../../../../src/shared/wire/rpc';
import type { JudgingTask, TaskResult } from '../../../../src/shared/tasks';
import { layerCellOf } from '../../../layerCells';

const versions = { documentVersion: 3, modelVersion: 12, approximate: false } as const;

const classNames = ['negative', 'positive'];
const labelNames = ['ADJ', 'DET', 'NOUN', 'PUNCT', 'VERB'];
const tokens =
  'a thoughtful film that is hardly ever boring , though ungainly <b>at</b> times'.split(' ');
const spans = tokens.map((token, at) => {
  const start = tokens.slice(0, at).join(' ').length + (at > 0 ? 1 : 0);
  return { start, end: start + token.length };
});
const known = tokens.map((_, at) => at !== 10);

const syntheticTask = (task: JudgingTask['task']): JudgingTask =>
  task === 'pairs'
    ? { task, names: [], attention: 'dot', units: { source: 'letters', target: 'letters' } }
    : task === 'classes'
      ? { task, names: classNames, asked: 'last' }
      : { task, names: labelNames, spans: false };

const syntheticResult = (task: JudgingTask['task']): TaskResult => {
  const figures = (accuracy: number) =>
    task === 'classes'
      ? { accuracy, standardError: 1.3, macroF1: accuracy - 0.2 }
      : { accuracy, standardError: 0.4, known: accuracy + 1, unknown: 70 };
  const against = { points: -0.8, standardError: 1.2, tie: true };
  return {
    rows: [
      { judge: 'network', figures: figures(77.7) },
      { judge: 'naiveBayes', figures: figures(76.9), against },
      {
        judge: 'majority',
        figures: figures(50),
        against: { ...against, points: -27.7, tie: false },
      },
    ],
    examples: { train: 8530, valid: 1066, test: 1066 },
    duplicates: 4,
  };
};

export const syntheticJudging = (task: JudgingTask['task']): PanelJudging => ({
  ...{ documentVersion: 3, modelVersion: 12, offset: 5 },
  ...{ task: syntheticTask(task), ...(task !== 'pairs' && { result: syntheticResult(task) }) },
});

const words = {
  number: 11,
  span: { start: 0, end: spans.at(-1)?.end ?? 0 },
  part: 'test' as const,
  ...{ tokens, spans, known },
};

function judgedClass(): JudgedClass {
  const chance = (at: number): number => 0.5 + 0.45 * Math.sin(at / 2.1);
  const positive = tokens.map((_, at) => chance(at));
  const last = positive.at(-1) ?? 0.5;
  return {
    ...{ task: 'classes', ...words, wanted: 1, given: last > 0.5 ? 1 : 0 },
    probabilities: Float32Array.of(1 - last, last),
    running: {
      classes: [1, 0],
      values: Float32Array.from(positive.flatMap((one) => [one, 1 - one])),
      leading: Uint16Array.from(positive, (one) => (one > 0.5 ? 1 : 0)),
      confidence: Float32Array.from(positive, (one) => Math.max(one, 1 - one)),
    },
  };
}

function judgedLabels(): JudgedLabels {
  const given = tokens.map((_, at) => (at * 3) % labelNames.length);
  return {
    ...{ task: 'labels', ...words, best: 2 },
    wanted: Uint16Array.from(given, (label, at) => (at === 7 ? (label + 1) % 5 : label)),
    labels: Uint16Array.from(given.flatMap((label) => [label, (label + 2) % 5])),
    probabilities: Float32Array.from(given.flatMap((_, at) => [0.6 + 0.03 * at, 0.02 * (at % 5)])),
  };
}

export function syntheticExamples(
  task: JudgingTask['task'],
  note: (method: string, request: unknown) => void,
): Handlers<AskedByPage<ExampleQuestions>> {
  const names = task === 'classes' ? classNames : labelNames;
  const directions = task === 'classes' ? 1 : 2;
  const overview: JudgingOverview = {
    ...{ ...versions, task, names, unit: 'example', examples: 10_662, isLearnt: true },
    ...{ cells: [layerCellOf('lstm')], units: 16, directions, runs: task === 'classes' },
  };
  const example: JudgedExample = {
    ...versions,
    example: task === 'classes' ? judgedClass() : judgedLabels(),
    ...{ names, count: 10_662, unit: 'example' },
  };
  const wave = (at: number): number => Math.sin(at * 1.3) * Math.cos(at * 0.4);
  return {
    judgingOverview: () => ({ ok: true, value: overview }),
    exampleAt(asked) {
      note('exampleAt', asked);
      return { ok: true, value: example };
    },
    runningClass: () => ({
      ok: true,
      value: { ...versions, number: 11, running: judgedClass().running ?? noCurves },
    }),
    decidingWords: ({ judged = 1 }) => ({
      ok: true,
      value: {
        ...{ ...versions, number: 11, judged, tokens, spans },
        replaced: Float32Array.from(tokens, (_, at) => wave(at)),
        gradient: Float32Array.from(tokens, (_, at) => 0.7 * wave(at)),
        counted: {
          weights: Float32Array.from(tokens, (_, at) => 0.4 * wave(at + 2)),
          strongest: ['touching', 'wonderful', 'hilarious'].map((word, at) => ({
            word,
            weight: 3 - at,
          })),
          examples: 8530,
        },
      },
    }),
    decidingSeeds: ({ judged }) => ({
      ok: true,
      value: {
        ...{ ...versions, number: 11, judged, own: 1 },
        seeds: [2, 3].map((seed) => ({
          ...{ seed, given: seed % 2 },
          replaced: Float32Array.from(tokens, (_, at) => wave(at + seed)),
        })),
      },
    }),
    exampleGates(asked) {
      note('exampleGates', asked);
      return { ok: true, value: gatesOf(asked) };
    },
    answerUnits(asked) {
      note('answerUnits', asked);
      return { ok: true, value: unitsOf(asked.answer, directions === 2) };
    },
    judgedResults: () => ({ ok: true, value: resultsOf(names, task) }),
    judgedList(asked) {
      note('judgedList', asked);
      return {
        ok: true,
        value: listOf(asked.from, asked.count, asked.cell ?? { wanted: 0, given: 1 }),
      };
    },
  };
}

const noCurves = {
  classes: [],
  values: new Float32Array(0),
  leading: new Uint16Array(0),
  confidence: new Float32Array(0),
};

function gatesOf({
  units: count,
  backwards,
}: {
  readonly units: number;
  readonly backwards: boolean;
}): ExampleGates {
  const units = Array.from({ length: Math.min(16, count) }, (_, unit) => unit);
  const at = (t: number): number => (backwards ? tokens.length - t : t);
  const values = tokens.flatMap((_, t) =>
    units.map((unit) => 0.5 + 0.5 * Math.sin(at(t) * 0.7 + unit)),
  );
  return {
    ...versions,
    number: 11,
    tokens,
    spans,
    known,
    units,
    values: Float32Array.from(values),
  };
}

function resultsOf(names: readonly string[], task: JudgingTask['task']): JudgedResults {
  const cells = names.flatMap((_, wanted) =>
    names.map((__, given) => ({ wanted, given, count: wanted === given ? 414 : 119 })),
  );
  const answers = cells.reduce((sum, { count }) => sum + count, 0);
  return {
    ...{ ...versions, names, of: 'test', examples: 1066, answers, right: 414 * names.length },
    ...{ repeated: 4, cells },
    figures: names.map(() => ({ precision: 77.7, recall: 77.7, f1: 77.7, count: 533 })),
    ...(task === 'labels' && {
      words: { known: { answers: 900, right: 850 }, unknown: { answers: 100, right: 71 } },
    }),
  };
}

function listOf(
  from: number,
  count: number,
  { wanted, given }: { readonly wanted: number; readonly given: number },
): ListedExamples {
  const text = tokens.join(' ');
  const examples = Array.from({ length: Math.min(count, 119 - from) }, (_, n) => ({
    ...{ number: from + n, span: words.span, text, wanted, given, probability: 0.6 },
  }));
  return { ...versions, count: 119, from, examples };
}

const unitsOf = (answer: number, both: boolean): AnswerUnits => ({
  ...{ ...versions, answer, found: 2, considered: both ? 32 : 16 },
  units: [
    { layer: 0, backwards: both, unit: 3, side: 'high', heldOut: 0.9996 },
    { layer: 0, backwards: false, unit: 12, side: 'low', heldOut: 0.871 },
  ],
  ...{ shifted: 0.612, untrained: 0.744, labelled: 310, looked: 4450 },
});
