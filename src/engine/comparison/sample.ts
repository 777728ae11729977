/**
 * Which of the common words are judged. Judging costs the product of state and vocabulary, so of a long text
 * passages are taken, evenly spread; each is read from some words before it, where a network's state
 * has nearly become what it is in the whole text.
 */
import type { CommonWord } from './commonWords';
import type { JudgedStretch } from './tokenBits';

/** Common words in a row, `from` to `to` (excluded). */
export interface WordPassage {
  readonly from: number;
  readonly to: number;
}

const passageWords = 256;
/** Tokens read before a passage. */
const warmUp = 256;

/** @param most common words; all of them are one passage, read from the text's beginning */
export function passagesOf(words: number, most: number): readonly WordPassage[] {
  if (words <= most) return words === 0 ? [] : [{ from: 0, to: words }];
  const count = Math.max(1, Math.floor(most / passageWords));
  const length = Math.min(passageWords, most);
  return Array.from({ length: count }, (_, n) => {
    const from = count === 1 ? 0 : Math.round((n * (words - length)) / (count - 1));
    return { from, to: from + length };
  });
}

/** What one of the models reads of them. */
export function stretchesOf(
  passages: readonly WordPassage[],
  common: readonly CommonWord[],
  side: 0 | 1,
): readonly JudgedStretch[] {
  const isWhole = passages.length === 1 && passages[0].to === common.length;
  return passages.map(({ from, to }) => {
    const first = common[from].from[side];
    const start = isWhole ? 0 : Math.max(0, first - warmUp);
    return { start, from: first, to: common[to - 1].to[side] };
  });
}
