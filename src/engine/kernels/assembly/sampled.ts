/**
 * Softmax with a sampled partition function (the door says which): every row chooses between its
 * target and the S sampled words. The rows of the samples are gathered into a small decoder of their
 * own, with -logQ in its bias, so that the products are those of a full softmax over S words; the
 * target is one more column, kept apart. A sample that is the row's target counts as a padded word
 * there.
 *
 * S is rounded up to a multiple of 8; a sample too many has the id -1, zero weights, bias -1e30.
 */
import { exp, log, maxOfLanes } from './functions';
import { dot } from './gemv';
import { FROM_BIAS, FROM_C, FROM_ZERO, STRAIGHT, TRANSPOSED, product } from './product';
import { exponentials, multiply } from './softmax';
import { barrier, claim, end, first, thread } from './team';
import { addColumnSums, addScaled, sumInOrder } from './vectors';

const NEVER: f32 = -1e30;

/**
 * @param count number of samples; S is `count` rounded up
 * @param ids scratch [S], the samples; -1 where there is none
 * @param sw scratch [S][H] @param sb scratch [S] @param dsw scratch [S][H] @param dsb scratch [S]
 * @param dt scratch [N], gradients with respect to the logits of the targets
 * @param chunk rows at a time @param logits scratch [chunk][S]
 * @param losses scratch [N], doubles
 * @returns on thread 0 the sum of the losses
 */
export function sampledSoftmax(
  N: i32,
  S: i32,
  count: i32,
  H: i32,
  w: usize,
  b: usize,
  h: usize,
  targets: usize,
  samples: usize,
  logQ: usize,
  scale: f32,
  dh: usize,
  gw: usize,
  gb: usize,
  ids: usize,
  sw: usize,
  sb: usize,
  dsw: usize,
  dsb: usize,
  dt: usize,
  chunk: i32,
  logits: usize,
  losses: usize,
): f64 {
  const units = (<usize>H) << 2;
  const line = (<usize>S) << 2;
  gatherSamples(S, count, H, w, b, samples, logQ, ids, sw, sb, dsb);
  barrier();
  for (let n = 0; n < N; n += chunk) {
    const rows = min(chunk, N - n);
    const hRows = h + units * n;
    const at = (<usize>n) << 2;
    product(rows, S, H, STRAIGHT, hRows, units, TRANSPOSED, sw, units, FROM_BIAS, sb, logits, line);
    barrier();
    for (let row = claim(rows); row < rows; row = claim(rows)) {
      const target = load<i32>(targets + at + ((<usize>row) << 2));
      const own = targetLogit(H, w, b, hRows + units * row, target);
      const to = dt + at + ((<usize>row) << 2);
      const loss = differentiateRow(S, logits + line * row, ids, target, own, scale, to);
      store<f64>(losses + ((<usize>(n + row)) << 3), loss);
    }
    barrier();
    product(
      rows,
      H,
      S,
      STRAIGHT,
      logits,
      line,
      STRAIGHT,
      sw,
      units,
      FROM_ZERO,
      0,
      dh + units * n,
      units,
    );
    const start = n == 0 ? FROM_ZERO : FROM_C;
    product(S, H, rows, TRANSPOSED, logits, line, STRAIGHT, hRows, units, start, 0, dsw, units);
    addColumnSums(rows, S, logits, <usize>S << 2, dsb, 0);
  }
  barrier();
  passToTargets(N, H, w, targets, dt, dh);
  scatterSamples(count, H, samples, dsw, dsb, gw, gb);
  barrier();
  scatterTargets(N, H, h, targets, dt, gw, gb);
  barrier();
  return thread == 0 ? sumInOrder(N, losses) : 0;
}

function gatherSamples(
  S: i32,
  count: i32,
  H: i32,
  w: usize,
  b: usize,
  samples: usize,
  logQ: usize,
  ids: usize,
  sw: usize,
  sb: usize,
  dsb: usize,
): void {
  const units = (<usize>H) << 2;
  for (let s = first(S), last = end(S); s < last; s++) {
    const at = (<usize>s) << 2;
    store<f32>(dsb + at, 0);
    if (s >= count) {
      store<i32>(ids + at, -1);
      store<f32>(sb + at, NEVER);
      memory.fill(sw + units * s, 0, units);
      continue;
    }
    const word = load<u32>(samples + at);
    store<i32>(ids + at, word);
    store<f32>(sb + at, load<f32>(b + (word << 2)) - load<f32>(logQ + at));
    memory.copy(sw + units * s, w + units * word, units);
  }
}

function targetLogit(H: i32, w: usize, b: usize, h: usize, target: u32): f32 {
  return load<f32>(b + (target << 2)) + dot(H, h, w + ((<usize>H) << 2) * target);
}

/** Logits of one row to gradients, in place; the target's to `dt`. @returns the loss */
function differentiateRow(
  S: i32,
  x: usize,
  ids: usize,
  target: i32,
  own: f32,
  scale: f32,
  dt: usize,
): f64 {
  const most = max(own, maskTarget(S, x, ids, target));
  // In single precision like its fellows, so that all probabilities have one rounding.
  const shifted = f32x4.extract_lane(exp(f32x4.splat(own - most)), 0);
  const sum = exponentials(S, x, most) + <f64>shifted;
  multiply(S, x, <f32>(<f64>scale / sum));
  store<f32>(dt, <f32>((<f64>shifted / sum - 1) * <f64>scale));
  return log(sum) + (<f64>most - <f64>own);
}

/** Samples that are the target leave the row. @returns the greatest logit of the others */
function maskTarget(S: i32, x: usize, ids: usize, target: i32): f32 {
  const word = i32x4.splat(target);
  const never = f32x4.splat(NEVER);
  let most = never;
  for (const last = x + ((<usize>S) << 2); x < last; x += 16) {
    const kept = v128.bitselect(never, v128.load(x), i32x4.eq(word, v128.load(ids)));
    v128.store(x, kept);
    most = f32x4.pmax(most, kept);
    ids += 16;
  }
  return maxOfLanes(most);
}

/** dh[n] += dt[n] w[target]. */
function passToTargets(N: i32, H: i32, w: usize, targets: usize, dt: usize, dh: usize): void {
  const units = (<usize>H) << 2;
  for (let n = first(N), last = end(N); n < last; n++) {
    const at = (<usize>n) << 2;
    const row = w + <usize>load<u32>(targets + at) * units;
    addScaled(0, H >> 2, load<f32>(dt + at), row, dh + units * n);
  }
}

/** Samples are distinct: each row has one writer. */
function scatterSamples(
  count: i32,
  H: i32,
  samples: usize,
  dsw: usize,
  dsb: usize,
  gw: usize,
  gb: usize,
): void {
  const units = (<usize>H) << 2;
  for (let s = first(count), last = end(count); s < last; s++) {
    const word = <usize>load<u32>(samples + ((<usize>s) << 2));
    addScaled(0, H >> 2, 1, dsw + units * s, gw + units * word);
    const to = gb + (word << 2);
    store<f32>(to, load<f32>(to) + load<f32>(dsb + ((<usize>s) << 2)));
  }
}

/** Targets repeat: a thread owns columns and takes the rows in order. The bias is thread 0's. */
function scatterTargets(
  N: i32,
  H: i32,
  h: usize,
  targets: usize,
  dt: usize,
  gw: usize,
  gb: usize,
): void {
  const units = (<usize>H) << 2;
  const from = first(H >> 2);
  const to = end(H >> 2);
  for (let n = 0; n < N; n++) {
    const at = (<usize>n) << 2;
    const word = <usize>load<u32>(targets + at);
    const d = load<f32>(dt + at);
    addScaled(from, to, d, h + units * n, gw + units * word);
    if (thread == 0) store<f32>(gb + (word << 2), load<f32>(gb + (word << 2)) + d);
  }
}
