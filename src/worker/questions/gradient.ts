/**
 * Answers how far back the loss at a word reaches. The words before it are read and noted in slices, and
 * the way back is taken in slices, too; what is noted is bounded, so that of a wide network
 * fewer words are followed.
 */
import * as v from 'valibot';
import {
  createCarousel,
  createGradientFlow,
  mostWordsFor,
} from '../../engine/inspection/gradient/gradientFlow';
import { planSchema } from '../../engine/training/plan';
import { failed, success } from '../../shared/failures';
import type { Gradient, gradientQuestions } from '../../shared/questions/gradient';
import { transferred } from '../../shared/wire/rpc';
import { passage } from '../documents/tokenRanges';
import type { Look } from '../documents/look';
import type { Answers } from './serveQuestions';

export const gradientAnswers: Answers<typeof gradientQuestions> = {
  async gradient(look, request) {
    const { view } = look;
    const { network } = view.model;
    const { token, unit: asked } = request;
    const { L, H } = network.shape;
    if (token < 1 || token > view.ids.length) return failed({ kind: 'noToken' });
    if (asked && (asked.layer >= L || asked.unit >= H)) {
      return failed({ kind: 'noUnit', ...asked, layers: L, units: H });
    }
    const count = Math.min(request.count, token, mostWordsFor(network));
    const from = token - count;
    const flow = createGradientFlow(network, count);
    const carousel = asked && createCarousel(network, asked.layer, asked.unit);
    const { state, approximate } = await look.stateBefore(from);
    let at = from;
    await look.until(() => {
      view.predictor.read(view.ids.id(at), state);
      flow.note(view.predictor.layers);
      carousel?.note(view.predictor.layers);
      return ++at === token;
    });
    const target = token < view.ids.length ? view.ids.id(token) : view.model.vocabulary.unknown;
    const probabilities = view.predictor.probabilities(state);
    const loss = -Math.log(probabilities[target]);
    const back = flow.back(probabilities, target);
    await look.until(back.advance);
    const shares = carousel?.shares();
    const layers = titled(look, back.lengths);
    const answer: Gradient = {
      ...view.versions,
      ...{ token, loss, layers, approximate },
      passage: passage(view, from, count),
      ...(shares && { carousel: shares }),
      ...truncationOf(view.model.plan),
    };
    const buffers = layers.flat().map(({ lengths }) => lengths.buffer);
    return transferred(success(answer), shares ? [...buffers, shares.buffer] : buffers);
  },
};

function titled(
  { view }: Look,
  lengths: readonly Readonly<Record<string, Float64Array<ArrayBuffer>>>[],
): Gradient['layers'] {
  return view.model.network.layout.layers.map(({ cell }, l) =>
    cell.compiled.states.map(({ letter }) => ({
      letter,
      title: cell.description.quantities.find((it) => it.letter === letter)?.title ?? letter,
      lengths: lengths[l][letter],
    })),
  );
}

function truncationOf(plan: unknown): Pick<Gradient, 'truncation'> {
  const read = v.safeParse(planSchema, plan);
  return read.success ? { truncation: read.output.T } : {};
}
