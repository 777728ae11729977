/**
 * What the averaged perceptron sees of a token, as eighteen hashes: the word, its letters and shape, the
 * two labels before it, and the words two to each side.
 */
import { shapeOf } from '../inputs/shape';

export const featureCount = 18;

/** Of a word, as hashes, in the order of the constants below. */
type Parts = Int32Array;

const partCount = 6;
const word = 0;
const lower = 1;
const suffix3 = 2;
const suffix2 = 3;
const prefix = 4;
const shape = 5;

/** A word's parts are the same wherever it stands: each is hashed once. */
export interface PartsOfWords {
  of(words: readonly string[], at: number): Parts;
}

export function partsOfWords(): PartsOfWords {
  const known = new Map<string, Parts>();
  const [before, after] = [partsOf('\u0002'), partsOf('\u0003')];
  return {
    of(words, at) {
      if (at < 0) return before;
      if (at >= words.length) return after;
      const found = known.get(words[at]);
      if (found) return found;
      const parts = partsOf(words[at]);
      known.set(words[at], parts);
      return parts;
    },
  };
}

function partsOf(text: string): Parts {
  const small = text.toLowerCase();
  const parts = new Int32Array(partCount);
  parts[word] = hashOf(text);
  parts[lower] = hashOf(small);
  parts[suffix3] = hashOf(small.slice(-3));
  parts[suffix2] = hashOf(small.slice(-2));
  parts[prefix] = hashOf(small.slice(0, 2));
  parts[shape] = hashOf(shapeOf(text));
  return parts;
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash;
}

function mix(kind: number, one: number, other: number): number {
  let hash = Math.imul(one ^ Math.imul(kind + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ other, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}

/**
 * Into `hashes`, for the token at `at`.
 * @param last the label before it, -1 at the beginning
 * @param last2 the one before that
 */
export function writeFeatures(
  hashes: Int32Array,
  parts: PartsOfWords,
  words: readonly string[],
  at: number,
  last: number,
  last2: number,
): void {
  const here = parts.of(words, at);
  const before = parts.of(words, at - 1);
  const after = parts.of(words, at + 1);
  let n = 0;
  const add = (one: number, other = 0): void => {
    hashes[n] = mix(n, one, other);
    n++;
  };
  add(0);
  add(here[word]);
  add(here[lower]);
  add(here[suffix3]);
  add(here[suffix2]);
  add(here[prefix]);
  add(here[shape]);
  add(last);
  add(last, last2 + 2);
  add(last, here[lower]);
  add(before[lower]);
  add(before[suffix3]);
  add(parts.of(words, at - 2)[lower]);
  add(after[lower]);
  add(after[suffix3]);
  add(parts.of(words, at + 2)[lower]);
  add(before[shape], here[shape]);
  add(here[shape], after[shape]);
}
