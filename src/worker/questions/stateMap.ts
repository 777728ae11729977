/**
 * Answers what the network holds after each sentence of a text, as points on the two directions in which these states differ
 * most. The text is read in its order: a state holds what came before its sentence, too.
 */
import { sentencesIn } from '../../engine/inspection/components/sentences';
import { success } from '../../shared/failures';
import { mostMapped, type stateMapQuestions } from '../../shared/questions/stateMap';
import { stretchAround, surveyed } from '../documents/tokenRanges';
import { beginningOf, statesAsMap } from '../view/statesAsMap';
import type { Answers } from './serveQuestions';

export const stateMapAnswers: Answers<typeof stateMapQuestions> = {
  async sentenceStates(look, { token }) {
    const { view } = look;
    const { text, predictor } = view;
    const { H, L } = view.model.network.shape;
    const { from, count } = stretchAround(view, token, surveyed(view));
    const all = sentencesIn((n) => text.token(n), { from, to: from + count });
    const sentences = nearTo(all, token);
    const first = sentences.at(0)?.from ?? from;
    const read = (sentences.at(-1)?.to ?? from) - first;
    const states = new Float32Array(sentences.length * H);
    let next = 0;
    const approximate = await look.read(first, read, (at) => {
      if (next >= sentences.length || at !== sentences[next].to - 1) return;
      states.set(predictor.layers[L - 1].h.subarray(0, H), next++ * H);
    });
    return success({
      ...view.versions,
      ...{ unit: 'sentence', count: all.length, width: H, asked: 'last', approximate },
      ...statesAsMap(states, H, sentences.length),
      spans: Uint32Array.from(
        sentences.flatMap(({ from: start, to }) => [text.start(start), text.end(to - 1)]),
      ),
      lengths: Uint32Array.from(sentences, ({ from: start, to }) => to - start),
      texts: sentences.map(({ from: start, to }) =>
        beginningOf(text.slice(text.start(start), text.end(to - 1))),
      ),
    });
  },
};

/** Of more than are shown those around a token. */
function nearTo<R extends { readonly from: number }>(
  all: readonly R[],
  token: number,
): readonly R[] {
  if (all.length <= mostMapped) return all;
  const at = all.findIndex(({ from }) => from > token);
  const middle = at < 0 ? all.length : at;
  const first = Math.max(0, Math.min(middle - mostMapped / 2, all.length - mostMapped));
  return all.slice(first, first + mostMapped);
}
