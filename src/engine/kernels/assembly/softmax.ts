/**
 * The projection to words with softmax and cross-entropy. Rows (tokens) go through in chunks, whose
 * logits stand in a scratch matrix: first the logits, then, in place, the gradient with respect to
 * them. Losses are kept a row in double precision and summed in order.
 *
 * Padded words have the bias -1e30: their probability and gradient are exactly 0.
 */
import { exp, log, maxOfLanes } from './functions';
import { FROM_BIAS, FROM_C, FROM_ZERO, STRAIGHT, TRANSPOSED, product } from './product';
import { barrier, claim, thread } from './team';
import { addColumnSums, sumInOrder } from './vectors';

/** Vectors of 4 that are summed in single precision before the sum goes on in double. */
const VECTORS_PER_SUM: i32 = 16;
/**
 * @param chunk rows at a time
 * @param logits scratch [chunk][V]
 * @param losses scratch [N], doubles
 * @returns on thread 0 the sum of the losses
 */
export function softmax(
  N: i32,
  V: i32,
  H: i32,
  w: usize,
  b: usize,
  h: usize,
  targets: usize,
  scale: f32,
  dh: usize,
  gw: usize,
  gb: usize,
  chunk: i32,
  logits: usize,
  losses: usize,
): f64 {
  const units = (<usize>H) << 2;
  const words = (<usize>V) << 2;
  for (let n = 0; n < N; n += chunk) {
    const rows = min(chunk, N - n);
    const hRows = h + units * n;
    product(rows, V, H, STRAIGHT, hRows, units, TRANSPOSED, w, units, FROM_BIAS, b, logits, words);
    barrier();
    const lossRows = losses + ((<usize>n) << 3);
    differentiateRows(rows, V, logits, targets + ((<usize>n) << 2), scale, lossRows);
    barrier();
    product(
      rows,
      H,
      V,
      STRAIGHT,
      logits,
      words,
      STRAIGHT,
      w,
      units,
      FROM_ZERO,
      0,
      dh + units * n,
      units,
    );
    product(V, H, rows, TRANSPOSED, logits, words, STRAIGHT, hRows, units, FROM_C, 0, gw, units);
    addColumnSums(rows, V, logits, <usize>V << 2, gb, 0);
  }
  barrier();
  return thread == 0 ? sumInOrder(N, losses) : 0;
}

function differentiateRows(
  rows: i32,
  V: i32,
  logits: usize,
  targets: usize,
  scale: f32,
  losses: usize,
): void {
  for (let row = claim(rows); row < rows; row = claim(rows)) {
    const x = logits + <usize>row * ((<usize>V) << 2);
    const target = x + (load<u32>(targets + ((<usize>row) << 2)) << 2);
    const most = maximum(V, x);
    const own = <f64>load<f32>(target);
    const sum = exponentials(V, x, most);
    multiply(V, x, <f32>(<f64>scale / sum));
    store<f32>(target, load<f32>(target) - scale);
    store<f64>(losses + ((<usize>row) << 3), log(sum) + (<f64>most - own));
  }
}

/** The loss of each row, no gradients. @param out [N], floats @param ranks [N], or 0 */
export function rowLosses(
  N: i32,
  V: i32,
  H: i32,
  w: usize,
  b: usize,
  h: usize,
  targets: usize,
  out: usize,
  ranks: usize,
  chunk: i32,
  logits: usize,
): void {
  const units = (<usize>H) << 2;
  const words = (<usize>V) << 2;
  for (let n = 0; n < N; n += chunk) {
    const rows = min(chunk, N - n);
    product(
      rows,
      V,
      H,
      STRAIGHT,
      h + units * n,
      units,
      TRANSPOSED,
      w,
      units,
      FROM_BIAS,
      b,
      logits,
      words,
    );
    barrier();
    for (let row = claim(rows); row < rows; row = claim(rows)) {
      const x = logits + words * row;
      const at = (<usize>(n + row)) << 2;
      const own = load<f32>(x + (load<u32>(targets + at) << 2));
      if (ranks) store<i32>(ranks + at, countFrom(V, x, own));
      const most = maximum(V, x);
      store<f32>(out + at, <f32>(log(exponentials(V, x, most)) + (<f64>most - <f64>own)));
    }
    barrier();
  }
}

/** One row of logits becomes probabilities. */
export function normalise(V: i32, x: usize): void {
  const sum = exponentials(V, x, maximum(V, x));
  multiply(V, x, <f32>(1 / sum));
}

/** The greatest of `count` floats, a multiple of 4. A NaN is passed over; the sum of exponentials shows it. */
export function maximum(count: i32, x: usize): f32 {
  let m = v128.load(x);
  for (const last = x + ((<usize>count) << 2); x < last; x += 16) m = f32x4.pmax(m, v128.load(x));
  return maxOfLanes(m);
}

/** How many of `count` floats, a multiple of 4, are not below `least`. */
function countFrom(count: i32, x: usize, least: f32): i32 {
  const bound = f32x4.splat(least);
  let sum = i32x4.splat(0);
  // A comparison that holds is -1.
  for (const last = x + ((<usize>count) << 2); x < last; x += 16) {
    sum = i32x4.sub(sum, f32x4.ge(v128.load(x), bound));
  }
  const two = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1);
  return two + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
}

/** x = exp(x - most), in place. @returns their sum */
export function exponentials(count: i32, x: usize, most: f32): f64 {
  const shift = f32x4.splat(most);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  for (let left = count >> 2; left > 0; left -= VECTORS_PER_SUM) {
    let s = f32x4.splat(0);
    for (let vectors = min(left, VECTORS_PER_SUM); vectors > 0; vectors--) {
      const e = exp(f32x4.sub(v128.load(x), shift));
      v128.store(x, e);
      s = f32x4.add(s, e);
      x += 16;
    }
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(s));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.shuffle<f64>(s, s, 1, 1)));
  }
  const s = f64x2.add(s0, s1);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

export function multiply(count: i32, x: usize, factor: f32): void {
  const s = f32x4.splat(factor);
  for (const last = x + ((<usize>count) << 2); x < last; x += 16) {
    v128.store(x, f32x4.mul(v128.load(x), s));
  }
}
