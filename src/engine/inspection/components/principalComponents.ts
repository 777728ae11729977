/** Principal components of points: the directions along which they differ most, and where each point lies on them. */
import { largestEigenPairs, type EigenPair } from './symmetricEigen';

export interface PrincipalComponents {
  readonly mean: Float64Array;
  /** Of unit length and perpendicular; the largest part of each is positive. */
  readonly directions: readonly Float64Array[];
  /** Along each direction. */
  readonly variances: readonly number[];
  /** Of all the variance, what each direction has; 0 where all points are the same. */
  readonly shares: readonly number[];
  /** [points][directions], from the mean. */
  readonly coordinates: Float64Array;
}

/** @param points [count][width]. @param count of the components, at most as many as the points are wide */
export function principalComponents(
  points: Float32Array | Float64Array,
  width: number,
  count: number,
): PrincipalComponents {
  const number = width === 0 ? 0 : points.length / width;
  const mean = meanOf(points, width, number);
  const covariance = covarianceOf(points, width, number, mean);
  let total = 0;
  for (let j = 0; j < width; j++) total += covariance[j * width + j];
  const pairs = largestEigenPairs(covariance, width, count).map(withFixedSign);
  const directions = pairs.map(({ vector }) => vector);
  // What is perpendicular to all points has a variance of nothing, give or take the rounding.
  const variances = pairs.map(({ value }) => Math.max(0, value));
  return {
    ...{ mean, directions, variances },
    shares: variances.map((value) => (total > 0 ? Math.min(1, value / total) : 0)),
    coordinates: projected(points, width, mean, directions),
  };
}

/** Where other points lie on the same directions. @returns [points][directions] */
export function projected(
  points: Float32Array | Float64Array,
  width: number,
  mean: Float64Array,
  directions: readonly Float64Array[],
): Float64Array {
  const number = width === 0 ? 0 : points.length / width;
  const found = new Float64Array(number * directions.length);
  for (let n = 0; n < number; n++) {
    for (const [axis, direction] of directions.entries()) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += (points[n * width + j] - mean[j]) * direction[j];
      found[n * directions.length + axis] = sum;
    }
  }
  return found;
}

function meanOf(points: Float32Array | Float64Array, width: number, number: number): Float64Array {
  const mean = new Float64Array(width);
  for (let n = 0; n < number; n++) {
    for (let j = 0; j < width; j++) mean[j] += points[n * width + j];
  }
  return mean.map((sum) => sum / number);
}

/** Points that are added to the matrix together: it is large, and is gone through once for them. */
const together = 4;

function covarianceOf(
  points: Float32Array | Float64Array,
  width: number,
  number: number,
  mean: Float64Array,
): Float64Array {
  const sums = new Float64Array(width * width);
  const [a, b, c, d] = Array.from({ length: together }, () => new Float64Array(width));
  for (let n = 0; n < number; n += together) {
    [a, b, c, d].forEach((row, k) => {
      for (let j = 0; j < width; j++) {
        row[j] = n + k < number ? points[(n + k) * width + j] - mean[j] : 0;
      }
    });
    for (let i = 0; i < width; i++) {
      const at = i * width;
      const [p, q, r, s] = [a[i], b[i], c[i], d[i]];
      for (let j = i; j < width; j++) sums[at + j] += p * a[j] + q * b[j] + r * c[j] + s * d[j];
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      const value = sums[i * width + j] / number;
      sums[i * width + j] = value;
      sums[j * width + i] = value;
    }
  }
  return sums;
}

/** A direction and its opposite are the same one: of two pictures of the same points none is mirrored. */
function withFixedSign({ value, vector }: EigenPair): EigenPair {
  let largest = 0;
  vector.forEach((part, n) => {
    // A part that is larger by the rounding alone is not.
    if (Math.abs(part) > Math.abs(vector[largest]) * (1 + 1e-9)) largest = n;
  });
  return { value, vector: vector[largest] < 0 ? vector.map((part) => -part) : vector };
}
