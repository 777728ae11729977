/** The best guesses at a place and what they would need to be shown there as ghost text. */
import type { Candidate } from '../../shared/questions/editor/ghostText';
import { insertedFor, mayBeGhost } from '../../shared/questions/editor/ghostText';
import type { Guess, SilenceAnswer, SilenceRequest } from '../../shared/questions/editor/silence';
import type { CompletionLook } from '../documents/look';
import { completionAt } from './completion';
import { placeAt } from './cursorPlace';

/** As many candidates as ghost text chooses from. */
const count = 24;

export async function silenceAt(
  look: CompletionLook,
  { offset, precision, minimumLetters, last }: SilenceRequest,
): Promise<SilenceAnswer> {
  const { text, versions } = look.completionDocument;
  const mayStand = placeAt(text, Math.min(offset, text.length)) !== undefined;
  const wish = { offset, count, precision, explained: true };
  const { range, words, stem, insideWord } = await completionAt(look, wish);
  const typed = text.slice(range.start, range.end);
  const letters = [...typed].length;
  const staying = last?.start === range.start ? stayingOf(last, words, typed) : undefined;
  const guesses = words.filter(mayBeGhost).flatMap(guessOf);
  const best = guesses.at(0);
  const worthwhile = guesses.find(({ saved }) => saved >= minimumLetters);
  const beginning = stem && guessOf(stem).find(({ saved }) => saved >= minimumLetters);
  return {
    ...versions(),
    ...{ start: range.start, letters, mayStand, insideWord },
    ...(best ? { best } : {}),
    ...(worthwhile ? { worthwhile } : {}),
    ...(staying ? { staying } : {}),
    ...(beginning ? { stem: beginning } : {}),
  };
}

/** What is on the screen already: the word, or the beginning of several, with their sum. */
function stayingOf(
  { word, isStem }: Required<SilenceRequest>['last'],
  words: readonly Candidate[],
  typed: string,
): Guess | undefined {
  if (word === typed || !word.startsWith(typed)) return undefined;
  const stays = (one: Candidate): boolean =>
    isStem ? insertedFor(one).startsWith(word) : insertedFor(one) === word;
  const guesses = words.filter(stays).flatMap(guessOf);
  const first = guesses.at(0);
  if (!first || !isStem) return first;
  const probability = guesses.reduce((sum, guess) => sum + guess.probability, 0);
  return { ...first, word: `${word}…`, probability };
}

function guessOf({ word, showing, saves = 0 }: Candidate): Guess[] {
  return showing ? [{ word, ...showing, saved: saves }] : [];
}
