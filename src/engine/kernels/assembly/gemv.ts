/**
 * Matrix times vector: out[n] = init[n] + w[n] . x, for one stream (one token, B = 1). Four rows at
 * a time, so that each vector of x is loaded once for four of w: the kernel waits for memory, not
 * for arithmetic, and packing would read all of w twice.
 */
import { sumOfLanes } from './functions';

/** Transposes and adds: the four sums of lanes of a, b, c, d in one vector. */
// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const ab = f32x4.add(ab0, ab1);
  const cd = f32x4.add(cd0, cd1);
  return f32x4.add(v128.shuffle<f64>(ab, cd, 0, 2), v128.shuffle<f64>(ab, cd, 1, 3));
}

// @ts-ignore: decorator
@inline
function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/**
 * Rows [from, to) of w [..][K], both multiples of 4, K a multiple of 8.
 * @param init may be `out` itself
 */
export function gemv(
  from: i32,
  to: i32,
  K: i32,
  w: usize,
  x: usize,
  init: usize,
  out: usize,
): void {
  const stride = <usize>K << 2;
  for (let n = from; n < to; n += 4) {
    const row = w + stride * n;
    const at = <usize>n << 2;
    v128.store(out + at, f32x4.add(v128.load(init + at), fourDots(row, stride, x)));
  }
}

export function fourDots(r0: usize, stride: usize, x: usize): v128 {
  const r1 = r0 + stride;
  const r2 = r1 + stride;
  const r3 = r2 + stride;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let at: usize = 0; at < stride; at += 32) {
    const x0 = v128.load(x + at);
    const x1 = v128.load(x + at, 16);
    a0 = madd(a0, v128.load(r0 + at), x0);
    a1 = madd(a1, v128.load(r0 + at, 16), x1);
    b0 = madd(b0, v128.load(r1 + at), x0);
    b1 = madd(b1, v128.load(r1 + at, 16), x1);
    c0 = madd(c0, v128.load(r2 + at), x0);
    c1 = madd(c1, v128.load(r2 + at, 16), x1);
    d0 = madd(d0, v128.load(r3 + at), x0);
    d1 = madd(d1, v128.load(r3 + at, 16), x1);
  }
  return sums(f32x4.add(a0, a1), f32x4.add(b0, b1), f32x4.add(c0, c1), f32x4.add(d0, d1));
}

/** Scalar product of two vectors of K floats, K a multiple of 8. */
export function dot(K: i32, a: usize, b: usize): f32 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  for (const last = a + (<usize>K << 2); a < last; a += 32) {
    s0 = madd(s0, v128.load(a), v128.load(b));
    s1 = madd(s1, v128.load(a, 16), v128.load(b, 16));
    b += 32;
  }
  return sumOfLanes(f32x4.add(s0, s1));
}
