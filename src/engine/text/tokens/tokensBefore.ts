/** How many tokens of a text stand before a place of it. */
import type { TokenizedText } from './tokenizedText';

/**
 * Tokens that end before the offset, or at it: half a word is no context, and a run that goes on behind
 * a cursor may be cut otherwise than what stands before it alone.
 */
export function tokensBefore(text: Pick<TokenizedText, 'indexAt' | 'end'>, offset: number): number {
  const index = text.indexAt(offset);
  return index >= 0 && text.end(index) > offset ? index : index + 1;
}
