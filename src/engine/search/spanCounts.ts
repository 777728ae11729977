/**
 * The spans of a text over which most of a set of rows of bits are on. Counts 32 tokens at a time, with
 * bit-sliced counters: the n-th digits of 32 counts are one word. It knows rows and tokens, not what
 * a row represents (that is `unitIndex.ts`). All memory but the answer's is taken in
 * `allocateSpanCounts`; counters hold the counts of one query only.
 */
export interface SpanCounts {
  /** Word by word of 32 tokens, all rows of it side by side: so they are counted and compared. */
  readonly bits: Uint32Array;
  readonly rows: number;
  /** Words of 32 tokens. */
  readonly words: number;
  /** Bit n of the count of token t is bit t of the n-th row, [counterBits][words]. */
  readonly counters: Uint32Array;
  /** Scratch for long spans of one row, [words] each. */
  readonly shifted: readonly [Uint32Array, Uint32Array];
}

export interface Counted {
  /** The first token of a span. */
  readonly token: number;
  /** How many of the rows are on over all of it. */
  readonly count: number;
}

/** More rows than 2^16 - 1 are never on at once. */
const counterBits = 16;
/** Tokens of a span that ends in the next word of 32 at the latest. */
const longest = 32;
/** Compared as a whole: what is on there beside the set. */
const mostCandidates = 1000;

/** What the counters and the scratch take. */
export const spanCountBytes = (words: number): number => 4 * (counterBits + 2) * words;

export function allocateSpanCounts(bits: Uint32Array, rows: number, words: number): SpanCounts {
  return {
    ...{ bits, rows, words },
    counters: new Uint32Array(counterBits * words),
    shifted: [new Uint32Array(words), new Uint32Array(words)],
  };
}

/**
 * Spans of `length` tokens over which most of the chosen rows are on, in the order of the text; about a
 * thousand at most.
 *
 * @param reached how many tokens were read: a span ends within them
 */
export function spansWithMost(
  counts: SpanCounts,
  chosen: readonly number[],
  length: number,
  reached: number,
): Counted[] {
  const places = reached - length + 1;
  if (chosen.length === 0 || places < 1) return [];
  counts.counters.fill(0);
  if (length > longest) countLongSpans(counts, chosen, length, (reached >>> 5) + 1);
  else countShortSpans(counts, chosen, length, ((places - 1) >>> 5) + 1);
  return candidates(counts, chosen.length, places);
}

/** For every place, how many of the rows are on over the span there: eight at a time, by carry-save adders. */
function countShortSpans(
  counts: SpanCounts,
  chosen: readonly number[],
  length: number,
  used: number,
): void {
  const { bits, rows, words, counters } = counts;
  const eights = chosen.length & ~7;
  for (let w = 0; w < used; w++) {
    const word = w * rows;
    for (let n = 0; n < eights; n += 8) addEight(counts, chosen, n, length, w);
    for (let n = eights; n < chosen.length; n++) {
      carryInto(counters, words, w, shortSpans(bits, rows, word + chosen[n], length));
    }
  }
}

function addEight(
  { bits, rows, words, counters }: SpanCounts,
  chosen: readonly number[],
  n: number,
  length: number,
  w: number,
): void {
  const word = w * rows;
  let one = counters[w];
  let two = counters[words + w];
  let x = shortSpans(bits, rows, word + chosen[n], length);
  let y = shortSpans(bits, rows, word + chosen[n + 1], length);
  let either = x ^ y;
  const first = (x & y) | (either & one);
  one ^= either;
  x = shortSpans(bits, rows, word + chosen[n + 2], length);
  y = shortSpans(bits, rows, word + chosen[n + 3], length);
  either = x ^ y;
  const second = (x & y) | (either & one);
  one ^= either;
  either = first ^ second;
  const half = (first & second) | (either & two);
  two ^= either;
  x = shortSpans(bits, rows, word + chosen[n + 4], length);
  y = shortSpans(bits, rows, word + chosen[n + 5], length);
  either = x ^ y;
  const third = (x & y) | (either & one);
  one ^= either;
  x = shortSpans(bits, rows, word + chosen[n + 6], length);
  y = shortSpans(bits, rows, word + chosen[n + 7], length);
  either = x ^ y;
  const last = (x & y) | (either & one);
  counters[w] = one ^ either;
  either = third ^ last;
  const otherHalf = (third & last) | (either & two);
  counters[words + w] = two ^ either;
  either = half ^ otherHalf;
  const four = counters[2 * words + w];
  counters[2 * words + w] = four ^ either;
  carryInto(counters, words, 3 * words + w, (half & otherHalf) | (either & four));
}

/**
 * A bit where the row is on at that token and the `length - 1` after it, for the 32 tokens of the word
 * `at`, where spans end in the next word at the latest.
 */
function shortSpans(bits: Uint32Array, rows: number, at: number, length: number): number {
  let low = bits[at];
  if (length === 1) return low;
  let high = bits[at + rows];
  for (let covered = 1; covered < length;) {
    const step = Math.min(covered, length - covered);
    low &= (low >>> step) | (high << (32 - step));
    high &= high >>> step;
    covered += step;
  }
  return low;
}

function countLongSpans(
  counts: SpanCounts,
  chosen: readonly number[],
  length: number,
  used: number,
): void {
  for (const row of chosen) {
    const spans = longSpansOf(counts, row, length, used);
    for (let w = 0; w < used; w++) carryInto(counts.counters, counts.words, w, spans[w]);
  }
}

/** The same of a whole row, for spans of any length. */
function longSpansOf(
  { bits, rows, shifted }: SpanCounts,
  row: number,
  length: number,
  used: number,
): Uint32Array {
  let [from, to] = shifted;
  for (let w = 0; w < used; w++) from[w] = bits[w * rows + row];
  // Of a span of n and another, m tokens later, comes one of n + m, as long as m <= n.
  for (let covered = 1; covered < length;) {
    const step = Math.min(covered, length - covered);
    andShifted(from, to, step, used);
    [from, to] = [to, from];
    covered += step;
  }
  return from;
}

/** to[t] = from[t] and from[t + step], bit by bit. */
function andShifted(from: Uint32Array, to: Uint32Array, step: number, used: number): void {
  const whole = step >>> 5;
  const rest = step & 31;
  const at = (word: number): number => (word < used ? from[word] : 0);
  for (let w = 0; w < used; w++) {
    const low = at(w + whole);
    const later = rest === 0 ? low : (low >>> rest) | (at(w + whole + 1) << (32 - rest));
    to[w] = from[w] & later;
  }
}

/** Adds a bit to each of 32 counters. @param from the word of the digit that it is added to */
function carryInto(counters: Uint32Array, words: number, from: number, bit: number): void {
  let carry = bit;
  for (let at = from; carry !== 0; at += words) {
    const counter = counters[at];
    counters[at] = counter ^ carry;
    carry &= counter;
  }
}

/** Those with the highest counts; where too many share the lowest count that is taken, evenly spaced ones. */
function candidates(counts: SpanCounts, chosen: number, places: number): Counted[] {
  const digits = 32 - Math.clz32(chosen);
  const used = ((places - 1) >>> 5) + 1;
  // The last word's tokens after the last place do not count.
  const rest = places & 31;
  const inPlace = (w: number): number => (rest !== 0 && w === used - 1 ? (1 << rest) - 1 : -1);
  const having = (count: number): number => {
    if (count > chosen) return 0;
    let sum = 0;
    for (let w = 0; w < used; w++) sum += ones(atLeast(counts, w, count, digits) & inPlace(w));
    return sum;
  };
  // The highest count that enough places have.
  let least = 1;
  for (let most = chosen; least < most;) {
    const middle = (least + most + 1) >>> 1;
    if (having(middle) >= mostCandidates) least = middle;
    else most = middle - 1;
  }
  const above = having(least + 1);
  const every = Math.max(
    1,
    Math.ceil((having(least) - above) / Math.max(1, mostCandidates - above)),
  );
  const found: Counted[] = [];
  let seen = 0;
  for (let w = 0; w < used; w++) {
    let taken = atLeast(counts, w, least, digits) & inPlace(w);
    for (; taken !== 0; taken &= taken - 1) {
      const token = (w << 5) + 31 - Math.clz32(taken & -taken);
      const count = countAt(counts, token, digits);
      if (count > least || seen++ % every === 0) found.push({ token, count });
    }
  }
  return found;
}

/** A bit for each of 32 tokens whose count is at least that. */
function atLeast(
  { counters, words }: SpanCounts,
  w: number,
  count: number,
  digits: number,
): number {
  let more = 0;
  let same = -1;
  for (let digit = digits - 1; digit >= 0; digit--) {
    const bit = counters[digit * words + w];
    if ((count >>> digit) & 1) same &= bit;
    else {
      more |= same & bit;
      same &= ~bit;
    }
  }
  return more | same;
}

function countAt({ counters, words }: SpanCounts, token: number, digits: number): number {
  let count = 0;
  for (let digit = 0; digit < digits; digit++) {
    count |= ((counters[digit * words + (token >>> 5)] >>> (token & 31)) & 1) << digit;
  }
  return count;
}

/** Bits that are set. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
