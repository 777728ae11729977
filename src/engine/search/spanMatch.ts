/**
 * Which units are on over exactly one span, as LSTMVis asks (Strobelt et al. 2018): on at each of its
 * tokens, and not just before and after. One span has no second half to be confirmed on; instead, the
 * number of other spans of its length with as many such units is reported. *On* is the highest quarter
 * of a unit's values over the stretch, or the lowest.
 */
import type { Run } from './labels';
import { createRanker, type Ranker } from './ranks';

export type Side = 'high' | 'low';
const sides = ['high', 'low'] as const;

export interface SpanMatch {
  readonly side: Side;
  /** Other spans of this length that the unit is on over exactly. */
  readonly elsewhere: number;
}

export interface SpanMatcher {
  /** @returns how the unit is on over the span; at most one way */
  note(values: Float32Array): SpanMatch | undefined;
  /** Spans of the length that do not overlap with this one, and how many are matched as often. */
  compared(): { readonly spans: number; readonly asMany: number };
}

/** @param ranker for as many values as there are tokens */
export function createSpanMatcher(
  { start, end }: Run,
  tokens: number,
  ranker: Ranker = createRanker(tokens),
): SpanMatcher {
  const length = end - start;
  const ranks = ranker.integers(tokens);
  /** By first token: how many units are on over exactly that span. */
  const matched = new Uint32Array(tokens);

  function matchOf(side: Side): SpanMatch | undefined {
    let elsewhere = 0;
    let here = false;
    for (let token = 0; token < tokens; token++) {
      if (!isOn(ranks[token], side, tokens)) continue;
      const from = token;
      while (token < tokens && isOn(ranks[token], side, tokens)) token++;
      if (token - from !== length) continue;
      matched[from]++;
      if (from === start) here = true;
      else elsewhere++;
    }
    return here ? { side, elsewhere } : undefined;
  }

  return {
    note(values) {
      ranker.rank(values, ranks);
      const [high, low] = sides.map(matchOf);
      return high ?? low;
    },
    compared() {
      let spans = 0;
      let asMany = 0;
      for (let from = 0; from + length <= tokens; from++) {
        if (Math.abs(from - start) < length) continue;
        spans++;
        if (matched[from] >= matched[start]) asMany++;
      }
      return { spans, asMany };
    },
  };
}

/** Of doubled ranks, which go from 2 to 2 n. */
const isOn = (rank: number, side: Side, n: number): boolean =>
  side === 'high' ? rank > 1.5 * n + 1 : rank < 0.5 * n + 1;
