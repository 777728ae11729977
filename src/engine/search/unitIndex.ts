/**
 * When every unit is on, over a whole text, in bits: for each unit one row for *on* and one for *on
 * the other way*, a bit a token, so that a set of units is looked for in a million tokens within a
 * tenth of a second. On: what it shows is at least so far from zero as `onThresholds.ts` says, above
 * it or below.
 *
 * The index knows the ids that it has read: after an edit it goes back to where they differ. Spans
 * are counted in `spanCounts.ts`.
 */
import type { Floats } from '../kernels/kernels';
import type { LayerReading } from '../network/predictor';
import type { RecurrentState } from '../network/state';
import { allocateSpanCounts, spanCountBytes, spansWithMost } from './spanCounts';

/**
 * Bytes that an index of that many tokens takes, states and a query's scratch included.
 * @param stateLength numbers of a state, in single precision
 */
export function indexBytes(units: number, tokens: number, stateLength: number): number {
  const words = wordsFor(tokens);
  const states = 4 * Math.ceil(tokens / stride) * stateLength;
  return 4 * 2 * units * words + spanCountBytes(words) + 4 * tokens + states;
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
   * Spans of `length` over which most of the rows are on, the most similar first, none overlapping with
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
const wordsFor = (tokens: number): number => Math.ceil(tokens / 32) + 1;

/** @param onFrom of each unit of all layers: so far from zero it is on */
export function createUnitIndex(onFrom: Floats, tokens: number, start: RecurrentState): UnitIndex {
  const units = onFrom.length;
  const words = wordsFor(tokens);
  const rows = 2 * units;
  // Word by word of 32 tokens, all rows of it side by side: so they are written, counted and compared.
  const bits = new Uint32Array(rows * words);
  const read = new Int32Array(tokens);
  const kept: RecurrentState[] = [start.slice()];
  const counts = allocateSpanCounts(bits, rows, words);
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
      let unit = 0;
      for (const { h } of layers) {
        for (let j = 0; j < h.length; j++, unit++) {
          if (h[j] >= onFrom[unit]) bits[word + 2 * unit] |= bit;
          else if (h[j] <= -onFrom[unit]) bits[word + 2 * unit + 1] |= bit;
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
      const found = spansWithMost(counts, chosen, length, reached).filter(
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

function apart(found: readonly Similar[], length: number, most: number): Similar[] {
  const taken: Similar[] = [];
  for (const one of found) {
    if (taken.length === most) break;
    if (taken.every(({ token }) => Math.abs(token - one.token) >= length)) taken.push(one);
  }
  return taken;
}
