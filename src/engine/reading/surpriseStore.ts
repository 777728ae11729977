/**
 * How surprising each token of a document was, kept as far as it was ever computed: unlike the gates,
 * bits and rank cost a pass over the whole vocabulary. Nothing else is stored.
 *
 * What is noted is exact if it was computed by reading from the document's beginning, otherwise a
 * guess. After an edit it is stale, as if it had not been noted, until it is trusted again.
 */
import type { TokenChange } from '../text/tokens/tokenizedText';

export interface Surprise {
  readonly bits: number;
  readonly rank: number;
}

export interface SurpriseStore {
  /** @param guessed a guess is good enough */
  has(token: number, guessed?: boolean): boolean;
  /** Exact or guessed; NaN where it is not known. */
  bits(token: number): number;
  /** Exact or guessed; 0 where it is not known. */
  rank(token: number): number;
  note(token: number, surprise: Surprise, isGuess?: boolean): void;
  /** The stale ones of these tokens are guesses. */
  trust(from: number, to: number): void;
  /** The text was edited. */
  replace(change: TokenChange): void;
}

const Quality = { unknown: 0, stale: 1, guess: 2, exact: 3 } as const;

export function createSurpriseStore(): SurpriseStore {
  let bits = new Float32Array(0);
  let ranks = new Uint32Array(0);
  let qualities = new Uint8Array(0);
  /** No token from here on was noted. */
  let end = 0;

  const grow = (needed: number): void => {
    const capacity = Math.max(1024, needed, 2 * ranks.length);
    const [oldBits, oldRanks, oldQualities] = [bits, ranks, qualities];
    bits = new Float32Array(capacity);
    ranks = new Uint32Array(capacity);
    qualities = new Uint8Array(capacity);
    bits.set(oldBits);
    ranks.set(oldRanks);
    qualities.set(oldQualities);
  };
  const has = (token: number, guessed = false): boolean =>
    token < end && qualities[token] >= (guessed ? Quality.guess : Quality.exact);

  return {
    has,
    bits: (token) => (has(token, true) ? bits[token] : NaN),
    rank: (token) => (has(token, true) ? ranks[token] : 0),
    note(token, surprise, isGuess = false) {
      if (token >= ranks.length) grow(token + 1);
      end = Math.max(end, token + 1);
      bits[token] = surprise.bits;
      ranks[token] = surprise.rank;
      qualities[token] = isGuess ? Quality.guess : Quality.exact;
    },
    trust(from, to) {
      for (let token = from; token < Math.min(to, end); token++) {
        if (qualities[token] === Quality.stale) qualities[token] = Quality.guess;
      }
    },
    replace({ firstChanged, removed, inserted }) {
      if (firstChanged >= end) return;
      const tail = Math.min(end, firstChanged + removed);
      const grown = end - (tail - firstChanged) + inserted;
      if (grown > ranks.length) grow(grown);
      for (const array of [bits, ranks, qualities]) {
        array.copyWithin(firstChanged + inserted, tail, end);
      }
      qualities.fill(Quality.unknown, firstChanged, firstChanged + inserted);
      qualities.fill(Quality.unknown, grown, Math.max(grown, end));
      end = grown;
      for (let token = firstChanged + inserted; token < end; token++) {
        if (qualities[token] !== Quality.unknown) qualities[token] = Quality.stale;
      }
    },
  };
}
