/** The best guesses at a place and what they would need to be shown there as ghost text. */
import type { Candidate } from '../../shared/questions/editor/ghostText';
import type { Guess, SilenceAnswer, SilenceRequest } from '../../shared/questions/editor/silence';
import type { CompletionLook } from '../documents/look';
import { completionAt } from './completion';
import { placeAt } from './cursorPlace';

/** As many as ghost text chooses from. */
const count = 24;

export async function silenceAt(
  look: CompletionLook,
  { offset, precision, minimumLetters }: SilenceRequest,
): Promise<SilenceAnswer> {
  const { text, versions } = look.completionDocument;
  const mayStand = placeAt(text, Math.min(offset, text.length)) !== undefined;
  const wish = { offset, count, precision, explained: true };
  const { range, words, stem, insideWord } = await completionAt(look, wish);
  const letters = [...text.slice(range.start, range.end)].length;
  const guesses = words.flatMap(guessOf);
  const best = guesses.at(0);
  const worthwhile = guesses.find(({ saved }) => saved >= minimumLetters);
  const beginning = stem && guessOf(stem).find(({ saved }) => saved >= minimumLetters);
  return {
    ...versions(),
    ...{ start: range.start, letters, mayStand, insideWord },
    ...(best ? { best } : {}),
    ...(worthwhile ? { worthwhile } : {}),
    ...(beginning ? { stem: beginning } : {}),
  };
}

function guessOf({ word, showing, saves = 0 }: Candidate): Guess[] {
  return showing ? [{ word, ...showing, saved: saves }] : [];
}
