/**
 * Statistics of a tensor's numbers, gathered piece by piece in double precision. Two passes:
 * the first finds range and moments, the second counts how many numbers fall into each bin between
 * the lowest and the highest, so that the bins are exact however the tensor was divided. NaN and infinities
 * are counted, and left out of everything else.
 */

/** Of a part of a tensor, or all of it; made by {@link noMoments}, filled by {@link addNumbers}. */
export interface Moments {
  numbers: number;
  zeros: number;
  nans: number;
  infinities: number;
  /** Of the finite numbers; Infinity and -Infinity while there are none. */
  low: number;
  high: number;
  mean: number;
  /** Sum of the squared distances from the mean. */
  squares: number;
}

export interface TensorFigures {
  readonly numbers: number;
  readonly zeros: number;
  readonly nans: number;
  readonly infinities: number;
  /** Absent where no number is finite. */
  readonly finite?: FiniteFigures;
  /** Finite numbers from the whole tensor's lowest to its highest, in bins of equal width. */
  readonly bins: readonly number[];
}

export interface FiniteFigures {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** Standard deviation, over n; absent where its square is beyond double precision. */
  readonly deviation?: number;
}

export interface TensorStatistics {
  readonly whole: TensorFigures;
  /** One a gate, where the tensor is made of such. */
  readonly blocks: readonly TensorFigures[];
}

export const histogramBins = 32;

export const noMoments = (): Moments => ({
  ...{ numbers: 0, zeros: 0, nans: 0, infinities: 0 },
  ...{ low: Infinity, high: -Infinity, mean: 0, squares: 0 },
});

const finiteCount = ({ numbers, nans, infinities }: Moments): number => numbers - nans - infinities;

/** The mean first, then the distances from it: summing squares would cancel. */
export function addNumbers(moments: Moments, numbers: Float64Array): void {
  let [zeros, nans, infinities] = [0, 0, 0];
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at];
    if (number - number === 0) {
      sum += number;
      if (number < low) low = number;
      if (number > high) high = number;
      if (number === 0) zeros++;
    } else if (Number.isNaN(number)) nans++;
    else infinities++;
  }
  const n = numbers.length - nans - infinities;
  const mean = n === 0 ? 0 : Number.isFinite(sum) ? sum / n : meanOfLarge(numbers, n);
  let squares = 0;
  for (let at = 0; at < numbers.length; at++) {
    const distance = numbers[at] - mean;
    if (n === numbers.length || Number.isFinite(numbers[at])) squares += distance * distance;
  }
  const counts = { numbers: numbers.length, zeros, nans, infinities };
  addMoments(moments, { ...counts, low, high, mean, squares });
}

/** Of numbers whose sum overflows. */
function meanOfLarge(numbers: Float64Array, n: number): number {
  let mean = 0;
  for (const number of numbers) if (Number.isFinite(number)) mean += number / n;
  return mean;
}

/** Chan, Golub & LeVeque (1979): moments of two parts as those of both. */
export function addMoments(moments: Moments, other: Moments): void {
  const [a, b] = [finiteCount(moments), finiteCount(other)];
  if (b > 0) {
    const distance = other.mean - moments.mean;
    const share = b / (a + b);
    moments.squares += other.squares;
    if (a > 0) moments.squares += distance * distance * a * share;
    moments.mean = moments.mean * (1 - share) + other.mean * share;
  }
  moments.numbers += other.numbers;
  moments.zeros += other.zeros;
  moments.nans += other.nans;
  moments.infinities += other.infinities;
  moments.low = Math.min(moments.low, other.low);
  moments.high = Math.max(moments.high, other.high);
}

/** @param range of the whole tensor; one value alone is counted in the first bin */
export function countBins(
  bins: Float64Array,
  { low, high }: Pick<Moments, 'low' | 'high'>,
  numbers: Float64Array,
): void {
  // Halves, because the width of a range can be beyond double precision.
  const half = high / 2 - low / 2;
  const inverse = bins.length / half;
  const scale = Number.isFinite(inverse) ? inverse : 0;
  const last = bins.length - 1;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at];
    if (number - number === 0) {
      bins[Math.min(last, Math.floor((number / 2 - low / 2) * scale))]++;
    }
  }
}

export function figuresOf(moments: Moments, bins: Float64Array): TensorFigures {
  const { numbers, zeros, nans, infinities, low, high, mean, squares } = moments;
  const n = finiteCount(moments);
  const deviation = Math.sqrt(squares / n);
  // Adding 0 takes the sign from a zero.
  const finite = {
    low: low + 0,
    high: high + 0,
    mean: mean + 0,
    ...(Number.isFinite(deviation) ? { deviation } : {}),
  };
  return { numbers, zeros, nans, infinities, ...(n > 0 ? { finite } : {}), bins: [...bins] };
}
