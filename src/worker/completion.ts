/**
 * Whole words for a place in the text. After letters: words of the vocabulary that begin with them
 * (case-exact) and go on, with probabilities renormalised over all words that begin with them.
 * After white space or punctuation: the next word. After anything else (digits): nothing.
 */
import { top } from '../engine/inspection/surprise';
import { isAlphabetic } from '../engine/text/corpus';
import type { TokenizedText } from '../engine/text/tokenizedText';
import type { WordProbability } from '../shared/api';
import type { CompletionRequest, Span } from '../shared/reader';
import { spellWords } from './spelling';
import type { Look } from './looking';

export interface Completion {
  readonly range: Span;
  readonly words: readonly WordProbability[];
}

/** Where a completion stands in the text. */
interface Place {
  /** Letters before the offset that the words replace. */
  readonly prefix: string;
  /** Tokens wholly before the prefix. */
  readonly context: number;
}

export async function completionAt(look: Look, request: CompletionRequest): Promise<Completion> {
  const { view } = look;
  const { offset, count, extending } = request;
  const place = placeAt(view.text, Math.min(offset, view.text.text.length));
  if (!place) return { range: { start: offset, end: offset }, words: [] };
  const range = { start: offset - place.prefix.length, end: offset };
  const beginning = extending ?? place.prefix;
  const words =
    view.model.kind === 'characters'
      ? await spellWords(look, { context: place.context, beginning, count })
      : await knownWords(look, { context: place.context, beginning, count });
  return { range, words };
}

export interface WordsRequest {
  readonly context: number;
  readonly beginning: string;
  readonly count: number;
}

async function knownWords(
  look: Look,
  { context, beginning, count }: WordsRequest,
): Promise<WordProbability[]> {
  const { predictor, model } = look.view;
  const { words } = model.vocabulary;
  const { state } = await look.stateBefore(context);
  const probabilities = predictor.probabilities(state);
  const fits = (id: number): boolean =>
    model.alphabetic[id] === 1 && words[id].startsWith(beginning);
  const whole = beginning === '' ? 1 : total(probabilities, fits);
  return top(probabilities, count, (id) => fits(id) && words[id].length > beginning.length).map(
    ({ id, probability }) => ({ word: words[id], probability: probability / whole }),
  );
}

function total(probabilities: ArrayLike<number>, fits: (id: number) => boolean): number {
  let sum = 0;
  for (let id = 0; id < probabilities.length; id++) if (fits(id)) sum += probabilities[id];
  return sum;
}

/** @returns undefined where no word can stand */
function placeAt(text: TokenizedText, offset: number): Place | undefined {
  const prefix = lettersBefore(text.text, offset);
  const start = offset - prefix.length;
  if (
    prefix === '' &&
    !/^$|[\s\p{P}\p{S}]$/u.test(text.text.slice(Math.max(0, offset - 2), offset))
  )
    return undefined;
  return { prefix, context: start === 0 ? 0 : text.indexAt(start - 1) + 1 };
}

const longestPrefix = 100;

/** The word being typed: what a token would be if the text ended here. */
function lettersBefore(text: string, offset: number): string {
  const near = text.slice(Math.max(0, offset - longestPrefix), offset);
  const letters = /\p{L}[\p{L}\p{M}\u200c\u200d]*(?:['’][\p{L}\p{M}\u200c\u200d]+)*['’]?$/u.exec(
    near,
  );
  return letters && isAlphabetic(letters[0]) && letters[0].length < longestPrefix ? letters[0] : '';
}
