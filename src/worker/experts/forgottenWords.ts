/** Removes what the user had the model forget from what may come at a place of a document. */
import { leaveOut } from '../../engine/experts/forgotten';
import { newestCut } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { LoadedModel } from '../models/loadedModel';
import type { DocumentView } from '../view/documentView';

/** Where something may come: the tokens before it, of the text or of what continues from it. */
export interface PlaceInTokens {
  readonly position: number;
  readonly tokenAt: (position: number) => string;
}

/** @param probabilities [size of the lexicon], changed in place */
export function leaveOutForgotten(
  { forgotten }: Pick<LoadedModel, 'forgotten'>,
  lexicon: Pick<Lexicon, 'words'>,
  probabilities: Float64Array,
  place: PlaceInTokens,
): void {
  if (forgotten.sequences.length === 0) return;
  leaveOut(lexicon.words, forgotten.after(wordsBack(place)), probabilities);
}

/** The nearest is 1; line breaks do not count: a passage is the same wherever its lines break. */
function wordsBack({ position, tokenAt }: PlaceInTokens): (back: number) => string | undefined {
  const found: string[] = [];
  let at = position;
  return (back) => {
    while (found.length < back && at > 0) {
      const token = tokenAt(--at);
      if (!token.startsWith('\n')) found.push(token);
    }
    return found.at(back - 1);
  };
}

/** Characters in which the words before a place are looked for: longer passages are not recognised. */
const nearby = 1_000;

/**
 * The same where a model reads characters: which words must not come next.
 * @param context tokens before the place
 * @param more what was written after them
 */
export function unwantedAfter(
  {
    model: { forgotten },
    text,
  }: Pick<DocumentView, 'text'> & { readonly model: Pick<LoadedModel, 'forgotten'> },
  context: number,
  more = '',
): (word: string) => boolean {
  if (forgotten.sequences.length === 0) return () => false;
  const end = context < text.count ? text.start(context) : text.length;
  const before = text.slice(Math.max(0, end - nearby), end) + more;
  const near = tokenizedText(before.slice(-nearby), newestCut('words'));
  const place = { position: near.count, tokenAt: (token: number) => near.token(token) };
  return forgotten.after(wordsBack(place));
}
