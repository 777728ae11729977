/**
 * exp, sigmoid, tanh on four lanes and log in double precision, from additions, products and
 * divisions alone: the same bits on every machine that has the arithmetic. Absolute errors, measured
 * over all exponents: sigmoid 1e-7, tanh 4e-7; exp 1e-7 relative.
 */
import { madd, nmadd } from './arithmetic';

/**
 * Bounds are set by pmin and pmax, one instruction on x86 where min and max are seven; they keep a NaN
 * in their first operand.
 *
 * The constants stand in memory, because V8 builds a constant vector again, in three instructions, at
 * each use in a loop; a broadcast from memory is one.
 */
// prettier-ignore
const constants = memory.data<f32>([
  // exp: bounds, 1 / ln 2, magic number, ln 2 in two parts, polynomial, 1.
  -87.0, 88.0, 1.44269504, 12583039.0, 0.693359375, -2.12194440e-4,
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1.0,
  // tanh: bounds, numerator, denominator.
  -7.9, 7.9,
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
  1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
  1.19825839466702e-6, 1.18534705686654e-4, 2.26843463243900e-3, 4.89352518554385e-3,
], 16);

/** Where they stand, for code that is made of a cell's equations and computes the same bits. */
export function constantsAddress(): usize {
  return constants;
}

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load_splat<f32>(constants + (index << 2));
}

/** sum * x + the constant: one step of Horner's rule. */
// @ts-ignore: decorator
@inline
function horner(sum: v128, x: v128, index: usize): v128 {
  return madd(constant(index), sum, x);
}

/**
 * exp, with exp(x) = 2^n e^r, |r| <= ln 2 / 2 (Cody & Waite 1980; coefficients of Cephes' expf).
 * Below -87 it is 0: no subnormal numbers, and the padding of a softmax stays exactly 0.
 *
 * Adding 1.5 2^23 + 127 leaves x / ln 2 rounded, plus the bias of the exponent, in the last bits of
 * the sum, from where a shift makes 2^n. ln 2 is in two parts: the product with the first, of 9
 * bits, is exact.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const least = constant(0);
  const y = f32x4.pmin(f32x4.pmax(x, least), constant(1));
  const magic = constant(3);
  const rounded = madd(magic, y, constant(2));
  const n = f32x4.sub(rounded, magic);
  let r = nmadd(y, n, constant(4));
  r = nmadd(r, n, constant(5));
  let p = horner(constant(6), r, 7);
  p = horner(p, r, 8);
  p = horner(p, r, 9);
  p = horner(p, r, 10);
  p = horner(p, r, 11);
  p = f32x4.add(madd(r, p, f32x4.mul(r, r)), constant(12));
  // A product with 2^n and not a sum of exponents, and not `and` of >=: a NaN stays one, so that
  // the guard above the door sees it.
  const value = f32x4.mul(p, i32x4.shl(rounded, 23));
  return v128.andnot(value, f32x4.lt(x, least));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = constant(12);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.sub(f32x4.splat(0), x))));
}

/** tanh as a quotient of polynomials of degree 13 and 6, on [-7.9, 7.9] (coefficients of Eigen). */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const y = f32x4.pmax(f32x4.pmin(x, constant(14)), constant(13));
  const s = f32x4.mul(y, y);
  let p = horner(constant(15), s, 16);
  p = horner(p, s, 17);
  p = horner(p, s, 18);
  p = horner(p, s, 19);
  p = horner(p, s, 20);
  p = horner(p, s, 21);
  let q = horner(constant(22), s, 23);
  q = horner(q, s, 24);
  q = horner(q, s, 25);
  return f32x4.div(f32x4.mul(y, p), q);
}

/**
 * Natural logarithm of a positive, normal number: x = 2^n m with m in [sqrt 1/2, sqrt 2), and
 * log m = 2 artanh s with s = (m - 1) / (m + 1), |s| < 0.172; the series is cut at s^21 (2e-17).
 */
export function log(x: f64): f64 {
  if (!(x > 0) || x == Infinity) return x == 0 ? -Infinity : x > 0 ? x : NaN;
  const bits = reinterpret<i64>(x);
  let n = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    n += 1;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let p: f64 = 1.0 / 21;
  p = p * q + 1.0 / 19;
  p = p * q + 1.0 / 17;
  p = p * q + 1.0 / 15;
  p = p * q + 1.0 / 13;
  p = p * q + 1.0 / 11;
  p = p * q + 1.0 / 9;
  p = p * q + 1.0 / 7;
  p = p * q + 1.0 / 5;
  p = p * q + 1.0 / 3;
  // 2 s + 2 s^3 p: the small part is added last but one, the exponent last.
  return <f64>n * 0.6931471805599453 + (2 * s + 2 * s * q * p);
}

/** ((lane 0 + lane 1) + (lane 2 + lane 3)): one order of summation, everywhere. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

// @ts-ignore: decorator
@inline
export function maxOfLanes(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** exp, sigmoid or tanh of `count` numbers, a multiple of 4, in place: for tests. */
export function applyFunction(which: i32, x: usize, count: i32): void {
  for (const last = x + (<usize>count << 2); x < last; x += 16) {
    const value = v128.load(x);
    v128.store(x, which == 0 ? exp(value) : which == 1 ? sigmoid(value) : tanh(value));
  }
}
