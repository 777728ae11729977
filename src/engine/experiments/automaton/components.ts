/** The first two principal components of points, by power iteration on their covariance: no library, no chance. */

export interface Plane {
  /** Of each point its two coordinates, one after the other. */
  readonly points: Float64Array;
  /** Of all the variance, what the two directions have of it. */
  readonly shares: readonly [number, number];
}

/** @param points [count][width] */
export function principalPlane(points: Float64Array, width: number): Plane {
  const count = points.length / width;
  const centred = centre(points, width);
  const covariance = covarianceOf(centred, width);
  let total = 0;
  for (let j = 0; j < width; j++) total += covariance[j * width + j];
  const first = dominant(covariance, width);
  const second = dominant(deflated(covariance, width, first), width);
  const plane = new Float64Array(2 * count);
  for (let n = 0; n < count; n++) {
    for (const [axis, { vector }] of [first, second].entries()) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += centred[n * width + j] * vector[j];
      plane[2 * n + axis] = sum;
    }
  }
  const share = ({ value }: Direction): number => (total > 0 ? value / total : 0);
  return { points: plane, shares: [share(first), share(second)] };
}

function centre(points: Float64Array, width: number): Float64Array {
  const count = points.length / width;
  const means = new Float64Array(width);
  points.forEach((value, n) => {
    means[n % width] += value / count;
  });
  return points.map((value, n) => value - means[n % width]);
}

function covarianceOf(centred: Float64Array, width: number): Float64Array {
  const count = centred.length / width;
  const covariance = new Float64Array(width * width);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < width; i++) {
      const value = centred[n * width + i] / count;
      for (let j = 0; j < width; j++) covariance[i * width + j] += value * centred[n * width + j];
    }
  }
  return covariance;
}

interface Direction {
  readonly vector: Float64Array;
  readonly value: number;
}

const rounds = 300;

/** From a start that no direction is perpendicular to by chance: all numbers differ. */
function dominant(matrix: Float64Array, width: number): Direction {
  let vector = Float64Array.from({ length: width }, (_, j) => 1 + j / width);
  let value = 0;
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) next[i] += matrix[i * width + j] * vector[j];
    }
    value = Math.sqrt(next.reduce((sum, part) => sum + part * part, 0));
    if (value === 0) return { vector: new Float64Array(width), value };
    vector = next.map((part) => part / value);
  }
  return { vector, value };
}

function deflated(matrix: Float64Array, width: number, { vector, value }: Direction): Float64Array {
  return matrix.map(
    (entry, n) => entry - value * vector[Math.floor(n / width)] * vector[n % width],
  );
}
