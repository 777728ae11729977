/**
 * The two ways in which Unicode writes an accented letter, as one (NFC) or as letter and marks (NFD). A
 * word of the tokenizer is in NFC; what is offered goes on in the form in which the text is written.
 */
import type { Sliced } from '../places';

export type Form = 'NFC' | 'NFD';

/** Units before a place by which the form of a text is told. */
const lookedAt = 2000;

/** Of what was typed; where that is the same in both, of what stands before it. */
export function formOf(typed: string, text: Sliced, offset: number): Form {
  if (typed.normalize('NFC') !== typed) return 'NFD';
  if (typed.normalize('NFD') !== typed) return 'NFC';
  const before = text.slice(Math.max(0, offset - lookedAt), offset);
  return before.normalize('NFC').length < before.length ? 'NFD' : 'NFC';
}

/**
 * A word as it continues from what was typed.
 * @param beginning what was typed, in the form of the word
 */
export const continued = (word: string, typed: string, beginning: string, form: Form): string =>
  typed + word.slice(beginning.length).normalize(form);
