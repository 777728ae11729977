/**
 * Counts the entries of a list of words while it is read, so that an absurdly long one is never built.
 */
import { createJsonScanner } from '../../engine/files/json/jsonScanner';

/** As deep as a list of words lies, with what programs put around it. */
const deepest = 100;

export interface EntryCount {
  /** The bytes up to there have come. @returns whether there are too many, or they lie too deep */
  isBeyond(to: number): boolean;
}

/** @param most texts and numbers; or lines, where it is no JSON */
export function createEntryCount(bytes: Uint8Array, isJson: boolean, most: number): EntryCount {
  let count = 0;
  const add = (): void => {
    count++;
  };
  if (!isJson) {
    let at = 0;
    return {
      isBeyond(to) {
        for (; at < to; at++) if (bytes[at] === 0x0a) count++;
        return count > most;
      },
    };
  }
  const none = (): void => undefined;
  let scanner: ReturnType<typeof createJsonScanner> | undefined;
  return {
    isBeyond(to) {
      // A byte order mark is skipped, as when the list is read.
      const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
      scanner ??= createJsonScanner(bytes, hasMark ? 3 : 0, deepest, {
        ...{ open: add, close: none, string: add, number: add, word: add },
      });
      // What is not JSON is refused when the list is read, at the same place.
      return scanner.advance(to) === 'tooDeep' || count > most;
    },
  };
}
