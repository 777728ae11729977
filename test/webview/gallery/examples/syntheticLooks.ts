/** What a made-up cache looks at: the places where the same word stood, and a little elsewhere. */
import type { CacheLooks, LookedAt } from '../../../../src/shared/questions/attention/cacheLooks';
import type { Versions } from '../../../../src/shared/model/versions';
import type { SyntheticText } from '../syntheticNetwork';

export function syntheticLooks(
  { tokens, spans, known }: SyntheticText,
  token: number,
): Omit<CacheLooks, keyof Versions> {
  const from = Math.max(0, token - 64);
  const came = tokens[token];
  const raw = tokens
    .slice(0, token)
    .map((word, at) => (word === came ? 8 : 0.02 + 0.01 * (at % 3)));
  const sum = raw.reduce((all, one) => all + one, 0);
  const weights = raw.map((one) => one / sum);
  const recent = <T>(of: readonly T[]): T[] => of.slice(from, token);
  const strongest = weights
    .map((weight, at): LookedAt => {
      const passage = tokens.slice(Math.max(0, at - 6), at + 1);
      return { token: at, word: tokens[at], span: spans[at], weight, passage };
    })
    .sort((one, other) => other.weight - one.weight)
    .slice(0, 12);
  const shown = new Set(strongest.map((place) => place.token));
  return {
    ...{ token, isThere: true, trust: 0.17, states: weights.length, approximate: false },
    ...(came !== undefined && { came }),
    recent: {
      ...{ from, tokens: recent(tokens), spans: recent(spans), known: recent(known) },
      weights: Float32Array.from(recent(weights)),
    },
    strongest,
    rest: weights.reduce((all, one, at) => (at < from && !shown.has(at) ? all + one : all), 0),
    spread: 0.42,
    votes: strongest.slice(0, 3).map(({ word, weight }) => ({ word, probability: weight })),
  };
}
