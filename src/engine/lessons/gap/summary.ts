/** Runs of several seeds as one row for each network: the mean, and how far it may be off. */
import type { GapAccuracy } from './measuring';
import { guessed } from './opponents';
import type { GapRun } from './gap';
import { testCount } from './settings';

export interface GapShare {
  readonly gap: number;
  /** Answered rightly, 0 to 1. */
  readonly share: number;
  /** One standard error: of all sentences, or between seeds where that is larger. */
  readonly error: number;
}

export interface GapRow {
  readonly name: string;
  readonly shares: readonly GapShare[];
}

export interface CellRow extends GapRow {
  /** Of each seed: steps until it was solved; absent where it never was. */
  readonly solvedAfter: readonly (number | undefined)[];
  readonly hasKeepBias: boolean;
  /** Gaps at which it is within two standard errors of the better opponent. */
  readonly ties: readonly number[];
}

export function guessingRow(seeds: number, gaps: readonly number[]): GapRow {
  const error = Math.sqrt((guessed * (1 - guessed)) / (testCount * seeds));
  return { name: 'guess', shares: gaps.map((gap) => ({ gap, share: guessed, error })) };
}

/** @param seeds what was measured from each */
export function rowOf(name: string, seeds: readonly (readonly GapAccuracy[])[]): GapRow {
  return {
    name,
    shares: seeds[0].map(({ gap }, n) => ({
      ...{ gap, ...meanOf(seeds.map((measured) => measured[n])) },
    })),
  };
}

/** @param runs of one network, a seed each */
export function cellRow(
  name: string,
  runs: readonly GapRun[],
  opponents: readonly GapRow[],
): CellRow {
  const row = rowOf(
    name,
    runs.map(({ accuracy }) => accuracy),
  );
  const isTie = ({ share, error }: GapShare, n: number): boolean => {
    const [best] = opponents
      .map(({ shares }) => shares[n])
      .sort((one, other) => other.share - one.share);
    return Math.abs(share - best.share) <= 2 * Math.sqrt(error * error + best.error * best.error);
  };
  return {
    ...row,
    solvedAfter: runs.map(({ solved, steps }) => (solved ? steps : undefined)),
    hasKeepBias: runs.every((run) => run.hasKeepBias),
    ties: row.shares.filter(isTie).map(({ gap }) => gap),
  };
}

function meanOf(measured: readonly GapAccuracy[]): Omit<GapShare, 'gap'> {
  const shares = measured.map(({ right, of }) => right / of);
  const count = shares.length;
  const share = shares.reduce((sum, one) => sum + one, 0) / count;
  const ofSentences = (share * (1 - share)) / (measured[0].of * count);
  const spread = shares.reduce((sum, one) => sum + (one - share) * (one - share), 0);
  const ofSeeds = count === 1 ? 0 : spread / (count - 1) / count;
  return { share, error: Math.sqrt(Math.max(ofSentences, ofSeeds)) };
}
