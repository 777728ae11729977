/** One example as the model judges it: with all its probabilities, word by word where it labels. */
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import { runningClass, type RunningClass } from '../../engine/tasks/judging/runningClass';
import { noAnswer } from '../../engine/tasks/judging/textExamples';
import { largest } from '../../engine/tasks/metrics/accuracy';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type {
  JudgedClass,
  JudgedExample,
  JudgedLabels,
  RunningAnswer,
  RunningCurves,
} from '../../shared/questions/examples';
import { checkedNumber, exampleAtOffset, wordsOfExample } from './exampleWords';
import { countOf, wordsIn } from './judged/judgedAnswers';
import type { SeenExamples } from './seenExamples';

export async function exampleAt(
  seen: SeenExamples,
  { offset }: { readonly offset: number },
): Promise<Result<JudgedExample, Failure>> {
  const { model, examples, versions } = seen;
  const n = exampleAtOffset(seen, offset);
  if (n < 0) return failed({ kind: 'noToken' });
  const example =
    examples.task === 'classes' ? await judgedClass(seen, n) : await judgedLabels(seen, n);
  const count = countOf(examples);
  return success({
    ...versions,
    ...{ example, names: model.judge.names, count, unit: examples.unit, approximate: false },
  });
}

/** All probabilities of an example's answers, [answers][names]. */
export async function probabilitiesOf(
  { model: { judge }, until }: Pick<SeenExamples, 'model' | 'until'>,
  words: readonly string[],
): Promise<Float32Array<ArrayBuffer>> {
  const sequences = judge.sequencesOf([words]);
  const { length } = judge.names;
  const answers = judge.asked === 'each' ? words.length : 1;
  const found = new Float32Array(answers * length);
  const batches = judge.reader.batches(sequences);
  let next = 0;
  await until(() => {
    const batch = batches.at(next++);
    if (batch) {
      judge.reader.read(sequences, batch, judge.asked, (at, all) => found.set(all, at * length));
    }
    return next >= batches.length;
  });
  return found;
}

async function judgedClass(seen: SeenExamples, n: number): Promise<JudgedClass> {
  const { model, examples } = seen;
  if (examples.task !== 'classes') throw new Error('It labels tokens');
  const wanted = examples.examples[n].class;
  const words = wordsOf(examples.examples[n].text);
  const probabilities = await probabilitiesOf(seen, words);
  const given = largest(probabilities);
  const running = model.judge.runs ? await runningOf(seen, words) : undefined;
  return {
    ...{ task: 'classes', ...wordsOfExample(seen, n), wanted, given, probabilities },
    ...(running && { running: curvesOf(running, wanted) }),
  };
}

/** More curves than these nobody tells apart. */
const mostCurves = 6;

async function runningOf(
  { model, until }: SeenExamples,
  words: readonly string[],
): Promise<RunningClass> {
  const running = runningClass(model.judge, words);
  await until(() => running.advance());
  return running;
}

function curvesOf({ words, probabilities }: RunningClass, wanted: number): RunningCurves {
  const names = probabilities.length / words;
  const row = (at: number): Float32Array => probabilities.subarray(at * names, (at + 1) * names);
  const last = row(words - 1);
  const order = Array.from(last, (_, c) => c).sort((one, other) => last[other] - last[one]);
  const first = wanted < names ? [order[0], wanted] : [order[0]];
  const classes = [...new Set([...first, ...order])].slice(0, mostCurves);
  const values = new Float32Array(words * classes.length);
  const leading = new Uint16Array(words);
  const confidence = new Float32Array(words);
  for (let at = 0; at < words; at++) {
    const all = row(at);
    classes.forEach((c, k) => (values[at * classes.length + k] = all[c]));
    leading[at] = largest(all);
    confidence[at] = all[leading[at]];
  }
  return { classes, values, leading, confidence };
}

export async function runningAnswer(
  seen: SeenExamples,
  { number }: { readonly number: number },
): Promise<Result<RunningAnswer, Failure>> {
  const checked = checkedNumber(seen, number);
  if (!checked.ok) return checked;
  const { examples, versions } = seen;
  if (examples.task !== 'classes') return failed({ kind: 'stale' });
  const running = await runningOf(seen, wordsIn(examples, number));
  const curves = curvesOf(running, examples.examples[number].class);
  return success({ ...versions, number, running: curves, approximate: false });
}

/** Labels that are told of each token. */
const best = 3;

async function judgedLabels(seen: SeenExamples, n: number): Promise<JudgedLabels> {
  const { model, examples } = seen;
  if (examples.task !== 'labels') throw new Error('It judges whole texts');
  const words = wordsOfExample(seen, n);
  const count = words.tokens.length;
  const names = model.judge.names.length;
  const shown = Math.min(best, names);
  const all = await probabilitiesOf(seen, examples.sentences[n].words);
  const labels = new Uint16Array(count * shown);
  const probabilities = new Float32Array(count * shown);
  for (let at = 0; at < count; at++) {
    const row = all.subarray(at * names, (at + 1) * names);
    const order = Array.from(row, (_, label) => label).sort((one, other) => row[other] - row[one]);
    for (let k = 0; k < shown; k++) {
      labels[at * shown + k] = order[k];
      probabilities[at * shown + k] = row[order[k]];
    }
  }
  const wanted = Uint16Array.from(
    { length: count },
    (_, at) => examples.sentences[n].labels[at] ?? noAnswer,
  );
  return { task: 'labels', ...words, wanted, best: shown, labels, probabilities };
}
