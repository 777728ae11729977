/**
 * What may come at one place of a document: the votes of completion's three experts (the n-gram of
 * its words, the network, and the cache over the states before the place), and their mixture. It
 * learns nothing and reads nothing: the weights to mix by and the network's state are handed in.
 *
 * Invariant: the arrays are used again, so votes and probabilities are of the place asked about
 * last, and `mixVotesAt` comes after `askExperts` about the same place.
 */
import {
  askNetwork,
  askNgram,
  createExpertVotes,
  expertNames,
  mixVotes,
  resizeExpertVotes,
  type ExpertVotes,
  type Place,
} from '../../engine/experts/expertVotes';
import { overOpenVocabulary } from '../../engine/experts/openVocabulary';
import type { RecurrentState } from '../../engine/network/state';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import type { DocumentView } from '../view/documentView';
import type { DocumentCounts } from '../words/documentCounts';
import type { CacheStates } from './cacheStates';

export interface MixedVotes {
  readonly counts: DocumentCounts;
  readonly votes: ExpertVotes;
  /** [size of the lexicon] sums to 1; id 0 is a word that is not in it. */
  probabilities: Float64Array;
}

/** The network at a place, and the cache of the words before it. The lexicon is attached to its model. */
export interface NetworkAt {
  readonly view: Pick<DocumentView, 'predictor' | 'model'>;
  readonly states: Pick<CacheStates, 'cache' | 'hidden'>;
  readonly state: RecurrentState;
}

export const createMixedVotes = (counts: DocumentCounts): MixedVotes => ({
  counts,
  votes: createExpertVotes(1),
  probabilities: new Float64Array(1),
});

/** @param network undefined where it has nothing to say; then the cache has not either */
export function askExperts(
  { counts, votes }: MixedVotes,
  position: number,
  network: NetworkAt | undefined,
): void {
  askAt({ counts, votes }, counts.placeAt(position), position, network);
}

/**
 * After a word that need not be a token of the text, written at a place of it: what is typed of a run
 * that may be cut otherwise when it goes on.
 * @returns the place that was asked about, for `mixVotesAt`; Infinity where the text has none
 */
export function askExpertsAfter(
  { counts, votes }: Pick<MixedVotes, 'counts' | 'votes'>,
  position: number,
  word: string,
  network: NetworkAt | undefined,
): number {
  const id = counts.lexicon.id(word);
  const isToken = id > 0 && position < counts.reached && counts.idAt(position) === id;
  if (isToken) {
    askAt({ counts, votes }, counts.placeAt(position + 1), position + 1, network);
    return position + 1;
  }
  const { ids } = counts.placeAt(position);
  const from = Math.max(0, position - contextLength);
  const before = Int32Array.of(...ids.subarray(from, position), id);
  const place = { ids: before, position: before.length, counted: false };
  askAt({ counts, votes }, place, position, network);
  return Infinity;
}

/** Words before a place that any n-gram looks at. */
const contextLength = 8;

function askAt(
  { counts, votes }: Pick<MixedVotes, 'counts' | 'votes'>,
  place: Place,
  position: number,
  network: NetworkAt | undefined,
): void {
  const { lexicon, ngram } = counts;
  resizeExpertVotes(votes, lexicon.size);
  askNgram(votes, ngram, place);
  if (!network) return askNetwork(votes, undefined, position);
  const { view, states, state } = network;
  const leftOut = place.counted ? place.ids[position] : 0;
  const fill = (out: Float64Array): void =>
    overOpenVocabulary(lexicon, view.predictor.probabilities(state), leftOut, out);
  const { theta } = view.model.completion();
  askNetwork(votes, { fill, hidden: states.hidden(), cache: states.cache, theta }, position);
}

/**
 * @param tuned the weights of n-gram, network and cache where all have seen much
 * @param remembered tokens that the cache has seen
 * @returns the weights that it mixed by
 */
export function mixVotesAt(
  mixed: MixedVotes,
  position: number,
  tuned: ArrayLike<number>,
  remembered: number,
): readonly number[] {
  const { counts, votes } = mixed;
  const { size } = counts.lexicon;
  const weights = trustedWeights(tuned, counts.counted, remembered);
  if (mixed.probabilities.length !== size) mixed.probabilities = new Float64Array(size);
  mixVotes(votes, weights, mixed.probabilities);
  leaveOutUnknown(mixed, position);
  leaveOutHalfTyped(mixed);
  return weights;
}

/** A word that occurs at this place only, and that the model does not know, cannot be offered. */
function leaveOutUnknown({ counts, probabilities }: MixedVotes, position: number): void {
  if (position >= counts.reached) return;
  const { lexicon } = counts;
  const word = counts.idAt(position);
  if (lexicon.counts[word] > 1 || lexicon.modelIds[word] !== lexicon.unknown) return;
  probabilities[0] += probabilities[word];
  probabilities[word] = 0;
}

/** Its line may go on with another word than the one that stands there now. */
function leaveOutHalfTyped({ counts, probabilities }: MixedVotes): void {
  for (const id of counts.halfTyped()) {
    probabilities[0] += probabilities[id];
    probabilities[id] = 0;
  }
}

/** From this many tokens, n-gram and cache are trusted half as much as from many. */
const fewTokens = 300;

/** The weights of n-gram, network and cache, less for what has seen few tokens. */
export function trustedWeights(
  tuned: ArrayLike<number>,
  counted: number,
  remembered: number,
): number[] {
  return [
    tuned[0] * (counted / (counted + fewTokens)),
    tuned[1],
    tuned[2] * (remembered / (remembered + fewTokens)),
  ];
}

export function named(shares: readonly number[]): ExpertShares {
  const [ngram, network, cache] = expertNames.map((_, k) => shares[k]);
  return { ngram, network, cache };
}
