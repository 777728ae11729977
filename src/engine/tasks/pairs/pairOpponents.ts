/** Who writes targets without a network. Each learns from the training pairs. */
import { inOneGo, mapped, type Steps } from '../../steps';
import type { Pair } from './readPairs';

export interface PairOpponent {
  readonly name: string;
  readonly write: (source: string) => string;
}

export const pairOpponents = (train: readonly Pair[]): PairOpponent[] =>
  inOneGo(learningPairOpponents(train));

export function* learningPairOpponents(train: readonly Pair[]): Steps<PairOpponent[]> {
  const frequent = mostFrequent(train.map(({ target }) => target));
  return [
    { name: 'copySource', write: (source) => source },
    { name: 'mostFrequentTarget', write: () => frequent },
    yield* nearestSource(train),
  ];
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  let best = '';
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if ((counts.get(text) ?? 0) > (counts.get(best) ?? 0)) best = text;
  }
  return best;
}

/** The target of the training source with which it shares most pairs of letters, by their number (Dice). */
function* nearestSource(train: readonly Pair[]): Steps<PairOpponent> {
  const known = yield* mapped(
    train,
    ({ source, target }) => ({ source: pairsOfLetters(source), target }),
    ({ source }) => 8 * source.length,
  );
  return {
    name: 'nearestSource',
    write(source) {
      const own = pairsOfLetters(source);
      let best = { likeness: -1, target: '' };
      for (const other of known) {
        let shared = 0;
        for (const pair of own) if (other.source.has(pair)) shared++;
        const likeness = (2 * shared) / (own.size + other.source.size);
        if (likeness > best.likeness) best = { likeness, target: other.target };
      }
      return best.target;
    },
  };
}

/** Its beginning and its end count as letters. */
function pairsOfLetters(source: string): Set<string> {
  const letters = ['\n', ...source, '\n'];
  return new Set(letters.slice(1).map((letter, n) => letters[n] + letter));
}
