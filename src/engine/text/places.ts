/** Where in a text a word may begin. */

/** A string, or a text that is more than one. */
export interface Sliced {
  slice(from: number, to: number): string;
}

/** White space that is not seen, and what combines with it, is looked through. */
const between =
  /(?:^|[\s\u0085\u200b\p{P}\p{S}])[\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]*$/u;

/** After nothing, white space, punctuation or a symbol; not within a word or a number. */
export function mayBeginWord(text: Sliced, offset: number): boolean {
  // A symbol may be a surrogate pair, and marks of direction may follow it.
  return between.test(text.slice(Math.max(0, offset - 6), offset));
}
