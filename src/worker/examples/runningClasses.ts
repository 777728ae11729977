/**
 * The most probable class after each word of the examples on a screen. Read off the states that is one
 * reading; elsewhere each beginning of a text is judged by itself, a few texts at a time. What was found is
 * kept by the example's text, so that scrolling and typing elsewhere cost nothing.
 */
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import { runningClass } from '../../engine/tasks/judging/runningClass';
import { largest } from '../../engine/tasks/metrics/accuracy';
import { longestByBeginnings } from '../../shared/questions/examples';
import type { JudgingModel } from './judgingModels';
import type { SeenExamples } from './seenExamples';

/** [words] each. */
export interface ClassesAfter {
  readonly given: Uint16Array;
  readonly probability: Float32Array;
}

export interface RunningClasses {
  readonly of: ReadonlyMap<number, ClassesAfter>;
  /** Beginnings of some texts are left for the next question. */
  readonly isPart: boolean;
}

export type AskRunningClasses = (
  seen: SeenExamples,
  which: readonly number[],
) => Promise<RunningClasses>;

/** Words read for beginnings at a time: other short questions wait for as long. */
const mostByBeginnings = 6000;
/** Examples that are kept. */
const mostKept = 20_000;

interface Kept {
  readonly model: JudgingModel;
  readonly version: number;
  readonly known: Map<string, ClassesAfter>;
}

export function createRunningClasses(): AskRunningClasses {
  let kept: Kept | undefined;

  function knownOf({ model, versions: { modelVersion: version } }: SeenExamples): Kept['known'] {
    const fits = kept?.model === model && kept.version === version && kept.known.size < mostKept;
    if (!fits || !kept) kept = { model, version, known: new Map() };
    return kept.known;
  }

  return async (seen, which) => {
    const { examples, model } = seen;
    const of = new Map<number, ClassesAfter>();
    if (examples.task !== 'classes') return { of, isPart: false };
    const known = knownOf(seen);
    const textOf = (n: number): string => examples.examples[n].text;
    const missing = [...new Set(which.map(textOf).filter((text) => !known.has(text)))];
    const isPart = model.judge.runs
      ? await readOn(seen, missing, known)
      : await readBeginnings(seen, missing, known);
    for (const n of which) {
      const after = known.get(textOf(n));
      if (after) of.set(n, after);
    }
    return { of, isPart };
  };
}

async function readOn(
  { model: { judge }, until }: SeenExamples,
  texts: readonly string[],
  known: Map<string, ClassesAfter>,
): Promise<boolean> {
  const sequences = judge.sequencesOf(texts.map((text) => wordsOf(text)));
  const count = sequences.starts.at(-1) ?? 0;
  const given = new Uint16Array(count);
  const probability = new Float32Array(count);
  const batches = judge.reader.batches(sequences);
  let next = 0;
  await until(() => {
    const batch = batches.at(next++);
    if (batch) {
      judge.reader.read(sequences, batch, 'each', (at, found) => {
        given[at] = largest(found);
        probability[at] = found[given[at]];
      });
    }
    return next >= batches.length;
  });
  texts.forEach((text, k) => {
    const [from, to] = [sequences.starts[k], sequences.starts[k + 1]];
    known.set(text, { given: given.slice(from, to), probability: probability.slice(from, to) });
  });
  return false;
}

async function readBeginnings(
  { model: { judge }, until }: SeenExamples,
  texts: readonly string[],
  known: Map<string, ClassesAfter>,
): Promise<boolean> {
  let left = mostByBeginnings;
  for (const text of texts) {
    const words = wordsOf(text);
    if (words.length > longestByBeginnings) continue;
    if (left <= 0) return true;
    left -= (words.length * (words.length + 1)) / 2;
    const running = runningClass(judge, words);
    await until(() => running.advance());
    const { length } = judge.names;
    const row = (at: number) => running.probabilities.subarray(at * length, (at + 1) * length);
    const given = Uint16Array.from(words, (_, at) => largest(row(at)));
    known.set(text, { given, probability: Float32Array.from(given, (c, at) => row(at)[c]) });
  }
  return false;
}
