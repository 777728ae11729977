/** Arithmetic of intervals: between which bounds a result lies, given those of what it is made of. */

export interface Range {
  /** May be minus infinity. */
  readonly low: number;
  /** May be infinity. */
  readonly high: number;
}

const range = (low: number, high: number): Range => ({ low, high });

/** Of a function that never falls; an end where it has no value has no bound. */
const rising =
  (f: (value: number) => number) =>
  ({ low, high }: Range): Range => {
    const [a, b] = [f(low), f(high)];
    return range(Number.isNaN(a) ? -Infinity : a, Number.isNaN(b) ? Infinity : b);
  };

/** 0 times infinity is 0 here: the factor is finite, however large. */
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

function product(a: Range, b: Range): Range {
  const ends = [
    ...[times(a.low, b.low), times(a.low, b.high)],
    ...[times(a.high, b.low), times(a.high, b.high)],
  ];
  return range(Math.min(...ends), Math.max(...ends));
}

export const intervals = {
  unbounded: range(-Infinity, Infinity),
  exactly: (value: number): Range => range(value, value),
  hull: (a: Range, b: Range): Range => range(Math.min(a.low, b.low), Math.max(a.high, b.high)),
  /** An end that moved has no bound. */
  widened: (was: Range, now: Range): Range =>
    range(now.low < was.low ? -Infinity : was.low, now.high > was.high ? Infinity : was.high),
  atMost: ({ low, high }: Range, most: number): Range =>
    range(Math.min(low, most), Math.min(high, most)),

  negative: ({ low, high }: Range): Range => range(0 - high, 0 - low),
  sum: (a: Range, b: Range): Range => range(a.low + b.low, a.high + b.high),
  product,
  quotient: (a: Range, b: Range): Range =>
    b.low <= 0 && b.high >= 0
      ? range(-Infinity, Infinity)
      : product(a, range(1 / b.high, 1 / b.low)),

  sigmoid: rising((value) => 1 / (1 + Math.exp(-value))),
  tanh: rising(Math.tanh),
  relu: rising((value) => Math.max(0, value)),
  exp: rising(Math.exp),
  log: rising(Math.log),
  sqrt: rising(Math.sqrt),
  stop: ({ low, high }: Range): Range => range(low, high),
  max: (a: Range, b: Range): Range => range(Math.max(a.low, b.low), Math.max(a.high, b.high)),
  min: (a: Range, b: Range): Range => range(Math.min(a.low, b.low), Math.min(a.high, b.high)),
};
