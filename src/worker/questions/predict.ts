/** What the network alone expects at a place, and what came. For reader and analyst. */
import { rank, top } from '../../engine/reading/bitsAndRank';
import type { WordProbability } from '../../shared/api';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { PredictionAnswer } from '../../shared/questions/predict';
import type { DocumentView } from '../view/documentView';
import type { Look } from '../documents/look';

export async function predictionAt(
  look: Look,
  request: { readonly token: number; readonly count: number },
): Promise<Result<PredictionAnswer, Failure>> {
  const { view } = look;
  const next = request.token + 1;
  if (next > view.ids.length) return failed({ kind: 'noToken' });
  const { state, approximate } = await look.stateBefore(next);
  const probabilities = view.predictor.probabilities(state);
  const tokens = words(view, top(probabilities, request.count, isKnown(view)));
  const sign = view.model.vocabulary.unknown;
  const unknown = { probability: probabilities[sign], rank: rank(probabilities, sign) };
  const answer = { ...view.versions, tokens, unknown, approximate };
  if (next >= view.ids.length) return success(answer);
  const id = view.ids.id(next);
  const actual = {
    word: view.text.token(next),
    probability: probabilities[id],
    rank: rank(probabilities, id),
    known: id !== sign,
  };
  return success({ ...answer, actual });
}

export const isKnown =
  ({ model }: DocumentView) =>
  (id: number): boolean =>
    id !== model.vocabulary.unknown;

export function words(
  { model }: DocumentView,
  best: readonly { id: number; probability: number }[],
): WordProbability[] {
  return best.map(({ id, probability }) => ({ word: model.vocabulary.words[id], probability }));
}
