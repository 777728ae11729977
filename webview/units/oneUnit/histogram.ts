/** How often a trace takes which values. */

export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

/** Bins of equal width from the smallest value to the largest. */
export function histogramOf(values: Float32Array, bins: number): Histogram {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const counts = Array.from({ length: bins }, () => 0);
  if (!(high > low)) {
    if (values.length > 0) counts[0] = values.length;
    return { low: values.length > 0 ? low : 0, high: values.length > 0 ? high : 0, counts };
  }
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts };
}

/**
 * A trace with fewer points than it has tokens: of every stretch its lowest and its highest value, in
 * their order, so that no peak is lost.
 */
export function outline(
  values: Float32Array,
  from: number,
  to: number,
  most: number,
): { readonly place: number; readonly value: number }[] {
  const stretch = Math.max(1, Math.ceil((2 * (to - from)) / most));
  const points: { place: number; value: number }[] = [];
  for (let start = from; start < to; start += stretch) {
    let [low, high] = [start, start];
    for (let n = start; n < Math.min(start + stretch, to); n++) {
      if ((values[n] ?? 0) < (values[low] ?? 0)) low = n;
      if ((values[n] ?? 0) > (values[high] ?? 0)) high = n;
    }
    const places = low === high ? [low] : low < high ? [low, high] : [high, low];
    for (const place of places) points.push({ place, value: values[place] ?? 0 });
  }
  return points;
}
