/** Round places on a logarithmic axis: 1, 2, 5 in every power of ten, fewer where it is long. */

export function logarithmicTicks(low: number, high: number): number[] {
  if (!(low > 0) || !(high >= low)) return [];
  const decades = Math.log10(high / low);
  const leads = decades <= 2.2 ? [1, 2, 5] : decades <= 4 ? [1, 3] : [1];
  const powers = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)));
  return powers
    .flatMap((power) => leads.map((lead) => Number((lead * 10 ** power).toPrecision(3))))
    .filter((tick) => tick >= low && tick <= high);
}

/** The next of 1, 2, 5 … below (or at) a value. */
export function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = [5, 2, 1].find((candidate) => candidate * power <= value) ?? 1;
  return Number((lead * power).toPrecision(3));
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Round places on a linear axis, about five. */
export function linearTicks(low: number, high: number): number[] {
  if (!(high > low)) return [];
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((lead) => lead * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return range(first, last).map((at) => Number((at * step).toPrecision(6)));
}
