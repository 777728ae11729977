/**
 * Draws a word from a distribution at a temperature: from probabilities to the power 1 / T, or at 0
 * the most probable one. Words are drawn in a fixed order (by probability, then by their letters),
 * so that the same random numbers give the same words, whatever their ids are.
 */
import { exp, log } from '../math';
import type { Random } from '../random';

/** Less probable than the best by more than this is never drawn: rare words add up to nonsense. */
const faintest = 1e-4;

export interface WordDistribution {
  readonly words: readonly string[];
  /** By id, as many as there are words or more. */
  readonly probabilities: ArrayLike<number>;
  readonly mayCome: (id: number) => boolean;
}

/** @returns the word's id; undefined where none may come */
export function sampleWord(
  lot: WordDistribution,
  temperature: number,
  random: Random,
): number | undefined {
  const candidates = likely(lot);
  const [best] = candidates;
  if (candidates.length === 0) return undefined;
  if (temperature === 0) return best;
  const { probabilities } = lot;
  const most = probabilities[best];
  const weights = candidates.map((id) => exp(log(probabilities[id] / most) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = random.next() * total;
  const drawn = weights.findIndex((weight) => (left -= weight) < 0);
  return candidates[drawn < 0 ? candidates.length - 1 : drawn];
}

/** The most probable first. */
function likely({ words, probabilities, mayCome }: WordDistribution): number[] {
  let most = 0;
  for (let id = 0; id < words.length; id++) {
    if (probabilities[id] > most && mayCome(id)) most = probabilities[id];
  }
  const found: number[] = [];
  for (let id = 0; id < words.length; id++) {
    if (probabilities[id] > 0 && probabilities[id] >= faintest * most && mayCome(id)) {
      found.push(id);
    }
  }
  return found.sort(
    (a, b) => probabilities[b] - probabilities[a] || (words[a] < words[b] ? -1 : 1),
  );
}
