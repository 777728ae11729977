/**
 * exp, sigmoid, tanh on four lanes and log in double precision, from additions, products and
 * divisions alone: the same bits on every machine. Absolute errors, measured over all exponents:
 * sigmoid 1e-7, tanh 4e-7; exp 1e-7 relative.
 */

/** Below it exp is 0 here: no subnormal numbers, and the padding of a softmax stays exactly 0. */
const LEAST: f32 = -87.0;
const MOST: f32 = 88.0;

/** exp, with exp(x) = 2^n e^r, |r| <= ln 2 / 2 (Cody & Waite 1980; coefficients of Cephes' expf). */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const y = f32x4.min(f32x4.max(x, f32x4.splat(LEAST)), f32x4.splat(MOST));
  const n = f32x4.nearest(f32x4.mul(y, f32x4.splat(1.44269504)));
  // ln 2 in two parts; the product with the first, of 9 bits, is exact.
  let r = f32x4.sub(y, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  // Not `and` of >=: a NaN stays one, so that the guard above the door sees it.
  return v128.andnot(f32x4.mul(p, power), f32x4.lt(x, f32x4.splat(LEAST)));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/** tanh as a quotient of polynomials of degree 13 and 6, on [-7.9, 7.9] (coefficients of Eigen). */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const y = f32x4.max(f32x4.min(x, f32x4.splat(7.9)), f32x4.splat(-7.9));
  const s = f32x4.mul(y, y);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(2.00018790482477e-13));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-8.60467152213735e-11));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(5.12229709037114e-8));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(1.48572235717979e-5));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(6.37261928875436e-4));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(4.89352455891786e-3));
  let q = f32x4.splat(1.19825839466702e-6);
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(1.18534705686654e-4));
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(2.26843463243900e-3));
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(4.89352518554385e-3));
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
