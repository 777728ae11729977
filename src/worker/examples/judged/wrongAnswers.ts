/** What of the next examples is judged otherwise than the text says, for Problems. */
import { noAnswer } from '../../../engine/tasks/judging/textExamples';
import { longestRead } from '../../../engine/training/sequences/lanes';
import { success, type Failure, type Result } from '../../../shared/failures';
import type { WrongAnswers } from '../../../shared/questions/examples';
import { placedTokens } from '../exampleWords';
import { countOf, judging } from './judgedAnswers';
import { wantedAt } from './results';
import type { SeenExamples } from '../seenExamples';

/** Of one question: the rest is asked for again, and other questions come between. */
const examplesAtOnce = 500;

export async function wrongAnswers(
  seen: SeenExamples,
  { from }: { readonly from: number },
): Promise<Result<WrongAnswers, Failure>> {
  const { examples, answers, model, until, versions } = seen;
  const count = countOf(examples);
  const next = Math.min(count, from + examplesAtOnce);
  const which = Array.from({ length: Math.max(0, next - from) }, (_, n) => from + n);
  await until(judging(model.judge, answers, which));
  const found = which.flatMap((n) => wrongIn(seen, n));
  return success({
    ...{ ...versions, task: model.facts.task.task, names: model.judge.names, count, next },
    starts: Uint32Array.from(found, ({ start }) => start),
    ends: Uint32Array.from(found, ({ end }) => end),
    given: Uint16Array.from(found, ({ place }) => answers.given[place]),
    wanted: Uint16Array.from(found, ({ wanted }) => wanted),
    probability: Float32Array.from(found, ({ place }) => answers.probability[place]),
  });
}

/** Of labels the tokens, of classes the last word of the example. */
function wrongIn(seen: SeenExamples, n: number) {
  const { examples, answers } = seen;
  const places = Array.from(
    { length: answers.starts[n + 1] - answers.starts[n] },
    (_, at) => answers.starts[n] + at,
  ).filter((place) => {
    const wanted = wantedAt(seen, n, place);
    return wanted !== noAnswer && wanted !== answers.given[place];
  });
  if (places.length === 0) return [];
  const spans = placedTokens(examples, n).spans.slice(0, longestRead);
  return places.flatMap((place) => {
    const span = examples.task === 'classes' ? spans.at(-1) : spans[place - answers.starts[n]];
    return span ? [{ ...span, place, wanted: wantedAt(seen, n, place) }] : [];
  });
}
