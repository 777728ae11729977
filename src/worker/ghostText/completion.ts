/**
 * Whole words for a place in the text, from the mixture of n-gram, network and cache; words that the
 * network does not know included. After letters: words that begin with them, in the case in which
 * they are typed, with probabilities renormalised over all words that begin with them. After white space or
 * punctuation: the next word. After anything else (digits): nothing.
 */
import { top } from '../../engine/reading/bitsAndRank';
import {
  createAdaptiveThreshold,
  leastShown,
  type Showing,
} from '../../engine/ghostText/adaptiveThreshold';
import { thresholdFor } from '../../engine/ghostText/thresholds';
import type { Candidate, CompletionRequest } from '../../shared/questions/editor/ghostText';
import type { Span } from '../../shared/model/versions';
import { begunWith } from './begunWords';
import { wordsByLetters, type WordsRequest } from './characterBeam';
import { placeAt } from './cursorPlace';
import type { Look, CompletionLook } from '../documents/look';
import type { CompletionExperts } from '../experts/completionExperts';

export interface Completion {
  readonly range: Span;
  readonly words: readonly Candidate[];
}

export interface CompletionWish extends Omit<CompletionRequest, 'documentKey'> {
  /** The word that is typed already may be meant as well. */
  readonly typedToo?: boolean;
  /** Say of each word why it is shown, or not. */
  readonly explained?: boolean;
}

export async function completionAt(
  pageLook: CompletionLook,
  request: CompletionWish,
): Promise<Completion> {
  const { completionDocument, look } = pageLook;
  const { offset, extending, ...wish } = request;
  const place = placeAt(completionDocument.text, Math.min(offset, completionDocument.text.length));
  if (!place) return { range: { start: offset, end: offset }, words: [] };
  const range = { start: offset - place.prefix.length, end: offset };
  const asked = { ...wish, context: place.context, beginning: extending ?? place.prefix };
  const { experts } = completionDocument;
  if (experts) return { range, words: await mixedWords(pageLook, experts, asked) };
  return { range, words: look ? await spelledWords(look, asked) : [] };
}

const tokensAtOnce = 4;

async function mixedWords(
  { completionDocument, until }: CompletionLook,
  experts: CompletionExperts,
  request: WordsRequest,
): Promise<Candidate[]> {
  const { context, beginning, count, precision, typedToo = false } = request;
  await until(() => experts.prepare(completionDocument.view, context, tokensAtOnce, precision));
  const mixed = experts.mixAt(completionDocument.view, context);
  const { lexicon, probabilities, facts, adaptiveThreshold, sharesOf } = mixed;
  const { thresholds } = facts;
  const shown = marks({ thresholds, adaptiveThreshold }, request);
  if (beginning === '') {
    const fits = (id: number): boolean => probabilities[id] > 0 && lexicon.alphabetic[id] === 1;
    return top(probabilities, count, fits).map(({ id, probability }) => ({
      ...{
        word: lexicon.words[id],
        probability,
        shares: sharesOf(id),
        ...shown(lexicon.words[id], probability),
      },
    }));
  }
  const { candidates, whole, others } = begunWith(lexicon, probabilities, beginning);
  const meant = candidates.filter(({ word }) => typedToo || word.length > beginning.length);
  return meant.slice(0, count).map(({ word, id, mass }) => ({
    ...{ word, probability: mass / whole, shares: sharesOf(id) },
    ...shown(word, mass / (whole + others)),
  }));
}

async function spelledWords(look: Look, request: WordsRequest): Promise<Candidate[]> {
  const { thresholds } = look.view.model.completion();
  const adaptiveThreshold = createAdaptiveThreshold();
  const shown = marks({ thresholds, adaptiveThreshold }, request);
  const words = await wordsByLetters(look, request);
  return words.map((word) => ({ ...word, ...shown(word.word, word.probability) }));
}

type Marks = Pick<Candidate, 'shown' | 'showing'>;

/** Whether a word is probable enough for what it saves. */
const marks =
  (
    { thresholds, adaptiveThreshold }: Omit<Showing, 'precision'>,
    { precision, beginning, explained = false }: WordsRequest,
  ) =>
  (word: string, probability: number): Marks => {
    if (precision === undefined) return {};
    const letters = [...beginning].length;
    const saved = [...word].length - letters;
    const learnt = thresholdFor(thresholds, precision, letters, saved);
    const needed = leastShown(adaptiveThreshold, learnt, saved);
    const shown = probability >= needed;
    return explained ? { shown, showing: { probability, needed, learnt } } : { shown };
  };
