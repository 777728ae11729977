/**
 * What the three experts of completion say about one place of a text, and their mixture: the n-gram
 * over the whole document, the network, and the neural cache. An expert that has nothing to say (no
 * network yet, an empty cache) is silent; its weight goes to the others.
 */
import { distribution, leavingOut, type KneserNey } from './ngram/kneserNey';
import { addVotes, type NeuralCache } from './neuralCache';

/** The experts in the order of weights, parts and shares. */
export const expertNames = ['ngram', 'network', 'cache'] as const;
export const experts = expertNames.length;

/** The place asked about. */
export interface Place {
  /** The text, in the ids of the words asked for. */
  readonly ids: Int32Array;
  readonly position: number;
  /** The n-gram has learnt the token that stands there: its own n-grams are left out. */
  readonly counted: boolean;
}

export interface NetworkVote {
  /** Fills [S] with the network's probabilities. */
  readonly fill: (out: Float64Array) => void;
  /** [H] the state before the place. */
  readonly hidden: Float32Array;
  readonly cache: NeuralCache;
  readonly theta: number;
}

export interface ExpertVotes {
  /** [3][S] */
  parts: Float64Array[];
  readonly speaks: boolean[];
}

export function createExpertVotes(size: number): ExpertVotes {
  return {
    parts: expertNames.map(() => new Float64Array(size)),
    speaks: expertNames.map(() => false),
  };
}

/** Makes sure that there is room for S words, and not much more. */
export function resizeExpertVotes(votes: ExpertVotes, size: number): void {
  if (votes.parts[0].length !== size) {
    votes.parts = expertNames.map(() => new Float64Array(size));
  }
}

export function askNgram(votes: ExpertVotes, ngram: KneserNey, place: Place): void {
  const [out] = votes.parts;
  const { ids, position, counted } = place;
  const ask = (): void => distribution(ngram, ids, position, out);
  if (counted) leavingOut(ngram, ids, position, ask);
  else ask();
  votes.speaks[0] = true;
}

/** The network and its cache; both are silent without an opinion. */
export function askNetwork(
  { parts, speaks }: ExpertVotes,
  opinion: NetworkVote | undefined,
  position: number,
): void {
  speaks[1] = opinion !== undefined;
  speaks[2] = false;
  if (!opinion) return;
  const [, network, votes] = parts;
  opinion.fill(network);
  const { cache, hidden, theta } = opinion;
  votes.fill(0);
  speaks[2] = addVotes(cache, { hidden, before: position }, theta, 1, votes);
}

/** The network without its cache, which is silent. */
export function askNetworkAlone({ parts, speaks }: ExpertVotes, fill: NetworkVote['fill']): void {
  fill(parts[1]);
  speaks[1] = true;
  speaks[2] = false;
}

/** The weights of the experts that are not silent, scaled to sum to 1. */
export function weightsOfSpeakers(
  weights: ArrayLike<number>,
  speaks: readonly boolean[],
): number[] {
  const given = speaks.map((speaking, k) => (speaking ? weights[k] : 0));
  const total = given.reduce((sum, weight) => sum + weight, 0);
  const speakers = speaks.filter(Boolean).length;
  // Experts of weight 0 vote, too, if the others are silent.
  if (!(total > 0)) return speaks.map((speaking) => (speaking ? 1 / speakers : 0));
  return given.map((weight) => weight / total);
}

/** @param out [S or more] the mixture; sums to 1 if the parts do; 0 beyond S */
export function mixVotes(
  { parts, speaks }: ExpertVotes,
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  out.fill(0);
  weightsOfSpeakers(weights, speaks).forEach((weight, k) => {
    if (weight === 0) return;
    const part = parts[k];
    for (let word = 0; word < part.length; word++) out[word] += weight * part[word];
  });
}

/**
 * How much of the mass of words that are not in the lexicon lies on those with one prefix: as much
 * as of the words that are.
 * @param mass of all of them
 * @param ranged how many words of the lexicon have the prefix, of so many that are offered
 */
export function newWordsMass(mass: number, ranged: number, offered: number): number {
  return (mass * (ranged + 1)) / (offered + 1);
}

/** How much of a word's probability came from each expert; sums to 1, all 0 for an impossible word. */
export function sharesOfWord(
  { parts, speaks }: ExpertVotes,
  weights: ArrayLike<number>,
  word: number,
): number[] {
  const given = weightsOfSpeakers(weights, speaks).map((weight, k) => weight * parts[k][word]);
  const total = given.reduce((sum, part) => sum + part, 0);
  return given.map((part) => (total > 0 ? part / total : 0));
}
