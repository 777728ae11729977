/** What a model that judges holds when it has read each example: as points on the two directions in which they differ most. */
import { largest } from '../../engine/tasks/metrics/accuracy';
import { noAnswer } from '../../engine/tasks/judging/textExamples';
import { success, type Failure, type Result } from '../../shared/failures';
import { mostMapped, type StateMap } from '../../shared/questions/stateMap';
import { beginningOf, statesAsMap } from '../view/statesAsMap';
import { spanOf } from './exampleWords';
import { countOf, wordsIn } from './judged/judgedAnswers';
import type { SeenExamples } from './seenExamples';

export async function exampleStates(seen: SeenExamples): Promise<Result<StateMap, Failure>> {
  const { examples, model, text, versions } = seen;
  const count = countOf(examples);
  // Of a long table evenly chosen ones.
  const every = Math.max(1, Math.ceil(count / mostMapped));
  const which = Array.from({ length: Math.ceil(count / every) }, (_, n) => n * every);
  // Of labels, which are asked for at each word, the state at the sentence's end.
  const asked = model.judge.asked === 'each' ? 'last' : model.judge.asked;
  const { states, width, given } = await readStates(seen, which, asked);
  const spans = which.map((n) => spanOf(examples, n));
  return success({
    ...versions,
    ...{ unit: examples.unit, count, width, asked, approximate: false },
    ...statesAsMap(states, width, which.length),
    spans: Uint32Array.from(spans.flatMap(({ start, end }) => [start, end])),
    lengths: Uint32Array.from(which, (n) => wordsIn(examples, n).length),
    texts: spans.map(({ start, end }) => beginningOf(text.slice(start, end))),
    ...(examples.task === 'classes' && {
      classes: {
        names: model.judge.names,
        wanted: Uint16Array.from(which, (n) => examples.examples[n].class),
        given,
      },
    }),
  });
}

interface ReadStates {
  /** [examples][width] */
  readonly states: Float32Array;
  readonly width: number;
  /** Of classes. */
  readonly given: Uint16Array<ArrayBuffer>;
}

/** Examples that become sequences at a time. */
const portion = 128;

async function readStates(
  { examples, model: { judge }, until }: SeenExamples,
  which: readonly number[],
  asked: Exclude<StateMap['asked'], 'between'>,
): Promise<ReadStates> {
  const given = new Uint16Array(which.length).fill(noAnswer);
  const { width } = judge.reader.shown;
  const states = new Float32Array(which.length * width);
  let from = 0;
  await until(() => {
    const some = which.slice(from, from + portion);
    const sequences = judge.sequencesOf(some.map((n) => wordsIn(examples, n)));
    for (const batch of judge.reader.batches(sequences)) {
      judge.reader.readStates(sequences, batch, asked, (at, state, probabilities) => {
        states.set(state, (from + at) * width);
        given[from + at] = largest(probabilities);
      });
    }
    from += portion;
    return from >= which.length;
  });
  return { states, width, given };
}
