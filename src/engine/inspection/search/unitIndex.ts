/**
 * When every unit is on, over a whole text, in bits: for each unit one row for *on* and one for *on
 * the other way*, a bit a token, so that a set of units is looked for in a million tokens within a
 * tenth of a second. On: the hidden state is at least 0.3 from zero, as LSTMVis begins with (Strobelt
 * et al. 2018), above it or below.
 *
 * The index knows the ids that it has read: after an edit it goes back to where they differ.
 */
import type { LayerReading, LstmState } from '../../model/predictor';

export const onFrom = 0.3;

/** Bytes that an index of that many tokens takes, states and a query's scratch included. */
export function indexBytes(units: number, tokens: number): number {
  const words = wordsFor(tokens);
  const states = Math.ceil(tokens / stride) * units * 2 * 4;
  return 4 * (2 * units * words + (counterBits + 2) * words) + 6 * tokens + states;
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
  readonly front: LstmState;
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
/** Compared as a whole: what is on there beside the set. */
const mostCandidates = 1000;

const wordsFor = (tokens: number): number => Math.ceil(tokens / 32) + 1;

export function createUnitIndex(units: number, tokens: number, start: LstmState): UnitIndex {
  const words = wordsFor(tokens);
  const rows = 2 * units;
  const bits = new Uint32Array(rows * words);
  const read = new Int32Array(tokens);
  const kept: LstmState[] = [start.slice()];
  const counters = new Uint32Array(counterBits * words);
  const counts = new Uint16Array(tokens);
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
    ((bits[row * words + (token >>> 5)] >>> (token & 31)) & 1) === 1;

  const isOnOver = (row: number, from: number, end: number): boolean => {
    for (let token = from; token < end; token++) if (!isOn(row, token)) return false;
    return true;
  };

  /** A bit where the row is on at that token and the `length - 1` after it. */
  function spansOf(row: number, length: number): Uint32Array {
    const used = (reached >>> 5) + 1;
    let [from, to] = shifted;
    from.set(bits.subarray(row * words, (row + 1) * words));
    // Of a span of n and another, m tokens later, comes one of n + m, as long as m <= n.
    for (let covered = 1; covered < length;) {
      const step = Math.min(covered, length - covered);
      andShifted(from, to, step, used);
      [from, to] = [to, from];
      covered += step;
    }
    return from;
  }

  function countSpans(chosen: readonly UnitRow[], length: number): void {
    const used = (reached >>> 5) + 1;
    counters.fill(0);
    for (const row of chosen) {
      const spans = spansOf(row, length);
      for (let w = 0; w < used; w++) {
        let carry = spans[w];
        for (let at = w; carry !== 0; at += words) {
          const counter = counters[at];
          counters[at] = counter ^ carry;
          carry &= counter;
        }
      }
    }
    const digits = 32 - Math.clz32(chosen.length);
    for (let w = 0; w < used; w++) {
      const first = w << 5;
      const end = Math.min(reached, first + 32);
      counts.fill(0, first, end);
      for (let digit = 0; digit < digits; digit++) {
        const word = counters[digit * words + w];
        if (word === 0) continue;
        for (let t = first; t < end; t++) counts[t] |= ((word >>> (t & 31)) & 1) << digit;
      }
    }
  }

  /** Those with the highest counts; of too many with the last count that is taken, every so manyth. */
  function candidates(chosen: number, places: number): number[] {
    const having = new Uint32Array(chosen + 1);
    for (let t = 0; t < places; t++) having[counts[t]]++;
    let least = chosen;
    for (let sum = having[least]; least > 1 && sum < mostCandidates; sum += having[least]) least--;
    let above = 0;
    for (let count = least + 1; count <= chosen; count++) above += having[count];
    const every = Math.max(1, Math.ceil(having[least] / Math.max(1, mostCandidates - above)));
    const found: number[] = [];
    let seen = 0;
    for (let t = 0; t < places; t++) {
      if (counts[t] > least || (counts[t] === least && seen++ % every === 0)) found.push(t);
    }
    return found;
  }

  return {
    ...{ tokens, bytes: indexBytes(units, tokens) },
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
      const word = reached >>> 5;
      const bit = 1 << (reached & 31);
      let row = 0;
      for (const { h } of layers) {
        for (let j = 0; j < h.length; j++, row += 2) {
          const at = row * words + word;
          if ((reached & 31) === 0) bits[at] = bits[at + words] = 0;
          if (h[j] >= onFrom) bits[at] |= bit;
          else if (h[j] <= -onFrom) bits[at + words] |= bit;
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
      countSpans(chosen, length);
      const compared = candidates(chosen.length, places)
        .filter((t) => counts[t] > 0 && !(except && t < except.end && t + length > except.start))
        .map((token) => {
          let on = 0;
          for (let row = 0; row < rows; row++) if (isOnOver(row, token, token + length)) on++;
          const shared = counts[token];
          return { token, shared, likeness: shared / (chosen.length + on - shared) };
        })
        .sort((one, other) => other.likeness - one.likeness || one.token - other.token);
      return apart(compared, length, most);
    },
  };
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
