/** What a model's user had it forget, taken out of what may come at a place of a document. */
import { leaveOut } from '../../engine/experts/forgotten';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { LoadedModel } from '../models/loadedModel';

/** Where something may come: the tokens before it, of the text or of what goes on from it. */
export interface PlaceInTokens {
  readonly position: number;
  readonly tokenAt: (position: number) => string;
}

/** @param probabilities [size of the lexicon], changed in place */
export function leaveOutForgotten(
  { forgotten }: Pick<LoadedModel, 'forgotten'>,
  lexicon: Pick<Lexicon, 'id'>,
  probabilities: Float64Array,
  { position, tokenAt }: PlaceInTokens,
): void {
  if (forgotten.sequences.length === 0) return;
  const before = (back: number): string | undefined =>
    back <= position ? tokenAt(position - back) : undefined;
  leaveOut(lexicon, forgotten.after(before), probabilities);
}
