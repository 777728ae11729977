/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reflections make it tridiagonal, implicit QL
 * steps diagonal (Wilkinson & Reinsch 1971). Exact to rounding, whatever lies close together, and without chance.
 */

export interface EigenPair {
  readonly value: number;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/** @param matrix [size][size], symmetric. @returns the pairs with the largest values, the largest first */
export function largestEigenPairs(matrix: Float64Array, size: number, count: number): EigenPair[] {
  const { diagonal, beside, reflections } = tridiagonal(Float64Array.from(matrix), size);
  const rotated = diagonalise(diagonal, beside);
  return Array.from(diagonal.keys())
    .sort((one, other) => diagonal[other] - diagonal[one] || one - other)
    .slice(0, count)
    .map((n) => {
      const vector = rotated.slice(n * size, (n + 1) * size);
      for (let k = reflections.length - 1; k >= 0; k--) reflect(vector, reflections[k], k + 1);
      return { value: diagonal[n], vector };
    });
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Between one and the next. */
  readonly beside: Float64Array;
  /** Of unit length, from row k + 1 on; empty where nothing had to be reflected. */
  readonly reflections: readonly Float64Array[];
}

/** Writes over the matrix. */
function tridiagonal(matrix: Float64Array, size: number): Tridiagonal {
  const reflections: Float64Array[] = [];
  for (let k = 0; k + 2 < size; k++) {
    const column = Float64Array.from(
      { length: size - k - 1 },
      (_, i) => matrix[(k + 1 + i) * size + k],
    );
    const mirror = mirrorOf(column);
    reflections.push(mirror);
    if (mirror.length > 0) reflectBothSides(matrix, size, k + 1, mirror);
  }
  return {
    diagonal: Float64Array.from({ length: size }, (_, n) => matrix[n * size + n]),
    beside: Float64Array.from({ length: size }, (_, n) =>
      n + 1 < size ? matrix[(n + 1) * size + n] : 0,
    ),
    reflections,
  };
}

/** What reflects a vector onto its first axis. */
function mirrorOf(vector: Float64Array): Float64Array {
  const length = lengthOf(vector);
  if (lengthOf(vector.subarray(1)) === 0) return new Float64Array();
  const mirror = vector.slice();
  mirror[0] += vector[0] < 0 ? -length : length;
  const own = lengthOf(mirror);
  return mirror.map((part) => part / own);
}

/** A ← M A M with M = 1 − 2 v vᵀ, of the rows and columns from `from` on and of the column before them. */
function reflectBothSides(a: Float64Array, size: number, from: number, v: Float64Array): void {
  const rest = v.length;
  const product = new Float64Array(rest);
  for (let i = 0; i < rest; i++) {
    const row = (from + i) * size + from;
    let sum = 0;
    for (let j = 0; j < rest; j++) sum += a[row + j] * v[j];
    product[i] = sum;
  }
  const along = dot(product, v);
  for (let i = 0; i < rest; i++) product[i] = 2 * (product[i] - along * v[i]);
  for (let i = 0; i < rest; i++) {
    const row = (from + i) * size + from;
    for (let j = 0; j < rest; j++) a[row + j] -= v[i] * product[j] + product[i] * v[j];
  }
  let sum = 0;
  for (let i = 0; i < rest; i++) sum += a[(from + i) * size + from - 1] * v[i];
  for (let i = 0; i < rest; i++) a[(from + i) * size + from - 1] -= 2 * sum * v[i];
}

function reflect(vector: Float64Array, mirror: Float64Array, from: number): void {
  let sum = 0;
  for (let i = 0; i < mirror.length; i++) sum += vector[from + i] * mirror[i];
  for (let i = 0; i < mirror.length; i++) vector[from + i] -= 2 * sum * mirror[i];
}

const mostSteps = 200;

/** Leaves the eigenvalues in the diagonal. @returns of each the eigenvector, a row */
function diagonalise(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const size = diagonal.length;
  const rows = new Float64Array(size * size);
  for (let n = 0; n < size; n++) rows[n * size + n] = 1;
  const scale = diagonal.reduce((most, value, n) => Math.max(most, Math.abs(value) + Math.abs(beside[n])), 0); // prettier-ignore
  const least = Number.EPSILON * scale;
  for (let first = 0; first < size; first++) {
    for (let step = 0; step < mostSteps; step++) {
      let last = first;
      while (last + 1 < size && Math.abs(beside[last]) > least) last++;
      if (last === first) break;
      stepOfQl(diagonal, beside, rows, first, last);
    }
  }
  return rows;
}

/** One implicit step, shifted towards the eigenvalue at `first`. */
function stepOfQl(
  diagonal: Float64Array,
  beside: Float64Array,
  rows: Float64Array,
  first: number,
  last: number,
): void {
  const half = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
  const root = Math.sqrt(half * half + 1);
  let g = diagonal[last] - diagonal[first] + beside[first] / (half + (half < 0 ? -root : root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const f = sine * beside[i];
    const b = cosine * beside[i];
    const r = Math.sqrt(f * f + g * g);
    beside[i + 1] = r;
    if (r === 0) {
      diagonal[i + 1] -= shift;
      beside[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = diagonal[i + 1] - shift;
    const turned = (diagonal[i] - g) * sine + 2 * cosine * b;
    shift = sine * turned;
    diagonal[i + 1] = g + shift;
    g = cosine * turned - b;
    rotate(rows, diagonal.length, i, sine, cosine);
  }
  diagonal[first] -= shift;
  beside[first] = g;
  beside[last] = 0;
}

/** A row and the next. */
function rotate(rows: Float64Array, size: number, row: number, sine: number, cosine: number): void {
  const one = row * size;
  const other = one + size;
  for (let k = 0; k < size; k++) {
    const f = rows[other + k];
    rows[other + k] = sine * rows[one + k] + cosine * f;
    rows[one + k] = cosine * rows[one + k] - sine * f;
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < one.length; n++) sum += one[n] * other[n];
  return sum;
}

const lengthOf = (vector: Float64Array): number => Math.sqrt(dot(vector, vector));
