/**
 * Whole words for a place in the text, from the mixture of n-gram, network and cache; words that the
 * network does not know included. After letters: words that begin with them, in the case in which
 * they are typed, with probabilities renormalised over all words that begin with them. After white space or
 * punctuation: the next word. After anything else (digits): nothing.
 */
import { top } from '../../engine/reading/bitsAndRank';
import { newWordsMass } from '../../engine/experts/expertVotes';
import {
  createAdaptiveThreshold,
  isShown,
  type Showing,
} from '../../engine/ghostText/adaptiveThreshold';
import { isAlphabetic, wordBefore } from '../../engine/text/words/word';
import { inCaseOf } from '../../engine/text/words/letterCase';
import { mayBeginWord } from '../../engine/text/places';
import { newestVersion } from '../../engine/text/tokens/cut';
import { asToken } from '../../engine/text/tokens/tokenizer';
import { continued, formOf } from '../../engine/text/words/normalForm';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Candidate, CompletionRequest } from '../../shared/questions/editor/ghostText';
import type { Span } from '../../shared/model/versions';
import { wordsByLetters, type WordsRequest } from './characterBeam';
import type { CompletionDocument } from '../documents/documentViews';
import { isInsideWord } from './insideWord';
import type { Look, CompletionLook } from '../documents/look';
import type { CompletionExperts } from '../experts/completionExperts';

export interface Completion {
  readonly range: Span;
  readonly words: readonly Candidate[];
  /** Behind the place its own word goes on. */
  readonly insideWord: boolean;
}

/** Where a completion stands in the text. */
interface Place {
  /** Letters before the offset that the words replace. */
  readonly prefix: string;
  /** Tokens wholly before the prefix. */
  readonly context: number;
}

export async function completionAt(
  pageLook: CompletionLook,
  request: CompletionRequest,
): Promise<Completion> {
  const { completionDocument, look } = pageLook;
  const { text, experts } = completionDocument;
  const { offset, count, extending, precision } = request;
  const place = placeAt(text, Math.min(offset, text.length));
  const insideWord = isInsideWord(text, offset);
  if (!place) return { range: { start: offset, end: offset }, words: [], insideWord };
  const range = { start: offset - place.prefix.length, end: offset };
  const typed = extending ?? place.prefix;
  const form = formOf(typed, text, range.start);
  const wordsFor = async (beginning: string): Promise<Candidate[]> => {
    const asked = { context: place.context, beginning, count, precision };
    if (experts) return mixedWords(pageLook, experts, asked);
    return look ? spelledWords(look, asked) : [];
  };
  const beginning = beginningIn(completionDocument, typed);
  const words = await wordsFor(beginning);
  const asTyped = ({ word, ...rest }: Candidate): Candidate => ({
    word: continued(word, typed, beginning, form),
    ...rest,
  });
  return { range, words: words.map(asTyped), insideWord };
}

/** What was typed as the words are written that may go on from it. */
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

async function mixedWords(
  { completionDocument, until }: CompletionLook,
  experts: CompletionExperts,
  { context, beginning, count, precision }: WordsRequest,
): Promise<Candidate[]> {
  await until(() => experts.prepare(completionDocument.view, context, tokensAtOnce, precision));
  const mixed = experts.mixAt(completionDocument.view, context);
  const { lexicon, probabilities, facts, adaptiveThreshold, sharesOf } = mixed;
  const { thresholds } = facts;
  const tokens = experts.counts.counted;
  const shown = marks({ thresholds, adaptiveThreshold, tokens }, precision, beginning);
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
  const goOn = candidates.filter(({ word }) => word.length > beginning.length);
  return goOn.slice(0, count).map(({ word, id, mass }) => ({
    ...{ word, probability: mass / whole, shares: sharesOf(id) },
    ...shown(word, mass / (whole + others)),
  }));
}

async function spelledWords(look: Look, request: WordsRequest): Promise<Candidate[]> {
  const { beginning, precision } = request;
  const { forgotten } = look.view.model;
  const { thresholds } = look.view.model.completion();
  const shown = marks(
    { thresholds, adaptiveThreshold: createAdaptiveThreshold() },
    precision,
    beginning,
  );
  const count = request.count + forgotten.sequences.length;
  const words = (await wordsByLetters(look, { ...request, count }))
    .filter(({ word }) => !forgotten.has(word))
    .slice(0, request.count);
  return words.map((word) => ({ ...word, ...shown(word.word, word.probability) }));
}

/** Whether a word is probable enough for what it saves. */
const marks =
  (showing: Omit<Showing, 'precision'>, precision: number | undefined, beginning: string) =>
  (word: string, probability: number): Pick<Candidate, 'shown'> => {
    if (precision === undefined) return {};
    const letters = [...beginning].length;
    const saved = [...word].length - letters;
    return { shown: isShown({ ...showing, precision }, probability, letters, saved) };
  };

/** A word in the case of what is typed. */
interface Begun {
  readonly word: string;
  /** Of the word of the text that gives it most. */
  readonly id: number;
  /** The probability of all words of the text that it may be. */
  readonly mass: number;
}

/** How likely a word is written in another case than the text has it: once in so many. */
const otherCase = 1 / 50;

/** All words that begin so, the likeliest first, and what they and new words with it have together. */
function begunWith(
  { words, alphabetic, size }: Lexicon,
  probabilities: Float64Array,
  beginning: string,
): { readonly candidates: readonly Begun[]; readonly whole: number; readonly others: number } {
  const inCase = inCaseOf(beginning);
  const found = new Map<string, Begun>();
  let whole = 0;
  let fitting = 0;
  let offered = 0;
  for (let id = 1; id < size; id++) {
    if (alphabetic[id] === 0) continue;
    offered++;
    const exact = words[id].startsWith(beginning);
    const word = exact ? words[id] : inCase(words[id]);
    const mass = probabilities[id] * (exact ? 1 : otherCase);
    if (exact) fitting++;
    if (word === undefined || !(mass > 0)) continue;
    whole += mass;
    const same = found.get(word);
    const leading = same && same.mass > mass ? same.id : id;
    found.set(word, { word, id: leading, mass: mass + (same?.mass ?? 0) });
  }
  const candidates = [...found.values()].sort((one, other) => other.mass - one.mass);
  return { candidates, whole, others: newWordsMass(probabilities[0], fitting, offered) };
}

/** @returns undefined where no word can stand */
function placeAt(text: TokenizedText, offset: number): Place | undefined {
  const prefix = lettersBefore(text, offset);
  const start = offset - prefix.length;
  if (prefix === '' && !mayBeginWord(text, offset)) return undefined;
  return { prefix, context: start === 0 ? 0 : text.indexAt(start - 1) + 1 };
}

const longestPrefix = 100;

/** The word being typed: what a token would be if the text ended here. */
function lettersBefore(text: TokenizedText, offset: number): string {
  const near = text.slice(Math.max(0, offset - longestPrefix), offset);
  const version = text.kind === 'words' ? text.cut.version : newestVersion;
  const letters = wordBefore(near, version);
  return isAlphabetic(letters) && letters.length < longestPrefix ? letters : '';
}
