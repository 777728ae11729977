/**
 * Adam in PyTorch's form, with decoupled weight decay (Kingma & Ba 2015; Loshchilov & Hutter 2019).
 *
 * The one operation that changes weights in place, so the one that must not be lost half way: it
 * ignores interruption (it takes milliseconds), and every thread keeps the old values of the block that
 * it is changing, so that thread 0 can finish the share of a helper that died.
 */
import {
  ADAM_BLOCK,
  ADAM_STATE,
  PRIVATE,
  PRIVATE_BYTES,
  UNDO_OFFSET,
} from '../layout';
import { end, first, showLife, thread } from './team';

/** m below it becomes 0. Subnormal numbers are slow, and lr m / (sqrt v + 1e-8) < 1e-21 is nothing. */
const FLUSHED: f32 = 1e-30;

let beta1: f32 = 0;
let beta2: f32 = 0;
let rest1: f32 = 0;
let rest2: f32 = 0;
let epsilon: f32 = 0;
let stepSize: f32 = 0;
let rootCorrection: f32 = 0;
let gradientScale: f32 = 0;
let kept: f32 = 0;

/**
 * Numbers at `numbers`, doubles: beta1, beta2, epsilon, learning rate / correction1,
 * 1 / sqrt(correction2), gradient scale, 1 - learning rate * weight decay.
 */
function readNumbers(numbers: usize): void {
  beta1 = <f32>load<f64>(numbers);
  rest1 = <f32>(1 - load<f64>(numbers));
  beta2 = <f32>load<f64>(numbers, 8);
  rest2 = <f32>(1 - load<f64>(numbers, 8));
  epsilon = <f32>load<f64>(numbers, 16);
  stepSize = <f32>load<f64>(numbers, 24);
  rootCorrection = <f32>load<f64>(numbers, 32);
  gradientScale = <f32>load<f64>(numbers, 40);
  kept = <f32>load<f64>(numbers, 48);
}

export function adam(
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  numbers: usize,
): void {
  readNumbers(numbers);
  const blocks = (count + ADAM_BLOCK - 1) / ADAM_BLOCK;
  updateBlocks(first(blocks), end(blocks), count, w, g, m, v);
}

/** Thread 0 finishes what helper `index` of `members` left undone. */
export function finishAdam(
  index: i32,
  members: i32,
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
): void {
  const blocks = (count + ADAM_BLOCK - 1) / ADAM_BLOCK;
  const state = load<i32>(ADAM_STATE + (index << 6));
  let next = <i32>((<i64>blocks * index) / members);
  const last = <i32>((<i64>blocks * (index + 1)) / members);
  if (state >= 0) {
    next = state >> 1;
    if (state & 1) next += 1;
    else copyBlock(undo(index), next, count, w, m, v, true);
  }
  updateBlocks(next, last, count, w, g, m, v);
}

function undo(index: i32): usize {
  return PRIVATE + index * PRIVATE_BYTES + UNDO_OFFSET;
}

function updateBlocks(
  from: i32,
  to: i32,
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
): void {
  const state = ADAM_STATE + (thread << 6);
  for (let block = from; block < to; block++) {
    showLife();
    if (thread != 0) {
      copyBlock(undo(thread), block, count, w, m, v, false);
      atomic.store<i32>(state, 2 * block);
    }
    const at = <usize>(block * ADAM_BLOCK) << 2;
    const size = min(ADAM_BLOCK, count - block * ADAM_BLOCK);
    update(size, w + at, g + at, m + at, v + at);
    if (thread != 0) atomic.store<i32>(state, 2 * block + 1);
  }
}

function copyBlock(
  copy: usize,
  block: i32,
  count: i32,
  w: usize,
  m: usize,
  v: usize,
  back: bool,
): void {
  const at = <usize>(block * ADAM_BLOCK) << 2;
  const bytes = <usize>min(ADAM_BLOCK, count - block * ADAM_BLOCK) << 2;
  for (let part = 0; part < 3; part++) {
    const array = (part == 0 ? w : part == 1 ? m : v) + at;
    const place = copy + part * (ADAM_BLOCK << 2);
    if (back) memory.copy(array, place, bytes);
    else memory.copy(place, array, bytes);
  }
}

function update(count: i32, w: usize, g: usize, m: usize, v: usize): void {
  // In registers: a global would be read again at each use.
  const b1 = f32x4.splat(beta1);
  const r1 = f32x4.splat(rest1);
  const b2 = f32x4.splat(beta2);
  const r2 = f32x4.splat(rest2);
  const gs = f32x4.splat(gradientScale);
  const rc = f32x4.splat(rootCorrection);
  const eps = f32x4.splat(epsilon);
  const size = f32x4.splat(stepSize);
  const keep = f32x4.splat(kept);
  const flushed = f32x4.splat(FLUSHED);
  const last = w + (<usize>count << 2);
  for (; w + 16 <= last; w += 16) {
    const d = f32x4.mul(v128.load(g), gs);
    let mean = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(r1, d));
    // Not `and` of >=: a NaN stays one.
    mean = v128.andnot(mean, f32x4.lt(f32x4.abs(mean), flushed));
    const square = f32x4.add(f32x4.mul(b2, v128.load(v)), f32x4.mul(r2, f32x4.mul(d, d)));
    v128.store(m, mean);
    v128.store(v, square);
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(square), rc), eps);
    const move = f32x4.div(f32x4.mul(size, mean), root);
    v128.store(w, f32x4.sub(f32x4.mul(v128.load(w), keep), move));
    g += 16;
    m += 16;
    v += 16;
  }
  for (; w < last; w += 4) {
    updateOne(w, g, m, v);
    g += 4;
    m += 4;
    v += 4;
  }
}

/** The same on one number, operation for operation: what is left over of a length. */
// @ts-ignore: decorator
@inline
function updateOne(w: usize, g: usize, m: usize, v: usize): void {
  const d = load<f32>(g) * gradientScale;
  let mean = beta1 * load<f32>(m) + rest1 * d;
  if (abs<f32>(mean) < FLUSHED) mean = 0;
  const square = beta2 * load<f32>(v) + rest2 * (d * d);
  store<f32>(m, mean);
  store<f32>(v, square);
  const move = (stepSize * mean) / (sqrt<f32>(square) * rootCorrection + epsilon);
  store<f32>(w, load<f32>(w) * kept - move);
}
