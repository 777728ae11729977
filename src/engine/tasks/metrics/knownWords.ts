/** Accuracy of labels on words that were seen in training and on those that were not, apart. */
import type { LabelSentence } from '../examples';
import { accuracyOf, type Accuracy } from './accuracy';

export interface TokenResult extends Accuracy {
  readonly known: Accuracy;
  readonly unknown: Accuracy;
}

export const seenWords = (train: readonly LabelSentence[]): ReadonlySet<string> =>
  new Set(train.flatMap(({ words }) => words));

/** @param given the labels of each sentence, token by token */
export function tokenResult(
  sentences: readonly LabelSentence[],
  given: readonly ArrayLike<number>[],
  seen: ReadonlySet<string>,
): TokenResult {
  const right = { known: 0, unknown: 0 };
  const count = { known: 0, unknown: 0 };
  sentences.forEach(({ words, labels }, n) => {
    words.forEach((word, at) => {
      const kind = seen.has(word) ? 'known' : 'unknown';
      count[kind]++;
      if (given[n][at] === labels[at]) right[kind]++;
    });
  });
  return {
    ...accuracyOf(right.known + right.unknown, count.known + count.unknown),
    known: accuracyOf(right.known, count.known),
    unknown: accuracyOf(right.unknown, count.unknown),
  };
}
