/** What of a text is read to judge its class: its words, in lower case, and where they stand. */
import { newestCut } from '../../text/tokens/cut';
import { tokenize, tokenText } from '../../text/tokens/tokenizer';

export interface PlacedWords {
  readonly words: readonly string[];
  /** Offsets in the text. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const cut = newestCut('words');

export function placedWords(text: string): PlacedWords {
  const { count, starts, ends } = tokenize(text, cut);
  const words: string[] = [];
  for (let at = 0; at < count; at++) {
    words.push(tokenText(text, starts[at], ends[at], cut).toLowerCase());
  }
  return { words, starts: starts.subarray(0, count), ends: ends.subarray(0, count) };
}

export const wordsOf = (text: string): readonly string[] => placedWords(text).words;
