/**
 * Seeded randomness: xoshiro128** (Blackman & Vigna 2018) over four 32-bit words, seeded by
 * splitmix32. Same seed, same numbers, everywhere; the state can be kept and set.
 */
export interface Random {
  /** 0 <= x < 1, in steps of 2^-32. */
  next(): number;
  /** low <= x < high */
  between(low: number, high: number): number;
  /** 0 <= n < limit */
  below(limit: number): number;
  state(): number[];
}

export function random(seed: number): Random {
  let z = seed >>> 0;
  const words = Array.from({ length: 4 }, () => {
    z = (z + 0x9e3779b9) >>> 0;
    let t = z ^ (z >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  });
  return randomFrom(words);
}

/** Goes on where `state()` was taken. */
export function randomFrom(state: readonly number[]): Random {
  const s = Uint32Array.from(state);
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11);
    return result / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below: (limit) => Math.floor(next() * limit),
    state: () => [...s],
  };
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}
