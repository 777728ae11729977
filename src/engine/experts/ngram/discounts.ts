/**
 * The three discounts of modified Kneser-Ney smoothing for one order, from its counts of counts
 * (Chen & Goodman 1998, equation 26). D(1), D(2), D(3+) lie strictly between 0 and 1, 2, 3, so that
 * every context leaves some probability to the words it has not seen.
 */

/** Used where too little text, or odd text, makes the estimate impossible (KenLM's values). */
const fallback = [0, 0.5, 1, 1.5] as const;

/**
 * @param countsOfCounts [row * 5 + r] n-grams that occur exactly r times, r = 1..4
 * @param row the order's row in `countsOfCounts` and `out`
 * @param out [row * 4 + min(count, 3)] discounts; the entry of count 0 is 0
 */
export function estimateDiscounts(
  countsOfCounts: Int32Array,
  row: number,
  out: Float64Array,
): void {
  const n1 = countsOfCounts[row * 5 + 1];
  const n2 = countsOfCounts[row * 5 + 2];
  const y = n1 / (n1 + 2 * n2);
  out[row * 4] = 0;
  for (let r = 1; r <= 3; r++) {
    const here = countsOfCounts[row * 5 + r];
    const above = countsOfCounts[row * 5 + r + 1];
    const estimate = r - ((r + 1) * y * above) / here;
    const usable = here > 0 && above > 0 && estimate > 0 && estimate < r;
    out[row * 4 + r] = usable ? estimate : fallback[r];
  }
}
