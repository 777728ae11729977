/**
 * How surprising each token of a document was, kept as far as it was ever computed: unlike the
 * gates, bits and rank cost a pass over the whole vocabulary. Nothing else is stored; whoever
 * computes them must have started at the document's beginning.
 */
export interface Surprise {
  readonly bits: number;
  readonly rank: number;
}

export interface Surprises {
  has(token: number): boolean;
  /** NaN where it was not noted. */
  bits(token: number): number;
  /** 0 where it was not noted. */
  rank(token: number): number;
  note(token: number, surprise: Surprise): void;
  /** All tokens from here on. */
  forget(from: number): void;
}

export function createSurprises(): Surprises {
  let bits = new Float32Array(0);
  let ranks = new Uint32Array(0);

  const grow = (needed: number): void => {
    const capacity = Math.max(1024, needed, 2 * ranks.length);
    const [oldBits, oldRanks] = [bits, ranks];
    bits = new Float32Array(capacity);
    ranks = new Uint32Array(capacity);
    bits.set(oldBits);
    ranks.set(oldRanks);
  };
  const has = (token: number): boolean => token < ranks.length && ranks[token] > 0;

  return {
    has,
    bits: (token) => (has(token) ? bits[token] : NaN),
    rank: (token) => (has(token) ? ranks[token] : 0),
    note(token, surprise) {
      if (token >= ranks.length) grow(token + 1);
      bits[token] = surprise.bits;
      ranks[token] = surprise.rank;
    },
    forget(from) {
      ranks.fill(0, from);
    },
  };
}
