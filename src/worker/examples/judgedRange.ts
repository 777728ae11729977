/** A stretch of the text for colours and Problems: every token with its label, or the running class after it. */
import { largest } from '../../engine/tasks/metrics/accuracy';
import { noAnswer } from '../../engine/tasks/judging/textExamples';
import { longestRead } from '../../engine/training/sequences/lanes';
import { success, type Failure, type Result } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { JudgedRange } from '../../shared/questions/examples';
import { examplesBetween, placedTokens } from './exampleWords';
import { judging, wordsIn } from './judgedAnswers';
import { wantedAt } from './results';
import type { SeenExamples } from './seenExamples';

/** Most tokens in one answer: a large screen, and below 1 MB. */
const mostTokens = 40_000;

interface Token extends Span {
  readonly number: number;
  /** Within its example. */
  readonly at: number;
  readonly known: boolean;
}

export async function judgedRange(
  seen: SeenExamples,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Result<JudgedRange, Failure>> {
  const { examples, answers, model, until, versions } = seen;
  const { judge } = model;
  const tokens: Token[] = [];
  const shown: number[] = [];
  for (const n of examplesBetween(examples, from, to)) {
    if (tokens.length >= mostTokens) break;
    shown.push(n);
    const words = placedTokens(examples, n);
    words.spans.slice(0, longestRead).forEach((span, at) => {
      if (span.end < from || span.start > to) return;
      tokens.push({ ...span, number: n, at, known: judge.isKnown(words.tokens[at]) });
    });
  }
  await until(judging(judge, answers, shown));
  const running = judge.runs ? await runningOf(seen, shown) : undefined;
  const [given, final, wanted] = [0, 1, 2].map(() => new Uint16Array(tokens.length));
  const probability = new Float32Array(tokens.length);
  tokens.forEach(({ number, at }, k) => {
    const place = answers.starts[number] + (judge.asked === 'each' ? at : 0);
    const after = running?.get(number)?.[at];
    final[k] = answers.given[place];
    given[k] = after?.given ?? final[k];
    probability[k] = after?.probability ?? answers.probability[place];
    wanted[k] = place < answers.starts[number + 1] ? wantedAt(seen, number, place) : noAnswer;
  });
  const starts = Uint32Array.from(tokens, ({ start }) => start);
  const ends = Uint32Array.from(tokens, ({ end }) => end);
  const unknown = Uint8Array.from(tokens, ({ known }) => (known ? 0 : 1));
  const arrays = { starts, ends, given, probability, wanted, final, unknown };
  return success({ ...versions, task: model.facts.task.task, names: judge.names, ...arrays });
}

interface After {
  readonly given: number;
  readonly probability: number;
}

/** The class after every word of these examples. */
async function runningOf(
  { model: { judge }, examples, until }: SeenExamples,
  which: readonly number[],
): Promise<ReadonlyMap<number, readonly After[]>> {
  const sequences = judge.sequencesOf(which.map((n) => wordsIn(examples, n)));
  const after: After[] = [];
  const batches = judge.reader.batches(sequences);
  let next = 0;
  await until(() => {
    const batch = batches.at(next++);
    if (batch) {
      judge.reader.read(sequences, batch, 'each', (at, found) => {
        const given = largest(found);
        after[at] = { given, probability: found[given] };
      });
    }
    return next >= batches.length;
  });
  const { starts } = sequences;
  return new Map(which.map((n, k) => [n, after.slice(starts[k], starts[k + 1])]));
}
