/**
 * A sketch of a text by which an edited copy is recognised and the text is not revealed: the least
 * hash of its token 5-shingles under each of 16 hash functions (min-wise hashing, Broder 1997). The
 * share of equal minima estimates the share of shingles that two texts have in common.
 */
import type { TokenizedText } from './tokens/tokenizedText';

const FUNCTIONS = 16;
const SHINGLE = 5;
/** The minimum over no shingles at all. */
const NOTHING = 0xffffffff;

/** Finaliser of MurmurHash3: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 units, CRLF read as LF. */
function hashToken(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 13 && text.charCodeAt(at + 1) === 10) continue;
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return mix(hash);
}

function tokenHashes(text: TokenizedText): Uint32Array {
  const hashes = new Uint32Array(text.count);
  const raw = text.text;
  for (let index = 0; index < hashes.length; index++) {
    hashes[index] = hashToken(raw, text.start(index), text.end(index));
  }
  return hashes;
}

/** @returns 16 integers of 32 bits; a text of fewer than 5 tokens is one shingle */
export function fingerprint(text: TokenizedText): number[] {
  const hashes = tokenHashes(text);
  const minima = new Uint32Array(FUNCTIONS).fill(NOTHING);
  const length = Math.min(SHINGLE, hashes.length);
  for (let last = length; length > 0 && last <= hashes.length; last++) {
    let shingle = 0;
    for (let at = last - length; at < last; at++) shingle = Math.imul(shingle, 31) + hashes[at];
    for (let index = 0; index < FUNCTIONS; index++) {
      const hash = mix(shingle ^ Math.imul(index + 1, 0x9e3779b9));
      if (hash < minima[index]) minima[index] = hash;
    }
  }
  return [...minima];
}

/** The share of equal minima, 0..1; 0 when either text was empty or is no such sketch. */
export function similarity(a: readonly number[], b: readonly number[]): number {
  if (a.length !== FUNCTIONS || b.length !== FUNCTIONS) return 0;
  const equal = a.filter((minimum, index) => minimum === b[index] && minimum !== NOTHING);
  return equal.length / FUNCTIONS;
}
