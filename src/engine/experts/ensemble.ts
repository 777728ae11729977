/**
 * The experts of completion reading a text in order: what tuning and `evaluate` ask. The n-gram has
 * learnt the whole text, or learns as it reads; then it predicts from the text before a place only.
 */
import type { StatefulExpert } from './expert';
import type { KneserNey } from './ngram/kneserNey';
import { createNeuralCache, probabilityByTheta, remember, type NeuralCache } from './neuralCache';
import {
  askNetwork,
  askNetworkAlone,
  askNgram,
  createExpertVotes,
  resizeExpertVotes,
  type ExpertVotes,
} from './expertVotes';
import { overOpenVocabulary, type OpenVocabularyWords } from './openVocabulary';

/** Recent words whose states the cache holds. */
export const cacheSize = 2_000;

export interface EnsembleOptions {
  /** Classes of the network. */
  readonly classes: number;
  /** The text in the ids of `words`. */
  readonly ids: Int32Array;
  readonly words: OpenVocabularyWords;
  readonly ngram: KneserNey;
  /** Tokens that words and n-gram have learnt, from the beginning of the text. */
  readonly learnt: number;
  /** How they learn the next token while the text is read, if they do. */
  readonly learning?: Learning;
}

export interface Learning {
  learn(position: number): void;
  /** Undoes learning the last token. */
  unlearn(position: number): void;
}

export interface Ensemble {
  readonly votes: ExpertVotes;
  /** Reads with this network from where it stands; what the n-gram learnt while reading is undone. */
  begin(network: StatefulExpert): void;
  /** What all say about the place, which is the next to be read. @param theta of the cache */
  ask(position: number, theta: number): ExpertVotes;
  /** As `ask`, with the cache silent: for who asks it for several thetas. */
  askWithoutCache(position: number): ExpertVotes;
  /** What the cache gives to the word that stands there, for several thetas. */
  askThetas(position: number, thetas: readonly number[], out: Float64Array): void;
  advance(position: number): void;
  /** Learns the token without reading it: the network has not reached it. */
  skip(position: number): void;
}

export function createEnsemble(options: EnsembleOptions): Ensemble {
  const { ids, words, ngram } = options;
  const votes = createExpertVotes(words.size);
  let learnt = options.learnt;
  let reading: { network: StatefulExpert; cache: NeuralCache; classes: Float64Array } | undefined;

  const learn = (position: number): void => {
    if (!options.learning || position !== learnt) return;
    options.learning.learn(position);
    learnt++;
  };
  const now = (): NonNullable<typeof reading> => {
    if (!reading) throw new Error('Nothing is being read');
    return reading;
  };

  /** @returns how the network's vote about the same place is filled in */
  const askCounts = (position: number): ((out: Float64Array) => void) => {
    const { network, classes } = now();
    resizeExpertVotes(votes, words.size);
    const counted = position < learnt;
    askNgram(votes, ngram, { ids, position, counted });
    return (out) => {
      network.distribution(position, classes);
      overOpenVocabulary(words, classes, counted ? ids[position] : 0, out);
    };
  };

  return {
    votes,
    begin(network) {
      while (learnt > options.learnt) options.learning?.unlearn(--learnt);
      const classes = new Float64Array(options.classes);
      const cache = createNeuralCache(cacheSize, network.hidden().length);
      reading = { network, cache, classes };
    },
    ask(position, theta) {
      const { network, cache } = now();
      const fill = askCounts(position);
      askNetwork(votes, { fill, hidden: network.hidden(), cache, theta }, position);
      return votes;
    },
    askWithoutCache(position) {
      askNetworkAlone(votes, askCounts(position));
      return votes;
    },
    askThetas(position, thetas, out) {
      const { network, cache } = now();
      const query = { hidden: network.hidden(), before: position };
      probabilityByTheta(cache, query, ids[position], thetas, out);
    },
    advance(position) {
      const { network, cache } = now();
      remember(cache, network.hidden(), ids[position], position);
      network.advance(position);
      learn(position);
    },
    skip: learn,
  };
}
