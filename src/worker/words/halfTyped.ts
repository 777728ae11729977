/**
 * Words at the end of a line that nothing follows yet: perhaps half-typed, perhaps a typing error. If
 * such a word occurs nowhere else, completion does not offer it. A word that is followed by something
 * in its line counts as finished.
 */
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';

export interface HalfTyped {
  /** The token was written, or what follows it was. */
  touched(token: number, id: number): void;
  /** One of its tokens is gone. */
  takenAway(id: number): void;
  /** Ids that are not to be offered. */
  ids(): number[];
}

export function createHalfTyped(text: TokenizedText, lexicon: () => Lexicon): HalfTyped {
  /** Ids are given to other words in time: the word says whether it is still the same. */
  const words = new Map<number, string>();
  return {
    touched(token, id) {
      if (id === 0) return;
      const end = text.end(token);
      const next = text.slice(end, end + 1);
      if (next === '' || next === '\n') words.set(id, lexicon().words[id]);
      else words.delete(id);
    },
    takenAway: (id) => void words.delete(id),
    ids() {
      const { words: now, counts, alphabetic, modelIds, unknown } = lexicon();
      const found: number[] = [];
      for (const [id, word] of words) {
        if (now[id] !== word) words.delete(id);
        else if (alphabetic[id] === 1 && counts[id] === 1 && modelIds[id] === unknown)
          found.push(id);
      }
      return found;
    },
  };
}
