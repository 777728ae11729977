/**
 * Ranks of a unit's activations, and from them the area under the ROC curve: how often a labelled
 * token lies above an unlabelled one, ties counted half (Mann & Whitney 1947). Exact: midranks are
 * kept doubled, as integers, and their sums stay far below 2^53.
 */

export interface Ranker {
  /** Memory for ranks, and for what `shiftedSums` is given. */
  integers(length: number): Int32Array;
  /**
   * Twice the midrank of every value, 1-based; equal values share one.
   * @param ranks takes them
   */
  rank(values: Float32Array, ranks: Int32Array): void;
  /**
   * Under each shift, the sum of the ranks of labels that are moved on by it in a circle.
   * @param labels their places, ascending
   * @param shifts ascending, each below the number of ranks
   * @param sums takes them
   */
  shiftedSums(ranks: Int32Array, labels: Int32Array, shifts: Int32Array, sums: Float64Array): void;
}

/**
 * The plain one; `fastRanks.ts` does the same in machine code. Sorts by three digits of the float's bits,
 * of 11, 11 and 10 bits. Each key moves together with its place, so that both are read in order, and all
 * digits are counted in one pass.
 *
 * @param most values that are ever ranked at once; 20 bytes are kept for each
 */
export function createRanker(most: number): Ranker {
  const floats = new Float32Array(most);
  const bits = new Int32Array(floats.buffer);
  const [keys, places] = [new Int32Array(most), new Int32Array(most)];
  const [movedKeys, movedPlaces] = [new Int32Array(most), new Int32Array(most)];
  /** Of each value of a digit: how many keys have it, then where the next of them goes. */
  const low = new Uint32Array(2048);
  const middle = new Uint32Array(2048);
  const high = new Uint32Array(1024);

  function prepare(values: Float32Array): void {
    low.fill(0);
    middle.fill(0);
    high.fill(0);
    // Adding 0 makes -0 and 0 one value.
    for (let n = 0; n < values.length; n++) floats[n] = values[n] + 0;
    for (let n = 0; n < values.length; n++) {
      const key = ordered(bits[n]);
      bits[n] = key;
      low[key & 2047]++;
      middle[(key >>> 11) & 2047]++;
      high[key >>> 22]++;
    }
    for (const counts of [low, middle, high]) toStarts(counts);
  }

  function sort(count: number): void {
    for (let n = 0; n < count; n++) {
      const key = bits[n];
      const at = low[key & 2047]++;
      keys[at] = key;
      places[at] = n;
    }
    for (let n = 0; n < count; n++) {
      const key = keys[n];
      const at = middle[(key >>> 11) & 2047]++;
      movedKeys[at] = key;
      movedPlaces[at] = places[n];
    }
    for (let n = 0; n < count; n++) {
      const key = movedKeys[n];
      const at = high[key >>> 22]++;
      keys[at] = key;
      places[at] = movedPlaces[n];
    }
  }

  return {
    integers: (length) => new Int32Array(length),
    rank(values, ranks) {
      const count = values.length;
      prepare(values);
      sort(count);
      for (let from = 0; from < count;) {
        const key = keys[from];
        let to = from + 1;
        while (to < count && keys[to] === key) to++;
        for (let n = from; n < to; n++) ranks[places[n]] = from + to + 1;
        from = to;
      }
    },
    shiftedSums(ranks, labels, shifts, sums) {
      for (let n = 0; n < shifts.length; n++) sums[n] = shiftedSum(ranks, labels, shifts[n]);
    },
  };
}

/** First those that the shift leaves before the end, then the rest. */
function shiftedSum(ranks: Int32Array, labels: Int32Array, shift: number): number {
  const left = ranks.length - shift;
  let sum = 0;
  let n = 0;
  for (; n < labels.length && labels[n] < left; n++) sum += ranks[labels[n] + shift];
  for (; n < labels.length; n++) sum += ranks[labels[n] - left];
  return sum;
}

function toStarts(counts: Uint32Array): void {
  let before = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const here = counts[digit];
    counts[digit] = before;
    before += here;
  }
}

/**
 * A float's bits as a number that grows with it where it is read without a sign: negative ones turned
 * over, the others above them.
 */
const ordered = (bits: number): number => bits ^ ((bits >> 31) | 0x80000000);

/**
 * @param doubledRankSum of the labelled ones among all
 * @returns NaN where there are none, or no others
 */
export function areaUnderCurve(doubledRankSum: number, labelled: number, all: number): number {
  const pairs = labelled * (all - labelled);
  return (doubledRankSum - labelled * (labelled + 1)) / 2 / pairs;
}
