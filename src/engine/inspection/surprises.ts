/**
 * How surprising each token of a document was, kept as far as it was ever computed: unlike the
 * gates, bits and rank cost a pass over the whole vocabulary. Nothing else is stored. Exact where who
 * computed it had read from the document's beginning, otherwise a guess.
 */
export interface Surprise {
  readonly bits: number;
  readonly rank: number;
}

export interface Surprises {
  /** @param guessed a guess is good enough */
  has(token: number, guessed?: boolean): boolean;
  /** Exact or guessed; NaN where it was not noted. */
  bits(token: number): number;
  /** Exact or guessed; 0 where it was not noted. */
  rank(token: number): number;
  note(token: number, surprise: Surprise, isGuess?: boolean): void;
  /** All tokens from here on. */
  forget(from: number): void;
}

const exact = 1;

export function createSurprises(): Surprises {
  let bits = new Float32Array(0);
  /** 0 where it was not noted. */
  let ranks = new Uint32Array(0);
  let isExact = new Uint8Array(0);

  const grow = (needed: number): void => {
    const capacity = Math.max(1024, needed, 2 * ranks.length);
    const [oldBits, oldRanks, oldExact] = [bits, ranks, isExact];
    bits = new Float32Array(capacity);
    ranks = new Uint32Array(capacity);
    isExact = new Uint8Array(capacity);
    bits.set(oldBits);
    ranks.set(oldRanks);
    isExact.set(oldExact);
  };
  const isNoted = (token: number): boolean => token < ranks.length && ranks[token] > 0;

  return {
    has: (token, guessed = false) => isNoted(token) && (guessed || isExact[token] === exact),
    bits: (token) => (isNoted(token) ? bits[token] : NaN),
    rank: (token) => (isNoted(token) ? ranks[token] : 0),
    note(token, surprise, isGuess = false) {
      if (token >= ranks.length) grow(token + 1);
      bits[token] = surprise.bits;
      ranks[token] = surprise.rank;
      isExact[token] = isGuess ? 0 : exact;
    },
    forget(from) {
      ranks.fill(0, from);
    },
  };
}
