/** A stretch of the text for colours and Problems: every token with its label, or the running class after it. */
import { noAnswer } from '../../../engine/tasks/judging/textExamples';
import { longestRead } from '../../../engine/training/sequences/lanes';
import { success, type Failure, type Result } from '../../../shared/failures';
import type { Span } from '../../../shared/model/versions';
import type { JudgedRange } from '../../../shared/questions/examples';
import { examplesBetween, placedTokens } from '../exampleWords';
import { judging, type JudgedAnswers } from './judgedAnswers';
import { wantedAt } from './results';
import { createRunningClasses, type RunningClasses } from '../runningClasses';
import type { SeenExamples } from '../seenExamples';

/** Most tokens in one answer: a large screen, and below 1 MB. */
const mostTokens = 40_000;

interface Token extends Span {
  readonly number: number;
  /** Within its example. */
  readonly at: number;
  readonly known: boolean;
  readonly isLast: boolean;
}

export type AskJudgedRange = (
  seen: SeenExamples,
  stretch: { readonly from: number; readonly to: number },
) => Promise<Result<JudgedRange, Failure>>;

export function createJudgedRange(): AskJudgedRange {
  const runningOf = createRunningClasses();
  return async (seen, stretch) => {
    const { examples, answers, model, until, versions } = seen;
    const { judge } = model;
    const { tokens, shown } = tokensIn(seen, stretch);
    const running = await runningOf(seen, shown);
    if (judge.runs) keepFinal(answers, running);
    await until(judging(judge, answers, shown));
    const [given, final, wanted] = [0, 1, 2].map(() => new Uint16Array(tokens.length));
    const probability = new Float32Array(tokens.length);
    tokens.forEach(({ number, at }, k) => {
      const place = answers.starts[number] + (judge.asked === 'each' ? at : 0);
      const after = running.of.get(number);
      final[k] = answers.given[place];
      given[k] = after?.given[at] ?? final[k];
      probability[k] = after?.probability[at] ?? answers.probability[place];
      wanted[k] = place < answers.starts[number + 1] ? wantedAt(seen, number, place) : noAnswer;
    });
    const starts = Uint32Array.from(tokens, ({ start }) => start);
    const ends = Uint32Array.from(tokens, ({ end }) => end);
    const unknown = Uint8Array.from(tokens, ({ known }) => (known ? 0 : 1));
    const last = Uint8Array.from(tokens, ({ isLast }) => (isLast ? 1 : 0));
    const arrays = { starts, ends, given, probability, wanted, final, unknown, last };
    return success({
      ...{ ...versions, task: model.facts.task.task, names: judge.names, ...arrays },
      ...outsideOf(model),
      ...(examples.task === 'classes' && !judge.runs && { beginnings: poolingOf(judge.asked) }),
      approximate: running.isPart,
    });
  };
}

/** What was judged after the last word need not be read once more. */
function keepFinal({ starts, given, probability }: JudgedAnswers, { of }: RunningClasses): void {
  for (const [n, after] of of) {
    const last = after.given.length - 1;
    if (last < 0) continue;
    given[starts[n]] = after.given[last];
    probability[starts[n]] = after.probability[last];
  }
}

/** The label of tokens in no span. */
function outsideOf({ facts: { task } }: SeenExamples['model']): Pick<JudgedRange, 'outside'> {
  const outside = task.task === 'labels' && task.spans ? task.labels.indexOf('O') : -1;
  return outside < 0 ? {} : { outside };
}

const poolingOf = (asked: SeenExamples['model']['judge']['asked']) =>
  asked === 'each' ? 'last' : asked;

function tokensIn(
  { examples, model: { judge } }: SeenExamples,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly tokens: readonly Token[]; readonly shown: readonly number[] } {
  const tokens: Token[] = [];
  const shown: number[] = [];
  for (const number of examplesBetween(examples, from, to)) {
    if (tokens.length >= mostTokens) break;
    shown.push(number);
    const words = placedTokens(examples, number);
    const spans = words.spans.slice(0, longestRead);
    spans.forEach((span, at) => {
      if (span.end < from || span.start > to) return;
      const known = judge.isKnown(words.tokens[at]);
      tokens.push({ ...span, number, at, known, isLast: at === spans.length - 1 });
    });
  }
  return { tokens, shown };
}
