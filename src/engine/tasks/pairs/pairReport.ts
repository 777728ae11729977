/** How many targets each writes exactly, and how that changes with the length of the source. Plain data. */
import { accuracyOf, differenceOf, type Difference } from '../metrics/accuracy';
import type { PairModel } from './pairModel';
import { letters } from './pairTokens';
import type { Pair, Pairs } from './readPairs';

export interface PairRow {
  /** In percent. */
  readonly exactMatch: number;
  readonly standardError: number;
  readonly byLength: readonly LengthRow[];
  /** Against the network: positive where this one is better. */
  readonly against?: { readonly network: Difference };
}

export interface LengthRow {
  /** Tokens of the source. */
  readonly length: number;
  readonly pairs: number;
  /** In percent. */
  readonly exactMatch: number;
}

export interface GivenTargets {
  readonly name: string;
  /** For each test pair. */
  readonly targets: readonly string[];
}

/** @param network the name of the row that others are compared with */
export function pairRowsOf(
  test: readonly Pair[],
  units: Pairs['units'],
  all: readonly GivenTargets[],
  network: string,
): Record<string, PairRow> {
  const hits = ({ targets }: GivenTargets): boolean[] => hitsOf(test, units, targets);
  const ours = all.find(({ name }) => name === network);
  const entries = all.map((given): [string, PairRow] => {
    const right = hits(given);
    const against = ours && given !== ours ? { network: difference(right, hits(ours)) } : undefined;
    return [given.name, { ...rowOf(test, units, right), ...(against && { against }) }];
  });
  return Object.fromEntries(entries);
}

/** How many targets an opened model writes exactly, and by the length of the source. */
export function exactMatchOf(
  { facts, write }: Pick<PairModel, 'facts' | 'write'>,
  pairs: readonly Pair[],
): PairRow {
  const targets = write(pairs.map(({ source }) => source)).map(({ target }) => target);
  return rowOf(pairs, facts.units, hitsOf(pairs, facts.units, targets));
}

const hitsOf = (
  test: readonly Pair[],
  units: Pairs['units'],
  targets: readonly string[],
): boolean[] => test.map(({ target }, n) => isSameTarget(targets[n], target, units));

/** Words are the same whatever space is between them. */
export const isSameTarget = (
  one: string,
  other: string,
  { target }: Pick<Pairs['units'], 'target'>,
): boolean =>
  target === 'letters'
    ? one === other
    : letters(one, target).join(' ') === letters(other, target).join(' ');

function rowOf(
  test: readonly Pair[],
  { source }: Pairs['units'],
  right: readonly boolean[],
): Omit<PairRow, 'against'> {
  const byLength = new Map<number, { right: number; pairs: number }>();
  test.forEach((pair, n) => {
    const { length } = letters(pair.source, source);
    const found = byLength.get(length) ?? { right: 0, pairs: 0 };
    byLength.set(length, {
      right: found.right + Number(right[n]),
      pairs: found.pairs + 1,
    });
  });
  const { accuracy, standardError } = accuracyOf(right.filter(Boolean).length, test.length);
  return {
    ...{ exactMatch: accuracy, standardError },
    byLength: [...byLength]
      .sort(([one], [other]) => one - other)
      .map(([length, found]) => ({
        ...{ length, pairs: found.pairs },
        exactMatch: (100 * found.right) / found.pairs,
      })),
  };
}

function difference(one: readonly boolean[], other: readonly boolean[]): Difference {
  const count = Math.max(1, one.length);
  const points = one.map((hit, n) => Number(hit) - Number(other[n]));
  const mean = points.reduce((sum, point) => sum + point, 0) / count;
  const variance = points.reduce((sum, point) => sum + (point - mean) * (point - mean), 0) / count;
  return differenceOf(100 * mean, 100 * Math.sqrt(variance / count));
}
