/**
 * Which places of a text a model was trained on, without keeping the text: a Bloom filter (1970)
 * over the hashes of every 5 tokens in a row that it learnt from. A place counts as seen when its
 * token and the four before it are such a row; of unseen places less than 1 in 1000 passes for seen
 * up to two million tokens.
 */
import type { Range } from '../engine/text/corpus';
import type { TokenizedText } from '../engine/text/tokenizedText';

const row = 5;
const bitsPerToken = 16;
const hashes = 8;
/** Keeps the filter well within a model file's header. */
const mostBytes = 4 << 20;

export interface SeenText {
  readonly bytes: Uint8Array;
  has(text: TokenizedText, token: number): boolean;
}

export function sketchSeen(text: TokenizedText, ranges: readonly Range[]): SeenText {
  const tokens = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const bytes = new Uint8Array(Math.min(mostBytes, Math.ceil((tokens * bitsPerToken) / 8) + 8));
  for (const { from, to } of ranges) {
    for (let token = from; token < to; token++) {
      eachBit(hashRow(text, token), 8 * bytes.length, (bit) => {
        bytes[bit >> 3] |= 1 << (bit & 7);
        return true;
      });
    }
  }
  return readSeen(bytes);
}

export function readSeen(bytes: Uint8Array): SeenText {
  return {
    bytes,
    has: (text, token) =>
      bytes.length > 0 &&
      eachBit(hashRow(text, token), 8 * bytes.length, (bit) =>
        Boolean(bytes[bit >> 3] & (1 << (bit & 7))),
      ),
  };
}

/** Two hashes of 32 bits of a row; more are made of them (Kirsch & Mitzenmacher 2006). */
interface RowHash {
  readonly one: number;
  readonly other: number;
}

function hashRow(text: TokenizedText, token: number): RowHash {
  let one = 0x811c9dc5;
  let other = 0x2c1b3c6d;
  for (let at = token - row + 1; at <= token; at++) {
    const word = at < 0 ? '' : text.token(at);
    for (let n = 0; n < word.length; n++) {
      one = Math.imul(one ^ word.charCodeAt(n), 0x01000193);
      other = Math.imul(other ^ word.charCodeAt(n), 0x5bd1e995);
      other ^= other >>> 15;
    }
    one = Math.imul(one ^ 0xffff, 0x01000193);
    other = Math.imul(other ^ 0xffff, 0x5bd1e995);
  }
  return { one: mix(one), other: mix(other) | 1 };
}

/** Finaliser of MurmurHash3. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Visits the row's bits as long as `visit` says true. @returns whether it always did */
function eachBit({ one, other }: RowHash, bits: number, visit: (bit: number) => boolean): boolean {
  for (let n = 0; n < hashes; n++) {
    if (!visit(((one + Math.imul(n, other)) >>> 0) % bits)) return false;
  }
  return true;
}
