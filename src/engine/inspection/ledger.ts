/**
 * Where an additive memory comes from, written down word by word. It is an identity, not a model; with
 * an LSTM's c, f and i g:
 *
 *   c_t = (f_1 … f_t) c_0 + sum over s <= t of (f_{s+1} … f_t) i_s g_s
 *
 * with c_0 the state before the window, a row of its own. It counts direct writes only: what a word
 * left in h, and a later word wrote again from there, is credited to the later word. What a network
 * really remembers is measured in `substitution.ts`. Only where keep and write depend on the word alone
 * and no layer lies below is it the same: a word then changes nothing but its own row.
 */
import type { StepValues } from '../cells/evaluate';
import type { LayerMemory } from '../reading/layerMemory';

export interface Ledger {
  /** Tokens noted. */
  readonly length: number;
  /** Token `length` of the window was read. */
  note(step: StepValues): void;
  /** Of one unit, after the last token. */
  of(unit: number): LedgerColumn;
}

export interface LedgerColumn {
  /** What each token wrote: i g. */
  readonly written: Float64Array;
  /** Share of it that was kept since: f_{s+1} … f_t. */
  readonly survives: Float64Array;
  /** c_0, and the share of it that is left: f_1 … f_t. */
  readonly before: number;
  readonly beforeSurvives: number;
}

/** @param most tokens of the window */
export function createLedger(memory: LayerMemory, most: number): Ledger {
  const { H } = memory;
  const kept = new Float64Array(most * H);
  const written = new Float64Array(most * H);
  const before = new Float64Array(H);
  let length = 0;
  return {
    get length() {
      return length;
    },
    note(step) {
      if (length === most) throw new RangeError(`A ledger of ${most} tokens is full`);
      if (length === 0) before.set(memory.before(step));
      kept.set(memory.keep(step), length * H);
      written.set(memory.write(step), length * H);
      length++;
    },
    of(unit) {
      const column: LedgerColumn & { beforeSurvives: number } = {
        written: new Float64Array(length),
        survives: new Float64Array(length),
        before: before[unit],
        beforeSurvives: 1,
      };
      for (let s = length - 1; s >= 0; s--) {
        column.written[s] = written[s * H + unit];
        column.survives[s] = column.beforeSurvives;
        column.beforeSurvives *= kept[s * H + unit];
      }
      return column;
    },
  };
}

/** The ledger's sum: the memory after the last token. */
export function total({ written, survives, before, beforeSurvives }: LedgerColumn): number {
  let sum = beforeSurvives * before;
  for (let s = 0; s < written.length; s++) sum += survives[s] * written[s];
  return sum;
}

/**
 * All units together: lengths over the units of what each token wrote and of what is left of it.
 * Lengths do not add up to that of the memory; only single units keep the identity.
 */
export function lengths(ledger: Ledger, H: number): LedgerColumn & { readonly left: Float64Array } {
  const written = new Float64Array(ledger.length);
  const left = new Float64Array(ledger.length);
  let [before, beforeLeft] = [0, 0];
  for (let unit = 0; unit < H; unit++) {
    const column = ledger.of(unit);
    for (let s = 0; s < ledger.length; s++) {
      const own = column.survives[s] * column.written[s];
      written[s] += column.written[s] * column.written[s];
      left[s] += own * own;
    }
    before += column.before * column.before;
    const kept = column.beforeSurvives * column.before;
    beforeLeft += kept * kept;
  }
  const root = (squares: Float64Array): Float64Array => squares.map(Math.sqrt);
  const share = (of: number, whole: number): number => (whole > 0 ? of / whole : 0);
  const survives = left.map((square, s) => Math.sqrt(share(square, written[s])));
  return {
    written: root(written),
    left: root(left),
    survives,
    before: Math.sqrt(before),
    beforeSurvives: Math.sqrt(share(beforeLeft, before)),
  };
}
