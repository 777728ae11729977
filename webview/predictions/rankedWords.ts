/**
 * The words of an answer with their ranks, all unknown words as one among them, and the one that
 * came at the end where it is not there.
 */
import { unknownPhrase } from '../../src/shared/unknownWords';
import type { PredictionAnswer } from '../../src/shared/questions/predict';

export interface RankedWord {
  readonly word: string;
  readonly probability: number;
  readonly rank: number;
  readonly came: boolean;
  readonly known: boolean;
}

export type Ranked = Pick<PredictionAnswer, 'tokens' | 'actual'> &
  Partial<Pick<PredictionAnswer, 'unknown'>>;

export function rankedWords({ tokens, actual, unknown }: Ranked): RankedWord[] {
  const isAbove = (place: number): boolean => unknown !== undefined && unknown.rank <= place + 1;
  const listed = tokens.map((token, place) => {
    const rank = place + (isAbove(place) ? 2 : 1);
    return { ...token, rank, came: actual?.known !== false && actual?.rank === rank, known: true };
  });
  const sign = unknown && {
    ...{ word: anyUnknown, ...unknown, known: false },
    came: actual?.known === false,
  };
  const isListed = sign?.came === true || listed.some(({ came }) => came);
  const outside = actual && !isListed ? [{ ...actual, came: true }] : [];
  return [...listed, ...(sign ? [sign] : []), ...outside].sort(
    (one, other) => one.rank - other.rank,
  );
}

/** To the network, all of them are one symbol. */
export const anyUnknown = `any word ${unknownPhrase}`;
