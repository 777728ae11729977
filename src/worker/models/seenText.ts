/**
 * Which places of a text a model was trained on, without keeping the text: a Bloom filter (1970)
 * over the hashes of every 5 tokens in a row that it learnt from. A place counts as seen when its
 * token and the four before it are such a row. Of unseen places 1 in 2000 passes for seen up to 4
 * million tokens, 1 in 20 at 10 million.
 */
import type { Range } from '../../engine/text/corpus';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Breathe } from '../words/openText';

const row = 5;
const bitsPerToken = 16;
/** Keeps the filter, in base64, within a model file's header. */
const mostBytes = 8 << 20;
const tokensAtOnce = 1 << 16;
/** In front of the bits: how many of them each row sets. */
const headerBytes = 1;

export interface SeenText {
  readonly bytes: Uint8Array;
  has(text: TokenizedText, token: number): boolean;
}

/** @param breathe called now and then: for millions of tokens this takes seconds */
export async function sketchSeen(
  text: TokenizedText,
  ranges: readonly Range[],
  breathe: Breathe,
): Promise<SeenText> {
  const tokens = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const bytes = new Uint8Array(
    headerBytes + Math.min(mostBytes, Math.ceil((tokens * bitsPerToken) / 8) + 8),
  );
  const bits = 8 * (bytes.length - headerBytes);
  // The number of hashes with the fewest mistakes, ln 2 bits per token.
  const hashes = Math.max(1, Math.min(11, Math.round((Math.LN2 * bits) / Math.max(1, tokens))));
  bytes[0] = hashes;
  for (const { from, to } of ranges) {
    const latest = Array.from({ length: row }, (_, n) => hashToken(text, from - row + n));
    for (let token = from; token < to; token++) {
      if (token % tokensAtOnce === 0) await breathe();
      latest.shift();
      latest.push(hashToken(text, token));
      const { one, other } = hashRow(latest);
      for (let n = 0; n < hashes; n++) {
        const bit = bitOf(one, other, n, bits);
        bytes[headerBytes + (bit >> 3)] |= 1 << (bit & 7);
      }
    }
  }
  return readSeen(bytes);
}

export function readSeen(bytes: Uint8Array): SeenText {
  const bits = 8 * (bytes.length - headerBytes);
  return {
    bytes,
    has(text, token) {
      if (bits <= 0 || bytes[0] === 0) return false;
      const latest = Array.from({ length: row }, (_, n) => hashToken(text, token - row + 1 + n));
      const { one, other } = hashRow(latest);
      for (let n = 0; n < bytes[0]; n++) {
        const bit = bitOf(one, other, n, bits);
        if ((bytes[headerBytes + (bit >> 3)] & (1 << (bit & 7))) === 0) return false;
      }
      return true;
    },
  };
}

/** FNV-1a over UTF-16 units, CRLF read as LF; before the text's beginning, of nothing. */
function hashToken(text: TokenizedText, token: number): number {
  let hash = 0x811c9dc5;
  if (token < 0) return hash;
  const raw = text.slice(text.start(token), text.end(token));
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    if (unit === 13 && raw.charCodeAt(at + 1) === 10) continue;
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return hash;
}

/** Two hashes of 32 bits of a row; more are made of them (Kirsch & Mitzenmacher 2006). */
function hashRow(tokens: readonly number[]): { one: number; other: number } {
  let one = 0x9747b28c;
  let other = 0x2c1b3c6d;
  for (const token of tokens) {
    one = Math.imul(mix(one ^ token), 0x01000193);
    other = Math.imul(other ^ mix(token + 0x9e3779b9), 0x5bd1e995);
    other ^= other >>> 15;
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

const bitOf = (one: number, other: number, n: number, bits: number): number =>
  ((one + Math.imul(n, other)) >>> 0) % bits;
