/**
 * The baselines of design section 6 that come from counts alone. Counted on the training part; only
 * the cache continues to learn afterwards.
 */
import { askedOnce, type Expert } from '../experts/expert';
import { buildKneserNey } from '../experts/ngram/kneserNey';
import { ngramExpert } from '../experts/ngram/ngramExpert';
import { referenceCache, withCache } from '../experts/unigramCache';
import type { EvaluationText } from './evaluationText';

/** @returns unigram, ngram3, ngram5, ngram3Cache; each may be a part of a mixture as well */
export function ngramRows({ ids, words, split }: EvaluationText): Expert[] {
  const { from, to } = split.train;
  const counted = (name: string, order: number): Expert => {
    const model = buildKneserNey(ids, from, to, { order, vocabulary: words.length });
    return askedOnce(ngramExpert(name, model, ids), words.length);
  };
  const ngram3 = counted('ngram3', 3);
  const cached = withCache('ngram3Cache', ngram3, referenceCache, ids);
  const rows = [counted('unigram', 1), ngram3, counted('ngram5', 5)];
  return [...rows, askedOnce(cached, words.length)];
}
