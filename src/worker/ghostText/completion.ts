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
  withFewTokens,
  type Showing,
} from '../../engine/ghostText/adaptiveThreshold';
import { thresholdFor } from '../../engine/ghostText/thresholds';
import { asToken } from '../../engine/text/tokens/tokenizer';
import { letterWorth } from '../../engine/text/words/letterWorth';
import { continued, formOf } from '../../engine/text/words/normalForm';
import type { Candidate, CompletionRequest } from '../../shared/questions/editor/ghostText';
import type { Span } from '../../shared/model/versions';
import { begunWith, chanceOfWhole } from './begunWords';
import { beginningShown } from './beginningShown';
import { wordsByLetters, type WordsRequest } from './characterBeam';
import { unwantedAfter } from '../experts/forgottenWords';
import { placeAt } from './cursorPlace';
import { isInsideWord } from './insideWord';
import type { CompletionDocument } from '../documents/documentViews';
import type { Look, CompletionLook } from '../documents/look';
import type { CompletionExperts, Mixed } from '../experts/completionExperts';

export interface Completion {
  readonly range: Span;
  readonly words: readonly Candidate[];
  /** The beginning of several of them, shown where none of them is. */
  readonly stem?: Candidate;
  /** The word continues after the place. */
  readonly insideWord: boolean;
}

export interface CompletionWish extends Omit<CompletionRequest, 'documentKey'> {
  /** The word that is typed already may be meant as well. */
  readonly typedToo?: boolean;
  /** Also return why each word is shown or not. */
  readonly explained?: boolean;
}

export async function completionAt(
  pageLook: CompletionLook,
  request: CompletionWish,
): Promise<Completion> {
  const { completionDocument, look } = pageLook;
  const { text, experts } = completionDocument;
  const { offset, extending, ...wish } = request;
  const place = placeAt(text, Math.min(offset, text.length));
  const insideWord = isInsideWord(text, offset);
  if (!place) return { range: { start: offset, end: offset }, words: [], insideWord };
  const range = { start: offset - place.prefix.length, end: offset };
  const typed = extending ?? place.prefix;
  const form = formOf(typed, text, range.start);
  const beginning = beginningIn(completionDocument, typed);
  const { context } = place;
  const mayBeWhole = extending === undefined && place.mayBeWhole;
  const asked: WordsRequest = { ...wish, context, mayBeWhole, beginning };
  const { words, stem }: Found = experts
    ? await mixedWords(pageLook, experts, asked)
    : { words: look ? await spelledWords(look, asked) : [] };
  const asTyped = ({ word, ...rest }: Candidate): Candidate =>
    rest.after === undefined
      ? { word: continued(word, typed, beginning, form), ...rest }
      : { word: word.normalize(form), ...rest, after: typed };
  return {
    ...{ range, words: words.map(asTyped), insideWord },
    ...(stem ? { stem: asTyped(stem) } : {}),
  };
}

type Found = Pick<Completion, 'words' | 'stem'>;

/** What was typed, in the spelling of the words that may continue it. */
function beginningIn({ text, view }: CompletionDocument, typed: string): string {
  if (text.kind !== 'characters') return asToken(typed, text.cut);
  const vocabulary = view?.model.vocabulary;
  const strangers = (written: string): number =>
    [...written].filter((letter) => vocabulary?.id(letter) === vocabulary?.unknown).length;
  const [best] = [typed, typed.normalize('NFC'), typed.normalize('NFD')].sort(
    (one, other) => strangers(one) - strangers(other),
  );
  return best;
}

const tokensAtOnce = 4;
/** Where nothing is typed, every word of the lexicon would do. */
const mostNext = 100;

/**
 * Tokens that are counted before the first answer, in a tenth of a second: with none there would be
 * nothing to say, and whoever asked would have to type another letter. In the background it would take
 * longer, since that waits for questions.
 */
const countedFirst = 16_000;
const countedAtOnce = 32;

/** Counts on where that is still to be done. */
const isCounted = (counts: CompletionExperts['counts']): boolean =>
  counts.counted >= countedFirst || counts.advance(countedAtOnce);

async function mixedWords(
  { completionDocument, until }: CompletionLook,
  experts: CompletionExperts,
  request: WordsRequest,
): Promise<Found> {
  const { view } = completionDocument;
  const { context, beginning, count, precision, typedToo = false, mayBeWhole = false } = request;
  await until(
    () => isCounted(experts.counts) && experts.prepare(view, context, tokensAtOnce, precision),
  );
  const mixed = experts.mixAt(view, context);
  if (beginning === '') return { words: nextWords(mixed, experts, request, 1) };
  const { lexicon, probabilities, sharesOf } = mixed;
  const showing = showingOf(mixed, experts);
  const shown = marks(showing, request, beginning);
  const begun = begunWith(lexicon, probabilities, beginning);
  const { candidates, whole, others } = begun;
  const meant = candidates.filter(({ word }) => typedToo || word.length > beginning.length);
  const words = meant.slice(0, count).map(({ word, id, mass }) => ({
    ...{ word, probability: mass / whole, shares: sharesOf(id) },
    ...shown(word, mass / (whole + others)),
  }));
  if (!mayBeWhole) {
    const stem = beginningShown(begun, request, showing);
    return { words, ...(stem ? { stem } : {}) };
  }
  const chance = chanceOfWhole(begun, beginning);
  const next = nextWords(experts.mixAfter(view, context, beginning), experts, request, chance);
  const both = [...words, ...next.map((word) => ({ ...word, after: beginning }))]
    .sort((one, other) => other.probability - one.probability)
    .slice(0, count);
  return { words: both };
}

/** @param chance that the next word comes here at all */
function nextWords(
  mixed: Mixed,
  experts: CompletionExperts,
  request: WordsRequest,
  chance: number,
): Candidate[] {
  const { lexicon, probabilities, sharesOf } = mixed;
  const shown = marks(showingOf(mixed, experts), request, '');
  const fits = (id: number): boolean => probabilities[id] > 0 && lexicon.alphabetic[id] === 1;
  return top(probabilities, Math.min(request.count, mostNext), fits).map(({ id, probability }) => {
    const [word, sure] = [lexicon.words[id], chance * probability];
    return { word, probability: sure, shares: sharesOf(id), ...shown(word, sure) };
  });
}

/** Stricter where few tokens were counted. */
const showingOf = ({ facts, adaptiveThreshold }: Mixed, { counts }: CompletionExperts) => ({
  thresholds: facts.thresholds,
  adaptiveThreshold: withFewTokens(adaptiveThreshold, counts.counted),
  followedThreshold: adaptiveThreshold,
});

async function spelledWords(look: Look, request: WordsRequest): Promise<Candidate[]> {
  const { model } = look.view;
  const isUnwanted = unwantedAfter(look.view, request.context);
  const { thresholds } = model.completion();
  const adaptiveThreshold = createAdaptiveThreshold();
  const showing = { thresholds, adaptiveThreshold, followedThreshold: adaptiveThreshold };
  const shown = marks(showing, request, request.beginning);
  const count = request.count + model.forgotten.sequences.length;
  const words = (await wordsByLetters(look, { ...request, count }))
    .filter(({ word }) => !isUnwanted(word))
    .slice(0, request.count);
  return words.map((word) => ({ ...word, ...shown(word.word, word.probability) }));
}

interface ShowingNow extends Omit<Showing, 'precision'> {
  /** Without what a short text adds to it. */
  readonly followedThreshold: Showing['adaptiveThreshold'];
}

type Marks = Pick<Candidate, 'saves' | 'shown' | 'showing'>;

/** What a word saves after what is typed of it, and whether it is probable enough for that. */
const marks =
  (
    { thresholds, adaptiveThreshold, followedThreshold }: ShowingNow,
    { precision, explained = false }: WordsRequest,
    typed: string,
  ) =>
  (word: string, probability: number): Marks => {
    const letters = [...typed].length;
    const saves = letterWorth([...word].slice(letters).join(''));
    if (precision === undefined) return { saves };
    const learnt = thresholdFor(thresholds, precision, letters, saves);
    const needed = leastShown(adaptiveThreshold, learnt, saves);
    const shown = probability >= needed;
    if (!explained) return { saves, shown };
    const followed = leastShown(followedThreshold, learnt, saves);
    return { saves, shown, showing: { probability, needed, learnt, followed } };
  };
