/** Where in a text a word may begin. */

/** A string, or a text that is more than one. */
export interface Sliced {
  slice(from: number, to: number): string;
}

/** After nothing, white space, punctuation or a symbol; not within a word or a number. */
export function mayBeginWord(text: Sliced, offset: number): boolean {
  // Two units: a symbol may be a surrogate pair.
  return /^$|[\s\p{P}\p{S}]$/u.test(text.slice(Math.max(0, offset - 2), offset));
}
