/**
 * The unigram cache (Kuhn & De Mori 1990): a recently used word will be used again. Stateless: it reads
 * the window off the token sequence, so edits and leaving out need no care.
 */
import type { Expert } from './expert';

export interface UnigramCache {
  /** Tokens looked back on. */
  readonly window: number;
  /** The cache's share of the mixture with the model below it, 0..1. */
  readonly weight: number;
}

/** Section 6's reference row. */
export const referenceCache: UnigramCache = { window: 1000, weight: 0.1 };

/**
 * Mixes the frequencies of the tokens before `position` into `out`; leaves it as it is where the
 * window is empty. Sums to 1 if `out` did.
 */
export function mixInCache(
  cache: UnigramCache,
  ids: Int32Array,
  position: number,
  out: Float64Array,
): void {
  const from = Math.max(0, position - cache.window);
  let seen = 0;
  for (let at = from; at < position; at++) if (ids[at] >= 0) seen++;
  if (seen === 0) return;
  const rest = 1 - cache.weight;
  for (let word = 0; word < out.length; word++) out[word] *= rest;
  const each = cache.weight / seen;
  for (let at = from; at < position; at++) if (ids[at] >= 0) out[ids[at]] += each;
}

/** `below` with a unigram cache on top. */
export function withCache(
  name: string,
  below: Expert,
  cache: UnigramCache,
  ids: Int32Array,
): Expert {
  return {
    name,
    distribution(position, out) {
      below.distribution(position, out);
      mixInCache(cache, ids, position, out);
    },
    advance: (position) => below.advance(position),
  };
}
