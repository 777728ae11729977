/**
 * When every unit is on, over a whole text, in bits: for each unit one row for *on* and one for *on
 * the other way*, a bit a token, so that a set of units is looked for in a million tokens within a
 * tenth of a second. On: the hidden state is at least 0.3 from zero, as LSTMVis begins with (Strobelt
 * et al. 2018), above it or below.
 *
 * The index knows the ids that it has read: after an edit it goes back to where they differ.
 */
import type { LayerReading } from '../network/predictor';
import type { RecurrentState } from '../network/state';

export const onFrom = 0.3;

/**
 * Bytes that an index of that many tokens takes, states and a query's scratch included.
 * @param stateLength numbers of a state, in single precision
 */
export function indexBytes(units: number, tokens: number, stateLength: number): number {
  const words = wordsFor(tokens);
  const states = 4 * Math.ceil(tokens / stride) * stateLength;
  return 4 * (2 * units * words + (counterBits + 2) * words) + 4 * tokens + states;
}

/** A unit of any layer, above zero or below: row 2 n or 2 n + 1 of unit n = layer x H + unit. */
export type UnitRow = number;

export interface Similar {
  /** First token. */
  readonly token: number;
  /** How many of the set are on over it. */
  readonly shared: number;
  /** Shared ones among all that are on over the one or the other, 0 to 1 (Jaccard 1901). */
  readonly likeness: number;
}

export interface UnitIndex {
  readonly tokens: number;
  readonly bytes: number;
  /** Tokens read from the first on. */
  readonly reached: number;
  /** Goes back to the first token that is another than was read. */
  follow(ids: { readonly length: number; id(token: number): number }): void;
  /** The state to read token `reached` from; note that token afterwards. */
  readonly front: RecurrentState;
  note(id: number, layers: readonly Pick<LayerReading, 'h'>[]): void;
  /** Rows that are on at every token of a span. */
  onOver(start: number, end: number): UnitRow[];
  /**
   * Spans of `length` over which most of the rows are on, the likest first, none overlapping with
   * another or with `except`.
   */
  similar(query: SimilarQuery): Similar[];
}

export interface SimilarQuery {
  readonly rows: readonly UnitRow[];
  readonly length: number;
  readonly most: number;
  readonly except?: { readonly start: number; readonly end: number };
}

/** Between two states that are kept. */
const stride = 4096;
/** More rows than 2^16 - 1 are never on at once. */
const counterBits = 16;
/** Tokens of a span that ends in the next word of 32 at the latest. */
const longest = 32;
/** Compared as a whole: what is on there beside the set. */
const mostCandidates = 1000;

const wordsFor = (tokens: number): number => Math.ceil(tokens / 32) + 1;

export function createUnitIndex(units: number, tokens: number, start: RecurrentState): UnitIndex {
  const words = wordsFor(tokens);
  const rows = 2 * units;
  // Word by word of 32 tokens, all rows of it side by side: so they are written, counted and compared.
  const bits = new Uint32Array(rows * words);
  const read = new Int32Array(tokens);
  const kept: RecurrentState[] = [start.slice()];
  const counters = new Uint32Array(counterBits * words);
  const shifted = [new Uint32Array(words), new Uint32Array(words)] as const;
  let reached = 0;
  let front = start.slice();

  function forget(from: number): void {
    if (from >= reached) return;
    const block = Math.floor(from / stride);
    kept.length = block + 1;
    reached = block * stride;
    front = kept[block].slice();
    // A block begins a word: the rest is written over token by token.
  }

  const isOn = (row: number, token: number): boolean =>
    ((bits[(token >>> 5) * rows + row] >>> (token & 31)) & 1) === 1;

  const isOnOver = (row: number, from: number, end: number): boolean => {
    for (let token = from; token < end; token++) if (!isOn(row, token)) return false;
    return true;
  };

  /** A bit where the row is on at that token and the `length - 1` after it. */
  function longSpansOf(row: number, length: number, used: number): Uint32Array {
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

  /** The same, 32 tokens of a row from `at` on, where spans end in the next word at the latest. */
  function shortSpans(at: number, length: number): number {
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

  /** Adds a bit to each of 32 counters, from a digit on. */
  function carryInto(w: number, digit: number, bit: number): void {
    let carry = bit;
    for (let at = digit * words + w; carry !== 0; at += words) {
      const counter = counters[at];
      counters[at] = counter ^ carry;
      carry &= counter;
    }
  }

  /**
   * For every place, how many of the rows are on over the span there: bit n of the count of token t
   * is bit t of the n-th row of `counters`. Eight rows at a time, by carry-save adders.
   */
  function countSpans(chosen: readonly UnitRow[], length: number, used: number): void {
    counters.fill(0);
    if (length > longest) return countLongSpans(chosen, length);
    const eights = chosen.length & ~7;
    for (let w = 0; w < used; w++) {
      const word = w * rows;
      for (let n = 0; n < eights; n += 8) addEight(chosen, n, length, w);
      for (let n = eights; n < chosen.length; n++) {
        carryInto(w, 0, shortSpans(word + chosen[n], length));
      }
    }
  }

  function addEight(chosen: readonly UnitRow[], n: number, length: number, w: number): void {
    const word = w * rows;
    let one = counters[w];
    let two = counters[words + w];
    let x = shortSpans(word + chosen[n], length);
    let y = shortSpans(word + chosen[n + 1], length);
    let either = x ^ y;
    const first = (x & y) | (either & one);
    one ^= either;
    x = shortSpans(word + chosen[n + 2], length);
    y = shortSpans(word + chosen[n + 3], length);
    either = x ^ y;
    const second = (x & y) | (either & one);
    one ^= either;
    either = first ^ second;
    const half = (first & second) | (either & two);
    two ^= either;
    x = shortSpans(word + chosen[n + 4], length);
    y = shortSpans(word + chosen[n + 5], length);
    either = x ^ y;
    const third = (x & y) | (either & one);
    one ^= either;
    x = shortSpans(word + chosen[n + 6], length);
    y = shortSpans(word + chosen[n + 7], length);
    either = x ^ y;
    const last = (x & y) | (either & one);
    counters[w] = one ^ either;
    either = third ^ last;
    const otherHalf = (third & last) | (either & two);
    counters[words + w] = two ^ either;
    either = half ^ otherHalf;
    const four = counters[2 * words + w];
    counters[2 * words + w] = four ^ either;
    carryInto(w, 3, (half & otherHalf) | (either & four));
  }

  function countLongSpans(chosen: readonly UnitRow[], length: number): void {
    const used = (reached >>> 5) + 1;
    for (const row of chosen) {
      const spans = longSpansOf(row, length, used);
      for (let w = 0; w < used; w++) carryInto(w, 0, spans[w]);
    }
  }

  /** A bit for each of 32 tokens whose count is at least that. */
  function atLeast(w: number, count: number, digits: number): number {
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

  const countAt = (token: number, digits: number): number => {
    let count = 0;
    for (let digit = 0; digit < digits; digit++) {
      count |= ((counters[digit * words + (token >>> 5)] >>> (token & 31)) & 1) << digit;
    }
    return count;
  };

  /** Those with the highest counts; of too many with the last count that is taken, every so manyth. */
  function candidates(chosen: number, places: number, digits: number): Counted[] {
    const used = ((places - 1) >>> 5) + 1;
    // The last word's tokens behind the last place.
    const rest = places & 31;
    const inPlace = (w: number): number => (rest !== 0 && w === used - 1 ? (1 << rest) - 1 : -1);
    const having = (count: number): number => {
      if (count > chosen) return 0;
      let sum = 0;
      for (let w = 0; w < used; w++) sum += ones(atLeast(w, count, digits) & inPlace(w));
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
      let taken = atLeast(w, least, digits) & inPlace(w);
      for (; taken !== 0; taken &= taken - 1) {
        const token = (w << 5) + 31 - Math.clz32(taken & -taken);
        const count = countAt(token, digits);
        if (count > least || seen++ % every === 0) found.push({ token, count });
      }
    }
    return found;
  }

  return {
    ...{ tokens, bytes: indexBytes(units, tokens, start.length) },
    get reached() {
      return reached;
    },
    get front() {
      return front;
    },
    follow(ids) {
      const end = Math.min(reached, ids.length);
      let token = 0;
      while (token < end && read[token] === ids.id(token)) token++;
      forget(token);
    },
    note(id, layers) {
      const word = (reached >>> 5) * rows;
      const bit = 1 << (reached & 31);
      if (bit === 1) bits.fill(0, word, word + rows);
      let at = word;
      for (const { h } of layers) {
        for (let j = 0; j < h.length; j++, at += 2) {
          if (h[j] >= onFrom) bits[at] |= bit;
          else if (h[j] <= -onFrom) bits[at + 1] |= bit;
        }
      }
      read[reached++] = id;
      if (reached % stride === 0) kept.push(front.slice());
    },
    onOver(from, end) {
      const all = Array.from({ length: rows }, (_, row) => row);
      return from < end && end <= reached ? all.filter((row) => isOnOver(row, from, end)) : [];
    },
    similar({ rows: chosen, length, most, except }) {
      const places = reached - length + 1;
      if (chosen.length === 0 || places < 1) return [];
      const digits = 32 - Math.clz32(chosen.length);
      countSpans(chosen, length, ((places - 1) >>> 5) + 1);
      const found = candidates(chosen.length, places, digits).filter(
        ({ token }) => !(except && token < except.end && token + length > except.start),
      );
      const compared = found
        .map(({ token, count: shared }) => {
          let on = 0;
          for (let row = 0; row < rows; row++) if (isOnOver(row, token, token + length)) on++;
          return { token, shared, likeness: shared / (chosen.length + on - shared) };
        })
        .sort((one, other) => other.likeness - one.likeness || one.token - other.token);
      return apart(compared, length, most);
    },
  };
}

interface Counted {
  readonly token: number;
  readonly count: number;
}

/** Bits that are set. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
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

function apart(found: readonly Similar[], length: number, most: number): Similar[] {
  const taken: Similar[] = [];
  for (const one of found) {
    if (taken.length === most) break;
    if (taken.every(({ token }) => Math.abs(token - one.token) >= length)) taken.push(one);
  }
  return taken;
}
