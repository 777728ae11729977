/**
 * How a text could continue after a place of a document: words that were chosen are read as if they
 * were there, and the document does not change. Says what may come next, as completion does, with the
 * tuned weights. What it says depends on the text, the model and the words read, never on what was
 * asked before: generated text can be made again.
 */
import { usualFacts } from '../../engine/ghostText/completionTuning';
import { cacheSize } from '../../engine/experts/ensemble';
import type { WordDistribution } from '../../engine/experts/sampleWord';
import {
  askNetwork,
  askNgram,
  createExpertVotes,
  mixVotes,
  sharesOfWord,
  type NetworkVote,
  type Place,
} from '../../engine/experts/expertVotes';
import { overOpenVocabulary } from '../../engine/experts/openVocabulary';
import { isAlphabetic } from '../../engine/text/words/word';
import { LONGEST_WORD } from '../../engine/text/words/vocabulary';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import type { DocumentCounts } from '../words/documentCounts';
import type { CompletionDocument } from '../documents/documentViews';
import type { DocumentView } from '../view/documentView';
import { factsOfView } from '../experts/factsOfView';
import { leaveOutForgotten, unwantedAfter } from '../experts/forgottenWords';
import { named, trustedWeights } from '../experts/mixedVotes';
import { createCacheStates, type CacheStates } from '../experts/cacheStates';

export interface Continuation {
  /** Gets ready, some tokens at a time. @returns whether it is */
  prepare(tokens: number): boolean;
  expected(): Expected;
  read(word: string): void;
}

export interface Expected extends WordDistribution {
  sharesOf(id: number): ExpertShares | undefined;
}

/** @param context tokens before the place; @returns undefined where nothing can say what comes */
export function continuationOf(
  { view, experts }: CompletionDocument,
  context: number,
): Continuation | undefined {
  if (experts) return mixedContinuation(experts.counts, view, context);
  return view && networkContinuation(view, context);
}

/** The network's states from a fixed distance on, so that they are the same at every time. */
function statesOf(
  view: DocumentView,
  context: number,
  read: readonly string[],
  wordAt: (token: number) => number,
): CacheStates {
  const { vocabulary } = view.model;
  const text = {
    modelId: (token: number) =>
      token < context ? view.ids.id(token) : vocabulary.id(read[token - context]),
    word: wordAt,
  };
  const from = Math.max(0, context - cacheSize);
  return createCacheStates(view.predictor, text, from, view.predictor.start());
}

const nothing = (): void => undefined;

function networkContinuation(view: DocumentView, context: number): Continuation {
  const read: string[] = [];
  const recent = statesOf(view, context, read, () => 0);
  const { words, unknown } = view.model.vocabulary;
  const { forgotten, alphabetic } = view.model;
  /** The letters before the place, back to what is none. */
  const spelt = (): string => {
    let word = '';
    for (let token = context + read.length - 1; token >= 0 && word.length < LONGEST_WORD; token--) {
      const sign = token < context ? view.text.token(token) : read[token - context];
      if (!isAlphabetic(sign)) break;
      word = sign + word;
    }
    return word;
  };
  const isForgotten = (word: string): boolean => {
    const more = read.join('');
    // The word may have begun in the document.
    const inDocument = Math.max(0, word.length - more.length);
    const written = more.slice(0, Math.max(0, more.length - word.length));
    return unwantedAfter(view, context - [...word.slice(0, inDocument)].length, written)(word);
  };
  return {
    prepare: (tokens) => recent.readTo(context + read.length, tokens, nothing),
    expected() {
      // A forgotten word may continue to become another word, but it does not end.
      const word = forgotten.sequences.length > 0 ? spelt() : '';
      const goesOn = word !== '' && isForgotten(word);
      return {
        words,
        probabilities: view.predictor.probabilities(recent.state),
        mayCome: (id) => id !== unknown && (!goesOn || alphabetic[id] === 1),
        sharesOf: () => undefined,
      };
    },
    read: (word) => void read.push(word),
  };
}

function mixedContinuation(
  counts: DocumentCounts,
  view: DocumentView | undefined,
  context: number,
): Continuation {
  const { lexicon, ngram } = counts;
  const read: string[] = [];
  const wordAt = (token: number): number =>
    token < context ? counts.idAt(token) : lexicon.id(read[token - context]);
  /** The cache remembers the document, not what was made from it: it would soon repeat itself. */
  const remembered = (token: number): number => (token < context ? counts.lastingIdAt(token) : 0);
  let recent: CacheStates | undefined;
  let counted = false;
  /** All words read are those that the document has there: it must not recite, see `leavingOut`. */
  let alongside = true;

  /** The place as the n-gram looks at it: only as far back as it looks. */
  const placeOf = (position: number): Place => {
    if (alongside) return counts.placeAt(position);
    const length = Math.min(position, ngram.counts.order);
    const ids = Int32Array.from({ length }, (_, n) => wordAt(position - length + n));
    return { ids, position: length, counted: false };
  };

  return {
    prepare(tokens) {
      counted ||= counts.advance(tokens);
      if (!counted) return false;
      if (!view) return true;
      if (!recent) lexicon.attach(view.model.vocabulary);
      recent ??= statesOf(view, context, read, remembered);
      return recent.readTo(context + read.length, tokens, nothing);
    },
    expected() {
      const position = context + read.length;
      const votes = createExpertVotes(lexicon.size);
      const facts = view ? factsOfView(view, counts.counted) : usualFacts;
      const place = placeOf(position);
      askNgram(votes, ngram, place);
      const leftOut = place.counted ? place.ids[place.position] : 0;
      askNetwork(votes, opinionOf(facts.theta, leftOut), position);
      const inCache = recent?.cache.written ?? 0;
      const weights = trustedWeights(facts.weights, counts.counted, inCache);
      const probabilities = new Float64Array(lexicon.size);
      mixVotes(votes, weights, probabilities);
      if (view) {
        const tokenAt = (token: number): string =>
          token < context ? view.text.token(token) : read[token - context];
        leaveOutForgotten(view.model, lexicon, probabilities, { position, tokenAt });
      }
      const { words } = lexicon;
      return {
        words,
        probabilities,
        mayCome: (id) => id !== 0 && words[id] !== '' && words[id].length <= LONGEST_WORD,
        sharesOf: (id) => named(sharesOfWord(votes, weights, id)),
      };
    },
    read(word) {
      const position = context + read.push(word) - 1;
      alongside &&= position < counts.reached && counts.idAt(position) === lexicon.id(word);
    },
  };

  function opinionOf(theta: number, leftOut: number): NetworkVote | undefined {
    if (!view || !recent) return undefined;
    const { state, cache } = recent;
    const fill = (out: Float64Array): void =>
      overOpenVocabulary(lexicon, view.predictor.probabilities(state), leftOut, out);
    return { fill, hidden: recent.hidden(), cache, theta };
  }
}
