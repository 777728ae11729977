/**
 * Completion's three experts on one document: the n-gram of its words, the network's newest weights,
 * and the cache over the states before the cursor; mixed by weights that were tuned with the model
 * and go on adapting to what is written, as does how strict it is about showing a word.
 */
import { createMixture, observe, type Mixture } from '../../engine/experts/mixture';
import { cacheSize } from '../../engine/experts/ensemble';
import {
  askNetwork,
  askNgram,
  createExpertVotes,
  expertNames,
  mixVotes,
  resizeExpertVotes,
  sharesOfWord,
} from '../../engine/experts/expertVotes';
import { overOpenVocabulary } from '../../engine/experts/openVocabulary';
import {
  usualFacts,
  usualMinimumLetters,
  type CompletionFacts,
} from '../../engine/ghostText/completionTuning';
import { simulateToken, savedBy, typed } from '../../engine/ghostText/typingSimulation';
import {
  createAdaptiveThreshold,
  follow,
  isShown,
  type AdaptiveThreshold,
} from '../../engine/ghostText/adaptiveThreshold';
import { isAlphabetic } from '../../engine/text/corpus';
import { mayBeginWord } from '../../engine/text/places';
import type { LstmState } from '../../engine/network/predictor';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import type { DocumentView } from '../view/documentView';
import type { DocumentCounts } from '../words/documentCounts';
import { candidateWords } from './candidateWords';
import { createCacheStates, type CacheStates } from './cacheStates';

export interface Mixed {
  readonly lexicon: Lexicon;
  /** [size of the lexicon] sums to 1; id 0 is a word that is not in it. */
  readonly probabilities: Float64Array;
  readonly facts: CompletionFacts;
  /** With the text that is being written, at the precision asked for last. */
  readonly adaptiveThreshold: AdaptiveThreshold;
  sharesOf(word: number): ExpertShares;
}

export interface CompletionExperts {
  /** What the n-gram counts. */
  readonly counts: DocumentCounts;
  /**
   * The document through this view; without one, the n-gram alone.
   * @param precision of what is shown; as before when nobody says
   * @returns whether it is ready
   */
  prepare(
    view: DocumentView | undefined,
    position: number,
    tokens: number,
    precision?: number,
  ): boolean;
  /** What may come at the place that was prepared. */
  mixAt(view: DocumentView | undefined, position: number): Mixed;
  /** The text changed from this token on. */
  invalidate(from: number): void;
  /** The model is another one, or its memory is gone. */
  forget(): void;
  /** Reads further back for the last place asked about. @returns whether there is no more to read */
  advance(tokens: number): boolean;
}

/**
 * Words before the cursor that are read at once where nothing is known yet: a millisecond or two. A
 * full cache's worth is read in the background.
 */
const readAtOnce = 48;
/** Words of a stretch read in the background whose probabilities teach the mixture. */
const observedOf = 300;

/** From so many tokens, n-gram and cache are trusted half as much as from many. */
const fewTokens = 300;

interface Adapting {
  readonly facts: CompletionFacts;
  readonly mixture: Mixture;
  readonly adaptiveThreshold: AdaptiveThreshold;
}

interface Reading {
  readonly view: DocumentView;
  readonly modelVersion: number;
  readonly lexicon: Lexicon;
  readonly recent: CacheStates;
}

export function createCompletionExperts(counts: DocumentCounts): CompletionExperts {
  const votes = createExpertVotes(1);
  let mixed = new Float64Array(1);
  let reading: Reading | undefined;
  /** A longer reading, made in the background, that will take its place. */
  let deeper: { readonly reading: Reading; readonly to: number } | undefined;
  let adapting: Adapting | undefined;
  let asked: number | undefined;

  const adaptingOf = (facts: CompletionFacts): Adapting => {
    if (adapting?.facts !== facts) {
      adapting = {
        facts,
        mixture: createMixture(facts.weights),
        adaptiveThreshold: createAdaptiveThreshold(),
      };
    }
    return adapting;
  };
  const askFor = (precision: number | undefined): void => {
    if (precision === undefined || precision === asked) return;
    asked = precision;
    if (adapting) adapting = { ...adapting, adaptiveThreshold: createAdaptiveThreshold() };
  };
  const isCurrent = ({ view, modelVersion, lexicon }: Reading): boolean =>
    lexicon === counts.lexicon && view.model.version() === modelVersion;

  const begin = (view: DocumentView, from: number, start: LstmState): Reading => {
    const text = {
      modelId: (token: number) => view.ids.id(token),
      word: (token: number) => counts.lastingIdAt(token),
    };
    return {
      view,
      modelVersion: view.versions.modelVersion,
      lexicon: counts.lexicon,
      recent: createCacheStates(view.predictor, text, from, start),
    };
  };

  /** From a state that the trace kept just before, where there is one; else from nothing. */
  const beginAtOnce = (view: DocumentView, position: number): Reading => {
    const from = Math.max(0, position - readAtOnce);
    const { at, state, approximate } = view.trace.nearest(position);
    const isNear = !approximate && at >= from;
    return isNear ? begin(view, at, state) : begin(view, from, view.predictor.start());
  };
  /** For a full cache; exact where the trace has come that far. */
  const beginDeep = (view: DocumentView, position: number): Reading => {
    const from = Math.max(0, position - cacheSize);
    const { at, state, approximate } = view.trace.nearest(from);
    return approximate ? begin(view, from, view.predictor.start()) : begin(view, at, state);
  };

  const ask = (view: DocumentView | undefined, position: number, state?: LstmState): void => {
    const { lexicon, ngram } = counts;
    resizeExpertVotes(votes, lexicon.size);
    const place = counts.placeAt(position);
    const leftOut = place.counted ? place.ids[position] : 0;
    askNgram(votes, ngram, place);
    const recent = reading?.recent;
    if (!view || !recent || !state) return askNetwork(votes, undefined, position);
    const fill = (out: Float64Array): void =>
      overOpenVocabulary(lexicon, view.predictor.probabilities(state), leftOut, out);
    const { theta } = view.model.completion();
    const { cache } = recent;
    askNetwork(votes, { fill, hidden: recent.hidden(), cache, theta }, position);
  };

  /** What may come at the place that was asked about, as `completionAt` mixes it. */
  const mix = (position: number, facts: CompletionFacts): number[] => {
    const { lexicon } = counts;
    const remembered = reading?.recent.cache.written ?? 0;
    const { weights: trusted } = adaptingOf(facts).mixture;
    const weights = trustedWeights(trusted, counts.counted, remembered);
    if (mixed.length !== lexicon.size) mixed = new Float64Array(lexicon.size);
    mixVotes(votes, weights, mixed);
    leaveOutUnknown(counts, position, mixed);
    return weights;
  };

  /** A token that the model was not trained on says how far each expert is to be trusted. */
  const observeToken = (view: DocumentView, token: number): void => {
    const word = counts.idAt(token);
    const once = token < counts.reached && counts.lexicon.counts[word] < 2;
    if (word === 0 || once || !votes.speaks.every(Boolean)) return;
    observe(
      adaptingOf(view.model.completion()).mixture,
      votes.parts.map((part) => part[word]),
    );
  };

  /** And, as it was being written, whether the words shown were right, not too many and seldom wrong. */
  const followToken = (view: DocumentView, place: number, precision: number): void => {
    const { facts, adaptiveThreshold } = adaptingOf(view.model.completion());
    mix(place, facts);
    const token = view.text.token(place);
    const isWord = isAlphabetic(token);
    const opens = mayBeginWord(view.text, view.text.start(place));
    const typing = { token, isWord, opens };
    const showing = { thresholds: facts.thresholds, adaptiveThreshold, precision };
    const { displays, taken } = simulateToken(
      typed(candidateWords(counts.lexicon), mixed, typing, usualMinimumLetters),
      (moment) => isShown(showing, moment.probability, moment.letters, savedBy(moment)),
    );
    follow(adaptiveThreshold, precision, { isWord, displays, right: taken !== undefined });
  };

  const learnFrom = (
    view: DocumentView,
    token: number,
    state: LstmState,
    isWritten: boolean,
  ): void => {
    if (view.model.seen.has(view.text, token)) return;
    ask(view, token, state);
    if (isWritten && asked !== undefined) followToken(view, token, asked);
    observeToken(view, token);
  };

  const invalidate = (from: number): void => {
    reading?.recent.invalidate(from);
    if (deeper && from < deeper.to) deeper = undefined;
  };

  return {
    counts,
    prepare(view, position, tokens, precision) {
      askFor(precision);
      if (!view) return true;
      counts.lexicon.attach(view.model.vocabulary);
      const known = reading?.view === view && isCurrent(reading) ? reading : undefined;
      if (
        !known ||
        position < known.recent.reached ||
        position - known.recent.reached > readAtOnce
      ) {
        const near = known && backTo(known, position);
        if (!near) reading = beginAtOnce(view, position);
      }
      const current = reading;
      if (!current) return true;
      const observing = position - current.recent.reached < 8;
      return current.recent.readTo(position, tokens, (token, state) => {
        if (observing) learnFrom(view, token, state, true);
      });
    },
    mixAt(view, position) {
      const facts = view?.model.completion() ?? usualFacts;
      ask(view, position, reading?.recent.state);
      const weights = mix(position, facts);
      const { lexicon } = counts;
      const { adaptiveThreshold } = adaptingOf(facts);
      return {
        lexicon,
        probabilities: mixed,
        facts,
        adaptiveThreshold,
        sharesOf: (word) => named(sharesOfWord(votes, weights, word)),
      };
    },
    invalidate,
    forget() {
      reading = undefined;
      deeper = undefined;
    },
    advance(tokens) {
      if (!reading || !isCurrent(reading) || reading.recent.reached === Infinity) return true;
      const to = reading.recent.reached;
      if (reading.recent.covers(to)) return true;
      if (deeper && (!isCurrent(deeper.reading) || deeper.to > to)) deeper = undefined;
      deeper ??= { reading: beginDeep(reading.view, to), to };
      const { view, recent } = deeper.reading;
      const done = recent.readTo(to, tokens, (token, state) => {
        if (to - token <= observedOf) observeDeeper(view, token, state, recent);
      });
      if (!done) return false;
      reading = deeper.reading;
      deeper = undefined;
      return true;
    },
  };

  function backTo({ recent }: Reading, position: number): boolean {
    if (position >= recent.reached || recent.reached === Infinity) return false;
    recent.invalidate(position);
    return recent.reached === position;
  }

  /** As `learnFrom`, with the longer reading's cache. */
  function observeDeeper(
    view: DocumentView,
    token: number,
    state: LstmState,
    recent: CacheStates,
  ): void {
    const before = reading;
    if (!before) return;
    reading = { ...before, recent };
    learnFrom(view, token, state, false);
    reading = before;
  }
}

/** A word that occurs at this place only, and that the model does not know, is not to be had. */
function leaveOutUnknown(counts: DocumentCounts, position: number, mixed: Float64Array): void {
  if (position >= counts.reached) return;
  const { lexicon } = counts;
  const word = counts.idAt(position);
  if (lexicon.counts[word] > 1 || lexicon.modelIds[word] !== lexicon.unknown) return;
  mixed[0] += mixed[word];
  mixed[word] = 0;
}

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
