/**
 * Ranks of a unit's activations, and from them the area under the ROC curve: how often a labelled
 * token lies above an unlabelled one, ties counted half (Mann & Whitney 1947). Exact: midranks are
 * kept doubled, as integers, and their sums stay far below 2^53.
 */

export interface Ranker {
  /**
   * Twice the midrank of every value, 1-based; equal values share one.
   * @param ranks takes them
   */
  rank(values: Float32Array, ranks: Int32Array): void;
}

const digitBits = 11;
const digits = 1 << digitBits;
const passes = 3;

/**
 * Sorts by three digits of the float's bits, which takes a tenth of what comparing takes.
 * @param most values that are ever ranked at once; 16 bytes are kept for each
 */
export function createRanker(most: number): Ranker {
  const bits = new Float32Array(most);
  const keys = new Uint32Array(bits.buffer);
  let order = new Uint32Array(most);
  let other = new Uint32Array(most);
  const starts = new Uint32Array(digits);

  function sort(count: number): void {
    for (let n = 0; n < count; n++) order[n] = n;
    for (let pass = 0; pass < passes; pass++) {
      const shift = pass * digitBits;
      starts.fill(0);
      for (let n = 0; n < count; n++) starts[(keys[n] >>> shift) & (digits - 1)]++;
      let before = 0;
      for (let digit = 0; digit < digits; digit++) {
        const here = starts[digit];
        starts[digit] = before;
        before += here;
      }
      for (let n = 0; n < count; n++) {
        const digit = (keys[order[n]] >>> shift) & (digits - 1);
        other[starts[digit]++] = order[n];
      }
      [order, other] = [other, order];
    }
  }

  return {
    rank(values, ranks) {
      const count = values.length;
      // Adding 0 makes -0 and 0 one value.
      for (let n = 0; n < count; n++) bits[n] = values[n] + 0;
      for (let n = 0; n < count; n++) keys[n] = ordered(keys[n]);
      sort(count);
      for (let from = 0; from < count;) {
        let to = from + 1;
        while (to < count && keys[order[to]] === keys[order[from]]) to++;
        for (let n = from; n < to; n++) ranks[order[n]] = from + to + 1;
        from = to;
      }
    },
  };
}

/** A float's bits as a number that grows with it: negative ones turned over, the others above them. */
const ordered = (bits: number): number => (bits >>> 31 ? ~bits : bits | 0x80000000) >>> 0;

/**
 * @param doubledRankSum of the labelled ones among all
 * @returns NaN where there are none, or no others
 */
export function areaUnderCurve(doubledRankSum: number, labelled: number, all: number): number {
  const pairs = labelled * (all - labelled);
  return (doubledRankSum - labelled * (labelled + 1)) / 2 / pairs;
}
