/** Which tokens a walk goes through: the sentence around a token, as far as the words at hand go. */
import type { Range } from '../gates/map/geometry';

/** How many words around the token are asked for, on each side. */
export const wordsAround = 40;

const ends = /^(?:[.!?…。！？]+|\n{2,})$/u;

/**
 * @param tokens from token `from` of the document on
 * @param at the token in the document
 */
export function sentenceAround(tokens: readonly string[], from: number, at: number): Range {
  const place = at - from;
  if (place < 0 || place >= tokens.length) return { from: at, count: 0 };
  let first = place;
  while (first > 0 && !ends.test(tokens[first - 1] ?? '')) first--;
  let last = place;
  while (last < tokens.length - 1 && !ends.test(tokens[last] ?? '')) last++;
  return { from: from + first, count: last - first + 1 };
}

/** The steps to ask for, so that the copies before and after the word are there when it unfolds. */
export function stepsAround(token: number, tokens: number): Range {
  const from = Math.max(0, Math.min(token - 2, tokens - 4));
  return { from, count: Math.min(4, tokens - from) };
}
