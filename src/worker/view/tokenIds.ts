/**
 * The ids of a document's tokens, looked up when they are first needed: a document of millions of
 * tokens is opened at once, and an edit costs no more than moving what lies after it.
 */
import type { TraceText } from '../../engine/reading/trace';
import type { TokenChange, TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Vocabulary } from '../../engine/text/words/vocabulary';

export interface TokenIds extends TraceText {
  /** Share of unknown ones among the tokens looked up so far, 0 to 1; 0 while they are too few. */
  unknownShare(): number;
  /** Looks up at most so many more. @returns whether all are */
  lookUp(most: number): boolean;
  /** After `text.edit`, with what it returned. */
  replace(change: TokenChange): void;
}

const unlooked = -1;
/** Tokens from which a share is meaningful. */
const enough = 200;

export function createTokenIds(text: TokenizedText, vocabulary: Vocabulary): TokenIds {
  let ids = new Int32Array(text.count + 1024).fill(unlooked);
  let length = text.count;
  let looked = 0;
  /** All tokens before it are looked up. */
  let next = 0;
  let unknown = 0;
  const count = (id: number, by: 1 | -1): void => {
    if (id === unlooked) return;
    looked += by;
    if (id === vocabulary.unknown) unknown += by;
  };
  function idOf(token: number): number {
    const known = ids[token];
    if (known !== unlooked) return known;
    const id = vocabulary.id(text.token(token));
    ids[token] = id;
    count(id, 1);
    return id;
  }
  return {
    get length() {
      return length;
    },
    id: idOf,
    lookUp(most) {
      for (const end = looked + most; next < length && looked < end; next++) idOf(next);
      return next >= length;
    },
    unknownShare: () => (looked < Math.max(1, Math.min(length, enough)) ? 0 : unknown / looked),
    replace({ firstChanged, removed, inserted }) {
      const grown = length + inserted - removed;
      next = Math.min(next, firstChanged);
      for (let n = 0; n < removed; n++) count(ids[firstChanged + n], -1);
      const before = ids;
      if (grown > ids.length) {
        ids = new Int32Array(2 * grown).fill(unlooked);
        ids.set(before.subarray(0, firstChanged));
      }
      const tail = before.subarray(firstChanged + removed, length);
      ids.set(tail, firstChanged + inserted);
      ids.fill(unlooked, firstChanged, firstChanged + inserted);
      length = grown;
    },
  };
}
