/**
 * Answers how far back the loss at a word reaches. The words before it are read and noted in slices, and
 * the way back is taken in slices, too; what is noted is bounded, so that of a wide network
 * fewer words are followed.
 */
import { cellIds, factsOf, cellOf } from '../../../engine/cells/cells';
import { knownCell } from '../../../engine/cells/cell';
import { hasKeepBias } from '../../../engine/cells/keepBias';
import { mostWordsFor } from '../../../engine/inspection/gradient/gradientFlow';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import type { FreshCell, Gradient, gradientQuestions } from '../../../shared/questions/gradient';
import type { RequestOf } from '../../../shared/questions/question';
import { transferred } from '../../../shared/wire/rpc';
import type { Look } from '../../documents/look';
import { passage } from '../../documents/tokenRanges';
import type { Answers } from '../serveQuestions';
import { createBeside, truncationOf, type BesideNeeds } from './beside';
import { checkAnswer } from './check';
import { buffersOf, follow, gradientOf } from './following';
import { freshAnswer } from './fresh';

export function gradientAnswers(needs: BesideNeeds): Answers<typeof gradientQuestions> {
  const beside = createBeside(needs);
  return {
    gradient: (look, request) => gradientAnswer(look, request, beside),
    freshGradient: freshAnswer,
    checkGradient: checkAnswer,
  };
}

async function gradientAnswer(
  look: Look,
  { token, memory, count: wanted, beside: others = [], paths = [] }: RequestOf<Asked>,
  beside: ReturnType<typeof createBeside>,
): Promise<Result<Gradient, Failure>> {
  const { view } = look;
  const { network } = view.model;
  const { L, H } = network.shape;
  if (token < 1 || token > view.ids.length) return failed({ kind: 'noToken' });
  if (memory && (memory.layer >= L || (memory.unit ?? 0) >= H)) {
    const { layer, unit = 0 } = memory;
    return failed({ kind: 'noUnit', layer, unit, layers: L, units: H });
  }
  const count = Math.min(wanted, token, mostWordsFor(network));
  const from = token - count;
  const { state, approximate } = await look.stateBefore(from);
  const target = token < view.ids.length ? view.ids.id(token) : view.model.vocabulary.unknown;
  const ids = Array.from({ length: count }, (_, n) => view.ids.id(from + n));
  const asked = { predictor: view.predictor, ids, state, target, ...(memory && { memory }) };
  const own = await follow(look, asked);
  const all = await beside(look, { token, from, ids: others, paths });
  const answer: Gradient = {
    ...view.versions,
    ...{ token, approximate, cells: freshCells(), beside: all },
    ...(token < view.ids.length && { word: view.text.token(token) }),
    ...gradientOf(network, own),
    passage: passage(view, from, count),
    ...truncationOf(view.model.plan),
  };
  return transferred(success(answer), [
    ...buffersOf(answer),
    ...all.flatMap((one) => ('layers' in one ? buffersOf(one) : [])),
  ]);
}

type Asked = typeof gradientQuestions.gradient;

const freshCells = (): FreshCell[] =>
  cellIds.map((id) => ({
    ...{ id, title: factsOf(cellOf(id)).title, keeps: hasKeepBias(knownCell(id)) },
  }));
