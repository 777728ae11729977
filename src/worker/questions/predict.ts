/** What the network alone expects at a place, and what came. For reader and analyst. */
import { rank, top } from '../../engine/reading/bitsAndRank';
import type { WordProbability } from '../../shared/api';
import type { PredictionAnswer } from '../../shared/questions/reader';
import type { DocumentView } from '../view/documentView';
import type { Look } from '../documents/look';

export async function predictionAt(
  look: Look,
  request: { readonly offset: number; readonly count: number },
): Promise<PredictionAnswer> {
  const { view } = look;
  const next = view.text.indexAt(request.offset) + 1;
  const { state, approximate } = await look.stateBefore(next);
  const probabilities = view.predictor.probabilities(state);
  const tokens = words(view, top(probabilities, request.count, isKnown(view)));
  const answer = { ...view.versions, tokens, approximate };
  if (next >= view.ids.length) return answer;
  const id = view.ids.id(next);
  const actual = {
    word: view.text.token(next),
    probability: probabilities[id],
    rank: rank(probabilities, id),
  };
  return { ...answer, actual };
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
