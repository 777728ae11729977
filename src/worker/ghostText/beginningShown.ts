/** The beginning of several words that is offered where the ending of none of them is sure. */
import { usualMinimumLetters } from '../../engine/ghostText/completionTuning';
import type { Showing } from '../../engine/ghostText/adaptiveThreshold';
import { stemThreshold } from '../../engine/ghostText/stemThreshold';
import { stemsOf } from '../../engine/ghostText/stems';
import type { Candidate } from '../../shared/questions/editor/ghostText';
import type { BegunWords } from './begunWords';
import type { WordsRequest } from './characterBeam';

/**
 * @returns the longest that is sure enough; where somebody wants to know why there is none, the one that
 *   lacks least
 */
export function beginningShown(
  { candidates, whole, others }: BegunWords,
  { precision, beginning, explained = false }: WordsRequest,
  showing: Omit<Showing, 'precision'>,
): Candidate | undefined {
  if (precision === undefined) return undefined;
  const letters = [...beginning].length;
  const found = stemsOf(candidates, beginning, whole + others, usualMinimumLetters).map((one) => ({
    ...one,
    ...stemThreshold({ ...showing, precision }, letters, one.saved),
  }));
  const sure = found.findLast(({ probability, needed }) => probability >= needed);
  if (!sure && !explained) return undefined;
  const lacks = (one: (typeof found)[number]): number => one.needed - one.probability;
  const best = sure ?? found.sort((one, other) => lacks(one) - lacks(other)).at(0);
  if (!best) return undefined;
  const { stem, probability, saved, needed, learnt, followed } = best;
  return {
    ...{ word: stem, probability, saves: saved, shown: sure !== undefined },
    ...(explained ? { showing: { probability, needed, learnt, followed } } : {}),
  };
}
