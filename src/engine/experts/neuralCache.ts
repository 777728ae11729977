/**
 * The neural cache (Grave, Joulin & Usunier 2017): remembers in what state of the network each recent
 * word came, and predicts the words that came in states like the present one, each with weight
 * exp(theta h . h_i). It needs no training and knows the places that it copies from.
 *
 * A ring of `capacity` entries in one block; the oldest entry gives way. Reading allocates nothing. The block
 * grows with what is remembered: a reading that begins near the cursor is thrown away after a few dozen words,
 * and a full block each time would keep the garbage collector busy beside a training.
 */
export interface NeuralCache {
  readonly capacity: number;
  readonly hiddenSize: number;
  /** [as many entries as were written, or some more][H] states before the words. */
  keys: Float32Array;
  readonly words: Int32Array;
  /** Where in the text each word stands. */
  readonly positions: Int32Array;
  /** Entries ever written; the newest is entry (written - 1) mod capacity. */
  written: number;
  /** [capacity] h . h_i of the last query, -Infinity where an entry was left out. */
  readonly similarities: Float64Array;
  /** [capacity] exp(theta (h . h_i - greatest)) of the last query. */
  readonly weights: Float64Array;
}

export interface CacheQuery {
  /** [H] the present state. */
  readonly hidden: Float32Array;
  /** Only entries of words before this position count. */
  readonly before: number;
}

export interface CachedPlace {
  readonly position: number;
  readonly word: number;
  /** The entry's share of the cache's vote, 0..1. */
  readonly weight: number;
}

/** For which there is room from the beginning. */
const fewEntries = 64;

/** Differences beyond which e^-x is below the rounding error of the sum. */
const negligible = 40;

export function createNeuralCache(capacity: number, hiddenSize: number): NeuralCache {
  return {
    capacity,
    hiddenSize,
    keys: new Float32Array(Math.min(capacity, fewEntries) * hiddenSize),
    words: new Int32Array(capacity),
    positions: new Int32Array(capacity),
    written: 0,
    similarities: new Float64Array(capacity),
    weights: new Float64Array(capacity),
  };
}

/** @param hidden [H] the state before `word` was read, copied; @param position the word's place */
export function remember(
  cache: NeuralCache,
  hidden: Float32Array,
  word: number,
  position: number,
): void {
  const entry = cache.written % cache.capacity;
  makeRoom(cache, entry + 1);
  cache.keys.set(hidden, entry * cache.hiddenSize);
  cache.words[entry] = word;
  cache.positions[entry] = position;
  cache.written++;
}

function makeRoom(cache: NeuralCache, entries: number): void {
  const { keys, capacity, hiddenSize } = cache;
  if (entries * hiddenSize <= keys.length) return;
  cache.keys = new Float32Array(Math.min(capacity * hiddenSize, 2 * keys.length));
  cache.keys.set(keys);
}

/** After an edit at `position`: what was there or later no longer holds. */
export function forgetFrom(cache: NeuralCache, position: number): void {
  const { capacity } = cache;
  const oldest = Math.max(0, cache.written - capacity);
  while (cache.written > oldest && cache.positions[(cache.written - 1) % capacity] >= position) {
    cache.written--;
  }
  // Entries that the forgotten ones had overwritten are gone: what is left must start at slot 0.
  if (oldest > 0) compact(cache, oldest);
}

/**
 * Adds the cache's vote to `out`.
 * @param scale what the votes sum to
 * @returns false, and `out` untouched, when no entry lies before the query
 */
export function addVotes(
  cache: NeuralCache,
  query: CacheQuery,
  theta: number,
  scale: number,
  out: Float64Array,
): boolean {
  const total = weigh(cache, theta, compare(cache, query));
  if (total === 0) return false;
  const { words, weights } = cache;
  for (let entry = 0, end = held(cache); entry < end; entry++) {
    if (weights[entry] > 0) out[words[entry]] += (scale * weights[entry]) / total;
  }
  return true;
}

/**
 * The probability that the cache gives to `word`, for several thetas in one pass: for tuning.
 * @param out [thetas.length]; 0 everywhere when no entry lies before the query
 */
export function probabilityByTheta(
  cache: NeuralCache,
  query: CacheQuery,
  word: number,
  thetas: readonly number[],
  out: Float64Array,
): void {
  const top = compare(cache, query);
  thetas.forEach((theta, index) => {
    const total = weigh(cache, theta, top);
    let own = 0;
    for (let entry = 0, end = held(cache); entry < end; entry++) {
      if (cache.words[entry] === word) own += cache.weights[entry];
    }
    out[index] = total > 0 ? own / total : 0;
  });
}

/** The places that contribute most to `word`, the largest first. */
export const placesOf = (
  cache: NeuralCache,
  query: CacheQuery,
  theta: number,
  word: number,
  limit: number,
): CachedPlace[] =>
  placesLookedAt(cache, query, theta)
    .filter((place) => place.word === word)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit);

/** Every place with a part in the vote; their weights sum to 1, without entries there are none. */
export function placesLookedAt(
  cache: NeuralCache,
  query: CacheQuery,
  theta: number,
): CachedPlace[] {
  const total = weigh(cache, theta, compare(cache, query));
  const places: CachedPlace[] = [];
  for (let entry = 0, end = held(cache); entry < end; entry++) {
    const weight = cache.weights[entry] / total;
    if (!(weight > 0)) continue;
    places.push({ position: cache.positions[entry], word: cache.words[entry], weight });
  }
  return places;
}

function held(cache: NeuralCache): number {
  return Math.min(cache.written, cache.capacity);
}

/** Fills `similarities`; returns the greatest, -Infinity without entries. */
function compare(cache: NeuralCache, { hidden, before }: CacheQuery): number {
  const { keys, hiddenSize, positions, similarities } = cache;
  let top = -Infinity;
  for (let entry = 0, end = held(cache); entry < end; entry++) {
    const among = positions[entry] < before;
    const dot = among ? product(keys, entry * hiddenSize, hidden, hiddenSize) : -Infinity;
    similarities[entry] = dot;
    if (dot > top) top = dot;
  }
  return top;
}

/** keys[at..at+length) . hidden; in four sums, because one would wait for itself at every term. */
function product(keys: Float32Array, at: number, hidden: Float32Array, length: number): number {
  // One by one: taking a list apart is slow until the function is compiled, after some thousand calls.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let unit = 0;
  for (; unit + 3 < length; unit += 4) {
    a += keys[at + unit] * hidden[unit];
    b += keys[at + unit + 1] * hidden[unit + 1];
    c += keys[at + unit + 2] * hidden[unit + 2];
    d += keys[at + unit + 3] * hidden[unit + 3];
  }
  for (; unit < length; unit++) a += keys[at + unit] * hidden[unit];
  return a + b + (c + d);
}

/** Fills `weights` from `similarities`; returns their sum. */
function weigh(cache: NeuralCache, theta: number, top: number): number {
  const { similarities, weights } = cache;
  let sum = 0;
  for (let entry = 0, end = held(cache); entry < end; entry++) {
    // -Infinity, an entry left out, is negligible too.
    const below = theta * (similarities[entry] - top);
    // Nothing is trained with it, so the bits need not be our own; this one allocates nothing.
    const weight = below >= -negligible ? Math.exp(below) : 0;
    weights[entry] = weight;
    sum += weight;
  }
  return sum;
}

/** Rewrites the ring so that entries `oldest` to `written` stand from slot 0 on. */
function compact(cache: NeuralCache, oldest: number): void {
  const { capacity, hiddenSize, keys, words, positions } = cache;
  const first = oldest % capacity;
  const order = Array.from({ length: cache.written - oldest }, (_, i) => (first + i) % capacity);
  const [oldKeys, oldWords, oldPositions] = [keys.slice(), words.slice(), positions.slice()];
  order.forEach((entry, slot) => {
    keys.set(oldKeys.subarray(entry * hiddenSize, (entry + 1) * hiddenSize), slot * hiddenSize);
    words[slot] = oldWords[entry];
    positions[slot] = oldPositions[entry];
  });
  cache.written = order.length;
}
