/** Puts another word in a token's place: which, and with what weights. For long questions only. */
import { asToken } from '../../../engine/text/tokens/tokenizer';
import type { ParallelReadings } from '../../../engine/reading/parallelReadings';
import type { Alternative } from '../../../engine/inspection/substitution';
import { padded, weighted } from '../../../engine/inspection/substitution';
import { top } from '../../../engine/reading/bitsAndRank';
import type { WordProbability } from '../../../shared/api';
import type { Failure, Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import type { Replacement } from '../../../shared/questions/memory';
import type { LongQuestionMemory } from '../../models/longQuestionMemory';
import { likelyAlternatives } from '../../models/longQuestionMemory';
import type { DocumentView } from '../../view/documentView';
import type { Look } from '../../documents/look';

const likelyListed = 12;

export interface Replaced {
  readonly readings: ParallelReadings;
  readonly instead: readonly Alternative[];
  readonly words: readonly WordProbability[];
  readonly likely: readonly WordProbability[];
  readonly state: Awaited<ReturnType<Look['stateBefore']>>['state'];
  readonly approximate: boolean;
}

/** What is put in a token's place, and the lanes to read it in. */
export async function replaceWord(
  look: Look,
  memory: LongQuestionMemory,
  token: number,
  replacement: Replacement,
): Promise<Result<Replaced, Failure>> {
  const { view } = look;
  const { vocabulary, network } = view.model;
  if (token >= view.ids.length) return failed({ kind: 'noToken' });
  const { state, approximate } = await look.stateBefore(token);
  const own = view.ids.id(token);
  const best = top(
    view.predictor.probabilities(state),
    likelyListed,
    (id) => id !== vocabulary.unknown && id !== own,
  );
  const alternatives = alternativesFor(view, replacement, best);
  if (!alternatives.ok) return alternatives;
  const readings = replacement.kind === 'word' ? memory.two(network) : memory.many(network);
  return success({
    readings,
    instead: padded(alternatives.value, readings.B - 1),
    words: alternatives.value.map(({ id, weight }) => ({
      word: vocabulary.words[id],
      probability: weight,
    })),
    likely: best.map(({ id, probability }) => ({ word: vocabulary.words[id], probability })),
    state,
    approximate,
  });
}

function alternativesFor(
  { model }: DocumentView,
  replacement: Replacement,
  best: readonly { id: number; probability: number }[],
): Result<readonly Alternative[], Failure> {
  if (replacement.kind === 'word') {
    const id = model.vocabulary.id(asToken(replacement.word, model.cut));
    if (id === model.vocabulary.unknown) {
      return failed({ kind: 'unknownWord', word: replacement.word });
    }
    return success([{ id, weight: 1 }]);
  }
  const likely = weighted(best.slice(0, likelyAlternatives));
  return likely.length === 0 ? failed({ kind: 'unknownWord', word: '' }) : success(likely);
}
