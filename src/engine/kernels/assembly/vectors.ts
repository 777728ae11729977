/**
 * Operations on rows and vectors: gathering, scattering, sums of columns, norms. Sums are grouped by
 * blocks of fixed size, or run down whole columns; which thread does a block or a column is free.
 */
import { SUM_BLOCK } from '../layout';
import { madd } from './arithmetic';
import { barrier, claim, end, first, thread } from './team';

/** Rows of a claim: enough that claiming costs nothing beside copying. */
const ROWS_PER_CLAIM: i32 = 64;

/** out[n] = table[ids[n]]; rows of `width` floats. */
export function gather(
  count: i32,
  width: i32,
  table: usize,
  ids: usize,
  out: usize,
): void {
  const bytes = <usize>width << 2;
  const blocks = (count + ROWS_PER_CLAIM - 1) / ROWS_PER_CLAIM;
  for (let block = claim(blocks); block < blocks; block = claim(blocks)) {
    const last = min(count, (block + 1) * ROWS_PER_CLAIM);
    for (let n = block * ROWS_PER_CLAIM; n < last; n++) {
      const id = load<u32>(ids + (<usize>n << 2));
      memory.copy(out + bytes * n, table + bytes * id, bytes);
    }
  }
}

/** table[ids[n]] += rows[n] in the order of n; a thread owns columns, so that the order holds. */
export function scatterAdd(
  count: i32,
  width: i32,
  rows: usize,
  ids: usize,
  table: usize,
): void {
  const bytes = <usize>width << 2;
  const from = <usize>first(width / 4) << 4;
  const to = <usize>end(width / 4) << 4;
  for (let n = 0; n < count; n++) {
    const row = table + <usize>load<u32>(ids + (<usize>n << 2)) * bytes;
    for (let at = from; at < to; at += 16) {
      v128.store(row + at, f32x4.add(v128.load(row + at), v128.load(rows + at)));
    }
    rows += bytes;
  }
}

/** rows = 0, in the columns that `scatterAdd` gives this thread. */
export function clearColumns(count: i32, width: i32, rows: usize): void {
  const bytes = <usize>width << 2;
  const from = <usize>first(width / 4) << 4;
  const to = <usize>end(width / 4) << 4;
  for (; count > 0; count--) {
    memory.fill(rows + from, 0, to - from);
    rows += bytes;
  }
}

/** out = a + b, `count` a multiple of 4. */
export function addVectors(count: i32, a: usize, b: usize, out: usize): void {
  const last = <usize>end(count / 4) << 4;
  for (let at = <usize>first(count / 4) << 4; at < last; at += 16) {
    v128.store(out + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
}

/** out += factor * row over the vectors [from, to) of 4. */
// @ts-ignore: decorator
@inline
export function addScaled(from: i32, to: i32, factor: f32, row: usize, out: usize): void {
  const s = f32x4.splat(factor);
  const last = <usize>to << 4;
  for (let at = <usize>from << 4; at < last; at += 16) {
    v128.store(out + at, madd(v128.load(out + at), s, v128.load(row + at)));
  }
}

/**
 * sums += the sum of each column of rows [count][width], `bytes` apart; width a multiple of 8. A thread owns
 * columns, 16 together: a whole cache line of each row is read at once, and no sum is divided.
 * @param twin a second vector that receives the same, or 0
 */
export function addColumnSums(
  count: i32,
  width: i32,
  rows: usize,
  bytes: usize,
  sums: usize,
  twin: usize,
): void {
  const last = <usize>end(width / 8) << 5;
  let at = <usize>first(width / 8) << 5;
  for (; at + 64 <= last; at += 64) sumSixteen(count, rows + at, bytes, sums + at, twin + at, twin != 0);
  if (at < last) sumEight(count, rows + at, bytes, sums + at, twin + at, twin != 0);
}

function sumSixteen(
  count: i32,
  row: usize,
  stride: usize,
  sums: usize,
  twin: usize,
  both: bool,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; count > 0; count--) {
    s0 = f32x4.add(s0, v128.load(row));
    s1 = f32x4.add(s1, v128.load(row, 16));
    s2 = f32x4.add(s2, v128.load(row, 32));
    s3 = f32x4.add(s3, v128.load(row, 48));
    row += stride;
  }
  addPair(s0, s1, sums);
  addPair(s2, s3, sums + 32);
  if (!both) return;
  addPair(s0, s1, twin);
  addPair(s2, s3, twin + 32);
}

function sumEight(
  count: i32,
  row: usize,
  stride: usize,
  sums: usize,
  twin: usize,
  both: bool,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  for (; count > 0; count--) {
    s0 = f32x4.add(s0, v128.load(row));
    s1 = f32x4.add(s1, v128.load(row, 16));
    row += stride;
  }
  addPair(s0, s1, sums);
  if (both) addPair(s0, s1, twin);
}

// @ts-ignore: decorator
@inline
function addPair(s0: v128, s1: v128, to: usize): void {
  v128.store(to, f32x4.add(v128.load(to), s0));
  v128.store(to, f32x4.add(v128.load(to, 16), s1), 16);
}

/** values = value. Blocks of 64 KB are claimed. */
export function fill(count: i32, values: usize, value: f32): void {
  const size = 16384;
  const blocks = (count + size - 1) / size;
  const s = f32x4.splat(value);
  for (let block = claim(blocks); block < blocks; block = claim(blocks)) {
    const end = values + (<usize>min(count, (block + 1) * size) << 2);
    let at = values + (<usize>(block * size) << 2);
    for (; at + 16 <= end; at += 16) v128.store(at, s);
    for (; at < end; at += 4) store<f32>(at, value);
  }
}

/**
 * Sum of squares, in double precision: each block of SUM_BLOCK by itself, then the blocks in order.
 * @param sums scratch [ceil(count / SUM_BLOCK)], doubles
 */
export function squaredNorm(count: i32, values: usize, sums: usize): f64 {
  const blocks = (count + SUM_BLOCK - 1) / SUM_BLOCK;
  for (let block = claim(blocks); block < blocks; block = claim(blocks)) {
    const from = block * SUM_BLOCK;
    const size = min(SUM_BLOCK, count - from);
    store<f64>(sums + (<usize>block << 3), sumOfSquares(size, values + (<usize>from << 2)));
  }
  barrier();
  return thread == 0 ? sumInOrder(blocks, sums) : 0;
}

/** Doubles, one after the other. */
export function sumInOrder(count: i32, values: usize): f64 {
  let sum: f64 = 0;
  for (let n = 0; n < count; n++) sum += load<f64>(values + (<usize>n << 3));
  return sum;
}

function sumOfSquares(count: i32, values: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  const last = values + (<usize>count << 2);
  for (; values + 16 <= last; values += 16) {
    const four = v128.load(values);
    const a = f64x2.promote_low_f32x4(four);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1));
    s0 = f64x2.add(s0, f64x2.mul(a, a));
    s1 = f64x2.add(s1, f64x2.mul(b, b));
  }
  const s = f64x2.add(s0, s1);
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (; values < last; values += 4) {
    const x = <f64>load<f32>(values);
    sum += x * x;
  }
  return sum;
}
