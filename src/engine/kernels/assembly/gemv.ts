/**
 * Matrix times vector for one stream (one token, B = 1): out[n] += w[n] . x. The kernel waits for
 * memory, not for arithmetic, so what counts is how `w` is read: once, unpacked, and as eight long
 * streams, each running on from row to row, that the processor's prefetchers can follow. Against
 * four neighbouring rows at a time that is 1.1 times as fast from the nearest caches, 1.6 from
 * memory; twelve streams gain nothing more.
 *
 * Every row is summed by itself, in the same order wherever it stands: how rows are shared among
 * streams and threads changes no bit.
 */
import { madd } from './arithmetic';
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

/** out[n] += w[n] . x for the rows [from, to) of w [..][K]; from, to and K multiples of 8. */
export function gemv(from: i32, to: i32, K: i32, w: usize, x: usize, out: usize): void {
  const each = (to - from) >> 3;
  gemvStreams(each, K, w + ((<usize>from * K) << 2), each, 2 * each, x, out + (<usize>from << 2));
}

/**
 * The four gates of the units [from, to): gates[gate][unit] += w[gate][unit] . x, as two streams of
 * rows a gate. to - from is even.
 */
export function addProducts(
  from: i32,
  to: i32,
  H: i32,
  K: i32,
  w: usize,
  x: usize,
  gates: usize,
): void {
  const half = (to - from) >> 1;
  gemvStreams(half, K, w + ((<usize>from * K) << 2), half, H, x, gates + (<usize>from << 2));
}

/**
 * Eight runs of `count` rows: those that begin at row 0 and `near`, and both again `far`, 2 `far`
 * and 3 `far` rows on. K a multiple of 4.
 */
export function gemvStreams(
  count: i32,
  K: i32,
  w: usize,
  near: i32,
  far: i32,
  x: usize,
  out: usize,
): void {
  const line = <usize>K << 2;
  for (; count > 0; count--) {
    eightDots(line, w, line * near, line * far, x, out, <usize>near << 2, <usize>far << 2);
    w += line;
    out += 4;
  }
}

export function eightDots(
  line: usize,
  w: usize,
  near: usize,
  far: usize,
  x: usize,
  out: usize,
  outNear: usize,
  outFar: usize,
): void {
  const w2 = w + far;
  const w4 = w2 + far;
  const w6 = w4 + far;
  const w1 = w + near;
  const w3 = w2 + near;
  const w5 = w4 + near;
  const w7 = w6 + near;
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (let at: usize = 0; at < line; at += 16) {
    const four = v128.load(x + at);
    s0 = madd(s0, v128.load(w + at), four);
    s1 = madd(s1, v128.load(w1 + at), four);
    s2 = madd(s2, v128.load(w2 + at), four);
    s3 = madd(s3, v128.load(w3 + at), four);
    s4 = madd(s4, v128.load(w4 + at), four);
    s5 = madd(s5, v128.load(w5 + at), four);
    s6 = madd(s6, v128.load(w6 + at), four);
    s7 = madd(s7, v128.load(w7 + at), four);
  }
  addLanes(sums(s0, s2, s4, s6), out, outFar);
  addLanes(sums(s1, s3, s5, s7), out + outNear, outFar);
}

/** Four lanes to numbers `stride` bytes apart. */
// @ts-ignore: decorator
@inline
function addLanes(x: v128, out: usize, stride: usize): void {
  store<f32>(out, load<f32>(out) + f32x4.extract_lane(x, 0));
  out += stride;
  store<f32>(out, load<f32>(out) + f32x4.extract_lane(x, 1));
  out += stride;
  store<f32>(out, load<f32>(out) + f32x4.extract_lane(x, 2));
  out += stride;
  store<f32>(out, load<f32>(out) + f32x4.extract_lane(x, 3));
}

/**
 * The sum of `bytes` read as `gemv` reads weights, and nothing else done with them: for the
 * benchmark, the rate that it cannot exceed. @param bytes a multiple of 128
 */
export function readStreams(bytes: usize, from: usize): f32 {
  const gap = bytes >> 3;
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (const last = from + gap; from < last; from += 16) {
    let at = from;
    s0 = f32x4.add(s0, v128.load(at));
    s1 = f32x4.add(s1, v128.load(at + gap));
    at += 2 * gap;
    s2 = f32x4.add(s2, v128.load(at));
    s3 = f32x4.add(s3, v128.load(at + gap));
    at += 2 * gap;
    s0 = f32x4.add(s0, v128.load(at));
    s1 = f32x4.add(s1, v128.load(at + gap));
    at += 2 * gap;
    s2 = f32x4.add(s2, v128.load(at));
    s3 = f32x4.add(s3, v128.load(at + gap));
  }
  return sumOfLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
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
