/** The words of an answer with their ranks, the one that came at the end where it is not among them. */
import type { PredictionAnswer } from '../../src/shared/questions/predict';

export interface RankedWord {
  readonly word: string;
  readonly probability: number;
  readonly rank: number;
  readonly came: boolean;
}

export function rankedWords({
  tokens,
  actual,
}: Pick<PredictionAnswer, 'tokens' | 'actual'>): RankedWord[] {
  const listed = tokens.map((token, place) => ({
    ...token,
    rank: place + 1,
    came: actual?.rank === place + 1,
  }));
  return actual && actual.rank > listed.length ? [...listed, { ...actual, came: true }] : listed;
}
