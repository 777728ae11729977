/** What of a text is read to judge its class: its words, as a rule in lower case, and where they stand. */
import { cutOfShape, newestCut, type Cut } from '../../text/tokens/cut';
import { tokenize, tokenText } from '../../text/tokens/tokenizer';

export interface PlacedWords {
  readonly words: readonly string[];
  /** Offsets in the text. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** How a model's text was cut, and whether capitals tell its words apart. */
export interface ReadAs {
  readonly cut: Cut;
  readonly isCased: boolean;
}

/** As every model that learns here. */
const asLearnt: ReadAs = { cut: newestCut('words'), isCased: false };

/** As a model that is stored: one from elsewhere may read otherwise. */
export const readAs = (
  shape: Parameters<typeof cutOfShape>[0],
  { cased = false }: { readonly cased?: boolean },
): ReadAs => ({ cut: cutOfShape(shape), isCased: cased });

export function placedWords(text: string, { cut, isCased } = asLearnt): PlacedWords {
  const { count, starts, ends } = tokenize(text, cut);
  const words: string[] = [];
  for (let at = 0; at < count; at++) {
    const word = tokenText(text, starts[at], ends[at], cut);
    words.push(isCased ? word : word.toLowerCase());
  }
  return { words, starts: starts.subarray(0, count), ends: ends.subarray(0, count) };
}

export const wordsOf = (text: string, as = asLearnt): readonly string[] =>
  placedWords(text, as).words;
