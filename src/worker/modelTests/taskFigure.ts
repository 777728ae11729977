/** How well a model does its task on a file of examples, and what it judges one text as. */
import { through } from '../../engine/steps';
import type { StoredModel } from '../../engine/files/modelFile';
import { isJudging } from '../../engine/files/taskFacts';
import { linesOf } from '../../engine/tasks/formats/lines';
import { noAnswer, readingTextExamples } from '../../engine/tasks/judging/textExamples';
import { spanResult } from '../../engine/tasks/metrics/spans';
import { openTaskModel, type TaskJudge } from '../../engine/tasks/networks/taskModel';
import { openPairModel } from '../../engine/tasks/pairs/pairModel';
import { pairRowsOf } from '../../engine/tasks/pairs/pairReport';
import { readingPairs } from '../../engine/tasks/pairs/readPairs';
import { sentenceOfExamples } from '../../shared/examples';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { figure, passes, type ModelTest, type TestOutcome } from '../../shared/modelTests';
import type { Span } from '../../shared/model/versions';
import { kernelsToJudge, untestable, type TestTools } from './opened';

type TaskTest = Extract<ModelTest, { kind: 'task' }>;
type ClassTest = Extract<ModelTest, { kind: 'class' }>;

/** Examples that are judged between two looks at the clock. */
const atOnce = 16;

interface Figure {
  readonly value: number;
  readonly examples: number;
  /** Of the first one that is wrong. */
  readonly wrong?: Span;
}

export async function testTask(
  model: StoredModel,
  test: TaskTest,
  raw: string,
  tools: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  const { task } = model;
  const kernels = kernelsToJudge(model, tools);
  try {
    if (test.exactMatch !== undefined) {
      if (task?.task !== 'pairs') return otherFigure('exactMatch', 'pairs');
      const found = await pairFigure(openPairModel(kernels, model), test, raw, tools);
      return found.ok ? success(outcomeOf('exactMatch', found.value, test.exactMatch)) : found;
    }
    if (!task || !isJudging(task)) return otherFigure('accuracy', 'classes or labels');
    const judge = openTaskModel(kernels, model);
    if (test.f1 !== undefined) {
      if (task.task !== 'labels' || !task.spans) return otherFigure('f1', 'labels of spans');
    }
    const found =
      task.task === 'classes'
        ? await classFigure(judge, test, raw, tools)
        : await labelFigure(judge, test, raw, tools);
    if (!found.ok) return found;
    const measured = test.f1 === undefined ? 'accuracy' : 'f1';
    return success(outcomeOf(measured, found.value, test.f1 ?? test.accuracy ?? 0));
  } finally {
    kernels.dispose();
  }
}

const otherFigure = (measured: string, task: string): Result<never, Failure> =>
  untestable(`Only a model of ${task} has “${measured}”, and this one is of another task.`);

const titles = { accuracy: 'accuracy', f1: 'F1', exactMatch: 'exact match' } as const;

function outcomeOf(
  measured: keyof typeof titles,
  { value, examples, wrong }: Figure,
  bound: number,
): TestOutcome {
  return {
    ...{ passed: passes(measured, value, bound), value, bound },
    sentence: `${titles[measured]} ${value.toFixed(1)} % on ${examples.toLocaleString('en')} examples (wanted: at least ${figure(bound)} %).`,
    ...(wrong && { place: wrong }),
  };
}

async function classFigure(
  judge: TaskJudge,
  { file }: TaskTest,
  raw: string,
  { until }: TestTools,
): Promise<Result<Figure, Failure>> {
  const wishes = { facts: judge.facts, name: file, isLearnt: false };
  const found = await through(readingTextExamples(raw, wishes), until);
  if (!found) return failed({ kind: 'stale' });
  const { value: read } = found;
  if (read.task !== 'classes') return failed({ kind: 'noToken' });
  const known = read.examples.filter((example) => example.class !== noAnswer);
  if (known.length === 0) return noExamples(file, read.flaw);
  let right = 0;
  let wrong: Span | undefined;
  let at = 0;
  const done = await until(() => {
    const some = known.slice(at, at + atOnce);
    judge.judgeTexts(some.map(({ text }) => text)).forEach((judged, n) => {
      const { start, end, class: wanted } = some[n];
      if (judged.class === judge.names[wanted]) right++;
      else wrong ??= { start, end };
    });
    at += some.length;
    return at >= known.length;
  });
  if (!done) return failed({ kind: 'stale' });
  return figureOf((100 * right) / known.length, known.length, wrong);
}

const figureOf = (value: number, examples: number, wrong?: Span): Result<Figure, never> =>
  success({ value, examples, ...(wrong && { wrong }) });

function noExamples(
  file: string,
  flaw: Parameters<typeof sentenceOfExamples>[1] | undefined,
): Result<never, Failure> {
  if (flaw) return untestable(sentenceOfExamples(file, flaw));
  return untestable(`${file} has no example whose answer this model could give.`);
}

async function labelFigure(
  judge: TaskJudge,
  { file, f1 }: TaskTest,
  raw: string,
  { until }: TestTools,
): Promise<Result<Figure, Failure>> {
  const wishes = { facts: judge.facts, name: file, isLearnt: false };
  const found = await through(readingTextExamples(raw, wishes), until);
  if (!found) return failed({ kind: 'stale' });
  const { value: read } = found;
  const sentences = read.task === 'labels' ? read.sentences : [];
  const known = sentences.filter(({ labels }) => labels.every((label) => label !== noAnswer));
  if (known.length === 0) return noExamples(file, read.flaw);
  const judged: { given: readonly string[]; wanted: string[] }[] = [];
  let right = 0;
  let tokens = 0;
  let wrong: Span | undefined;
  let at = 0;
  const done = await until(() => {
    const some = known.slice(at, at + atOnce);
    judge.labelSentences(some.map(({ words }) => words)).forEach(({ labels: given }, n) => {
      const { words, starts, labels } = some[n];
      const wanted = Array.from(labels, (label) => judge.names[label]);
      judged.push({ given, wanted });
      wanted.forEach((label, k) => {
        tokens++;
        if (given[k] === label) right++;
        else wrong ??= { start: starts[k], end: starts[k] + words[k].length };
      });
    });
    at += some.length;
    return at >= known.length;
  });
  if (!done) return failed({ kind: 'stale' });
  if (f1 !== undefined) return figureOf(spanResult(judged).f1, known.length, wrong);
  return figureOf((100 * right) / tokens, known.length, wrong);
}

async function pairFigure(
  model: ReturnType<typeof openPairModel>,
  { file }: TaskTest,
  raw: string,
  { until }: TestTools,
): Promise<Result<Figure, Failure>> {
  const found = await through(readingPairs(raw, { fewest: 1 }), until);
  if (!found) return failed({ kind: 'stale' });
  const { value: read } = found;
  if (!read.ok) return noExamples(file, read.flaw);
  const { pairs } = read.value;
  const { units } = model.facts;
  const targets: string[] = [];
  const done = await until(() => {
    const some = pairs.slice(targets.length, targets.length + atOnce);
    targets.push(...model.write(some.map(({ source }) => source)).map(({ target }) => target));
    return targets.length >= pairs.length;
  });
  if (!done) return failed({ kind: 'stale' });
  const { network } = pairRowsOf(pairs, units, [{ name: 'network', targets }], 'network');
  const wrong = pairs.find(({ target }, n) => target !== targets[n]);
  const line = wrong && [...linesOf(raw)].find(({ number }) => number === wrong.line);
  const place = line && { start: line.start, end: line.end };
  return figureOf(network.exactMatch, pairs.length, place);
}

export function testClass(
  model: StoredModel,
  { text, expect, probability }: ClassTest,
  tools: TestTools,
): Result<TestOutcome, Failure> {
  const { task } = model;
  if (task?.task !== 'classes') {
    return untestable('Only a model of classes can judge a text, and this one is of another task.');
  }
  if (!task.classes.includes(expect)) {
    const some = task.classes.slice(0, 20).join(', ');
    return untestable(`“${expect}” is no class of this model. Its classes: ${some}.`);
  }
  const kernels = kernelsToJudge(model, tools);
  try {
    const [judged] = openTaskModel(kernels, model).judgeTexts([text]);
    const sorted = Object.entries(judged.probabilities).sort(([, one], [, other]) => other - one);
    const own = judged.probabilities[expect];
    const place = 1 + sorted.filter(([, p]) => p > own).length;
    const measured = probability === undefined ? 'rank' : 'probability';
    const [value, bound] = probability === undefined ? [place, 1] : [own, probability];
    const shown = sorted.slice(0, 3).map(([one, p]) => `${one} ${(100 * p).toFixed(1)} %`);
    const passed = passes(measured, value, bound);
    return success({ passed, value, bound, sentence: `It is judged ${shown.join(', ')}.` });
  } finally {
    kernels.dispose();
  }
}
