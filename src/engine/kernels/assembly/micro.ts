/**
 * The micro-kernels: C[mr x 8] = init + A B over k steps, with A packed as [k][mr] and B as [k][8].
 * One function for each mr of 1 to 6, so that any number of rows is cut into near-equal tiles with
 * neither padding nor a slow remainder.
 *
 * 5 x 8 is the largest tile whose accumulators (10), operands of B (2), broadcast of A and product
 * stay in the registers of x86-64 (16, of which V8 keeps one). Fused, a product needs no register, so
 * that 6 x 8 fit as well: 6 % faster than 5 x 8 by itself, 0 to 1 % in the matrix product. V8 before 13
 * moves all broadcasts to the front, has too few registers then and keeps sums in memory, at half the
 * speed on some processors: there 4 x 8 is the best in either arithmetic. The functions are exported so
 * that no optimiser inlines them: older V8 allocates registers badly in large functions. Unrolling over k
 * was measured and is slower, so are 7 x 8, 3 x 12, 2 x 16 and broadcasts by shuffles.
 *
 * @param init where the sums start, rows `initStride` bytes apart: C itself (to add to it), a bias
 *   (stride 0) or zeros (stride 0)
 * @param c rows `stride` bytes apart
 */
import { madd } from './arithmetic';

export function tile6(
  k: i32,
  a: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  stride: usize,
): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  init += initStride;
  let c10 = v128.load(init);
  let c11 = v128.load(init, 16);
  init += initStride;
  let c20 = v128.load(init);
  let c21 = v128.load(init, 16);
  init += initStride;
  let c30 = v128.load(init);
  let c31 = v128.load(init, 16);
  init += initStride;
  let c40 = v128.load(init);
  let c41 = v128.load(init, 16);
  init += initStride;
  let c50 = v128.load(init);
  let c51 = v128.load(init, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    c00 = madd(c00, s, b0);
    c01 = madd(c01, s, b1);
    s = v128.load_splat<f32>(a, 4);
    c10 = madd(c10, s, b0);
    c11 = madd(c11, s, b1);
    s = v128.load_splat<f32>(a, 8);
    c20 = madd(c20, s, b0);
    c21 = madd(c21, s, b1);
    s = v128.load_splat<f32>(a, 12);
    c30 = madd(c30, s, b0);
    c31 = madd(c31, s, b1);
    s = v128.load_splat<f32>(a, 16);
    c40 = madd(c40, s, b0);
    c41 = madd(c41, s, b1);
    s = v128.load_splat<f32>(a, 20);
    c50 = madd(c50, s, b0);
    c51 = madd(c51, s, b1);
    a += 24;
    b += 32;
  } while (--k);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += stride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  c += stride;
  v128.store(c, c40);
  v128.store(c, c41, 16);
  c += stride;
  v128.store(c, c50);
  v128.store(c, c51, 16);
}

export function tile5(
  k: i32,
  a: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  stride: usize,
): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  init += initStride;
  let c10 = v128.load(init);
  let c11 = v128.load(init, 16);
  init += initStride;
  let c20 = v128.load(init);
  let c21 = v128.load(init, 16);
  init += initStride;
  let c30 = v128.load(init);
  let c31 = v128.load(init, 16);
  init += initStride;
  let c40 = v128.load(init);
  let c41 = v128.load(init, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    c00 = madd(c00, s, b0);
    c01 = madd(c01, s, b1);
    s = v128.load_splat<f32>(a, 4);
    c10 = madd(c10, s, b0);
    c11 = madd(c11, s, b1);
    s = v128.load_splat<f32>(a, 8);
    c20 = madd(c20, s, b0);
    c21 = madd(c21, s, b1);
    s = v128.load_splat<f32>(a, 12);
    c30 = madd(c30, s, b0);
    c31 = madd(c31, s, b1);
    s = v128.load_splat<f32>(a, 16);
    c40 = madd(c40, s, b0);
    c41 = madd(c41, s, b1);
    a += 20;
    b += 32;
  } while (--k);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += stride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  c += stride;
  v128.store(c, c40);
  v128.store(c, c41, 16);
}

export function tile4(
  k: i32,
  a: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  stride: usize,
): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  init += initStride;
  let c10 = v128.load(init);
  let c11 = v128.load(init, 16);
  init += initStride;
  let c20 = v128.load(init);
  let c21 = v128.load(init, 16);
  init += initStride;
  let c30 = v128.load(init);
  let c31 = v128.load(init, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    c00 = madd(c00, s, b0);
    c01 = madd(c01, s, b1);
    s = v128.load_splat<f32>(a, 4);
    c10 = madd(c10, s, b0);
    c11 = madd(c11, s, b1);
    s = v128.load_splat<f32>(a, 8);
    c20 = madd(c20, s, b0);
    c21 = madd(c21, s, b1);
    s = v128.load_splat<f32>(a, 12);
    c30 = madd(c30, s, b0);
    c31 = madd(c31, s, b1);
    a += 16;
    b += 32;
  } while (--k);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += stride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
}

export function tile3(
  k: i32,
  a: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  stride: usize,
): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  init += initStride;
  let c10 = v128.load(init);
  let c11 = v128.load(init, 16);
  init += initStride;
  let c20 = v128.load(init);
  let c21 = v128.load(init, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    c00 = madd(c00, s, b0);
    c01 = madd(c01, s, b1);
    s = v128.load_splat<f32>(a, 4);
    c10 = madd(c10, s, b0);
    c11 = madd(c11, s, b1);
    s = v128.load_splat<f32>(a, 8);
    c20 = madd(c20, s, b0);
    c21 = madd(c21, s, b1);
    a += 12;
    b += 32;
  } while (--k);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
}

export function tile2(
  k: i32,
  a: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  stride: usize,
): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  init += initStride;
  let c10 = v128.load(init);
  let c11 = v128.load(init, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    c00 = madd(c00, s, b0);
    c01 = madd(c01, s, b1);
    s = v128.load_splat<f32>(a, 4);
    c10 = madd(c10, s, b0);
    c11 = madd(c11, s, b1);
    a += 8;
    b += 32;
  } while (--k);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
}

export function tile1(k: i32, a: usize, b: usize, init: usize, c: usize): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  do {
    const s = v128.load_splat<f32>(a);
    c00 = madd(c00, s, v128.load(b));
    c01 = madd(c01, s, v128.load(b, 16));
    a += 4;
    b += 32;
  } while (--k);
  v128.store(c, c00);
  v128.store(c, c01, 16);
}

/** Dispatches on the number of rows, 1 to 6. */
export function tile(
  rows: i32,
  k: i32,
  a: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  stride: usize,
): void {
  switch (rows) {
    case 6:
      return tile6(k, a, b, init, initStride, c, stride);
    case 5:
      return tile5(k, a, b, init, initStride, c, stride);
    case 4:
      return tile4(k, a, b, init, initStride, c, stride);
    case 3:
      return tile3(k, a, b, init, initStride, c, stride);
    case 2:
      return tile2(k, a, b, init, initStride, c, stride);
    default:
      return tile1(k, a, b, init, c);
  }
}

/**
 * The yardstick of the benchmark: products and sums of registers alone. Twelve independent chains
 * c = c s + b, as many as fit beside s and b; a product and a sum take about six cycles together, so
 * that twelve keep four units busy. @returns a value that depends on all of them
 */
export function registerLoop(steps: i32, factor: f32, summand: f32): f32 {
  const s = f32x4.splat(factor);
  const b = f32x4.splat(summand);
  let c0 = f32x4.splat(0.5);
  let c1 = f32x4.splat(1.5);
  let c2 = f32x4.splat(2.5);
  let c3 = f32x4.splat(3.5);
  let c4 = f32x4.splat(4.5);
  let c5 = f32x4.splat(5.5);
  let c6 = f32x4.splat(6.5);
  let c7 = f32x4.splat(7.5);
  let c8 = f32x4.splat(8.5);
  let c9 = f32x4.splat(9.5);
  let c10 = f32x4.splat(10.5);
  let c11 = f32x4.splat(11.5);
  do {
    c0 = madd(b, c0, s);
    c1 = madd(b, c1, s);
    c2 = madd(b, c2, s);
    c3 = madd(b, c3, s);
    c4 = madd(b, c4, s);
    c5 = madd(b, c5, s);
    c6 = madd(b, c6, s);
    c7 = madd(b, c7, s);
    c8 = madd(b, c8, s);
    c9 = madd(b, c9, s);
    c10 = madd(b, c10, s);
    c11 = madd(b, c11, s);
  } while (--steps);
  const low = f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3));
  const middle = f32x4.add(f32x4.add(c4, c5), f32x4.add(c6, c7));
  const high = f32x4.add(f32x4.add(c8, c9), f32x4.add(c10, c11));
  return f32x4.extract_lane(f32x4.add(low, f32x4.add(middle, high)), 0);
}
