/**
 * The weights of an averaged perceptron: a row of one weight a label for each feature, by the feature's
 * hash. Rows are made when a feature is first corrected, as long as there is room. Pure integers until the
 * average is taken.
 */

export interface WeightRows {
  /** -1 where it has none. */
  find(hash: number): number;
  /** Makes a row; -1 where there is no more room. */
  make(hash: number): number;
  /** Adds the row's weights to the scores. */
  addTo(scores: Float64Array, row: number): void;
  change(row: number, label: number, by: number, time: number): void;
  /** From then on the weights are the means over all times up to this. */
  average(time: number): void;
  readonly count: number;
}

/** Weights in all: 16 bytes each while it learns. */
const mostWeights = 1 << 24;

export function weightRows(labels: number, most = mostWeights): WeightRows {
  const mostRows = Math.max(1, Math.floor(most / labels));
  let slots = slotTable(1 << 12);
  let capacity = Math.min(1 << 11, mostRows);
  let weights: Float64Array = new Float64Array(capacity * labels);
  // The average is the weight less each change times when it was made, over the time.
  let timed: Float64Array = new Float64Array(capacity * labels);
  let count = 0;

  function make(hash: number): number {
    if (count === mostRows) return -1;
    if (count === capacity) {
      capacity = Math.min(2 * capacity, mostRows);
      weights = grown(weights, capacity * labels);
      timed = grown(timed, capacity * labels);
    }
    if (2 * count >= slots.size) slots = larger(slots);
    slots.put(hash, count);
    return count++;
  }

  return {
    find: (hash) => slots.get(hash),
    make,
    addTo(scores, row) {
      const from = row * labels;
      for (let label = 0; label < labels; label++) scores[label] += weights[from + label];
    },
    change(row, label, by, time) {
      weights[row * labels + label] += by;
      timed[row * labels + label] += by * time;
    },
    average(time) {
      for (let at = 0; at < count * labels; at++) weights[at] -= timed[at] / Math.max(1, time);
      timed = new Float64Array(0);
    },
    get count() {
      return count;
    },
  };
}

function grown(values: Float64Array, length: number): Float64Array {
  const more = new Float64Array(length);
  more.set(values);
  return more;
}

/** Open addressing over 32-bit hashes; two features of one hash share a row. */
interface Slots {
  readonly size: number;
  get(hash: number): number;
  put(hash: number, row: number): void;
  each(visit: (hash: number, row: number) => void): void;
}

/** @param size a power of two */
function slotTable(size: number): Slots {
  const hashes = new Int32Array(size);
  const rows = new Int32Array(size).fill(-1);
  const slotOf = (hash: number): number => {
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (rows[slot] >= 0 && hashes[slot] !== hash) slot = (slot + 1) & (size - 1);
    return slot;
  };
  return {
    size,
    get: (hash) => rows[slotOf(hash)],
    put(hash, row) {
      const slot = slotOf(hash);
      hashes[slot] = hash;
      rows[slot] = row;
    },
    each(visit) {
      rows.forEach((row, slot) => {
        if (row >= 0) visit(hashes[slot], row);
      });
    },
  };
}

function larger(slots: Slots): Slots {
  const next = slotTable(2 * slots.size);
  slots.each((hash, row) => {
    next.put(hash, row);
  });
  return next;
}
