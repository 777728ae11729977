/**
 * One LSTM layer, T steps forward and back through time over B streams. Gate order i, f, g, o.
 *
 * The products that do not wait for time (input projection, weight and input gradients) are single
 * large ones. Inside the loop over time a thread owns groups of eight hidden units, all four gates
 * of them: it does their recurrent product and their gates, and writes h (or the gate gradients)
 * straight into the packed operand of the next step. One barrier a time step.
 *
 * Padding: a unit whose weights and bias are zero has g = 0, hence c = 0 and h = 0 at every step,
 * and receives no gradient.
 */
import { KC, NR } from '../layout';
import { sigmoid, tanh } from './functions';
import { addProducts } from './gemv';
import { packPanel, packPanelTransposed } from './pack';
import {
  FROM_BIAS,
  FROM_C,
  FROM_ZERO,
  STRAIGHT,
  TRANSPOSED,
  packTiles,
  product,
  tileCount,
  tileStart,
  tilesTimesPanel,
} from './product';
import { askWhetherToStop, barrier, end, first, stopped } from './team';
import { addColumnSums, addVectors, clearColumns, gather, scatterAdd } from './vectors';

/**
 * @param U rows of x; T B, or fewer distinct ones where `rows` says which is whose
 * @param rows [T][B], or 0
 * @param bias scratch [4H]
 * @param panels scratch [H / 8][4][H][8]: wh packed; unused when B is 1
 * @param packedH scratch [2][B][H]: h of the last and of this step, in tiles; unused when B is 1
 * @param projected scratch [U][4H] where there are `rows`
 */
export function lstmForward(
  T: i32,
  B: i32,
  K: i32,
  H: i32,
  x: usize,
  wx: usize,
  wh: usize,
  bx: usize,
  bh: usize,
  gates: usize,
  c: usize,
  h: usize,
  U: i32,
  rows: usize,
  bias: usize,
  panels: usize,
  packedH: usize,
  projected: usize,
): void {
  const units = <usize>H << 2;
  const stateBytes = <usize>B * units;
  addVectors(4 * H, bx, bh, bias);
  if (B > 1) {
    packRecurrent(H, wh, panels);
    packTiles(STRAIGHT, B, H, h, units, packedH);
  }
  barrier();
  const out = rows ? projected : gates;
  product(U, 4 * H, K, STRAIGHT, x, K << 2, TRANSPOSED, wx, K << 2, FROM_BIAS, bias, out, 4 * units);
  barrier();
  if (rows) {
    gather(T * B, 4 * H, projected, rows, gates);
    barrier();
  }
  const groups = H / NR;
  for (let t = 0; t < T; t++) {
    askWhetherToStop();
    if (!stopped()) {
      const now = packedH + stateBytes * (t & 1);
      const next = packedH + stateBytes * ((t + 1) & 1);
      if (B == 1) addProducts(first(groups) * NR, end(groups) * NR, H, H, wh, h, gates);
      for (let group = first(groups), last = end(groups); group < last; group++) {
        if (B > 1) recurPacked(group, B, H, panels, now, gates);
        activateGroup(group, B, H, gates, c, h, next);
      }
    }
    gates += 4 * stateBytes;
    c += stateBytes;
    h += stateBytes;
    barrier();
  }
}

/** Panels of this thread's own groups: eight rows of wh of each gate, as eight columns. */
function packRecurrent(H: i32, wh: usize, panels: usize): void {
  const groups = H / NR;
  const units = <usize>H << 2;
  for (let group = first(groups), last = end(groups); group < last; group++) {
    for (let gate = 0; gate < 4; gate++) {
      const row = <usize>(gate * H + group * NR);
      const panel = panels + <usize>(group * 4 + gate) * units * NR;
      packPanelTransposed(H, wh + row * units, units, panel);
    }
  }
}

/** gates[b][gate][group] += h[b] . wh, for all streams. */
function recurPacked(group: i32, B: i32, H: i32, panels: usize, packedH: usize, gates: usize): void {
  const units = <usize>H << 2;
  for (let gate = 0; gate < 4; gate++) {
    const panel = panels + <usize>(group * 4 + gate) * units * NR;
    const to = gates + units * gate + <usize>group * (NR * 4);
    for (let k = 0; k < H; k += KC) {
      const depth = min(KC, H - k);
      tilesTimesPanel(B, k, depth, packedH, H, panel + k * (NR * 4), to, 4 * units, to, 4 * units);
    }
  }
}

function activateGroup(
  group: i32,
  B: i32,
  H: i32,
  gates: usize,
  c: usize,
  h: usize,
  packed: usize,
): void {
  const units = <usize>H << 2;
  const stateBytes = <usize>B * units;
  const tiles = tileCount(B);
  for (let index = 0; index < tiles; index++) {
    const start = tileStart(B, tiles, index);
    const height = tileStart(B, tiles, index + 1) - start;
    for (let row = 0; row < height; row++) {
      const at = <usize>(start + row) * units + <usize>group * (NR * 4);
      const z = gates + at + <usize>(start + row) * (3 * units);
      const to = packed + ((<usize>start * H + <usize>(group * NR * height + row)) << 2);
      for (let half: usize = 0; half < 32; half += 16) {
        const state = activate(z + half, units, c + at + half, c + stateBytes + at + half);
        v128.store(h + stateBytes + at + half, state);
        if (B > 1) spread(state, to + half * height, <usize>height << 2);
      }
    }
  }
}

/** Four lanes to addresses `stride` apart: column-wise into a packed tile. */
// @ts-ignore: decorator
@inline
function spread(x: v128, to: usize, stride: usize): void {
  v128.store_lane<f32>(to, x, 0);
  v128.store_lane<f32>(to + stride, x, 1);
  v128.store_lane<f32>(to + 2 * stride, x, 2);
  v128.store_lane<f32>(to + 3 * stride, x, 3);
}

/**
 * Four units of one stream: c' = f c + i g, h = o tanh(c'). The gates replace their arguments.
 * @param z address of the input gate; the next gate is `units` bytes on
 * @returns h
 */
export function activate(z: usize, units: usize, c: usize, next: usize): v128 {
  const i = sigmoid(v128.load(z));
  v128.store(z, i);
  const f = sigmoid(v128.load(z + units));
  v128.store(z + units, f);
  const g = tanh(v128.load(z + 2 * units));
  v128.store(z + 2 * units, g);
  const o = sigmoid(v128.load(z + 3 * units));
  v128.store(z + 3 * units, o);
  const state = f32x4.add(f32x4.mul(f, v128.load(c)), f32x4.mul(i, g));
  v128.store(next, state);
  return f32x4.mul(o, tanh(state));
}

/**
 * @param dc scratch [B][H]: the gradient of c on its way back
 * @param panels scratch [H / 8][4H][8]: wh packed
 * @param packedDz scratch [2][B][4H]: dz of the last and of this step, in tiles
 * @param summed scratch [U][4H] where there are `rows`: dz of all steps with the same input
 */
export function lstmBackward(
  T: i32,
  B: i32,
  K: i32,
  H: i32,
  x: usize,
  wx: usize,
  wh: usize,
  gates: usize,
  c: usize,
  h: usize,
  dh: usize,
  dz: usize,
  dx: usize,
  gwx: usize,
  gwh: usize,
  gbx: usize,
  gbh: usize,
  U: i32,
  rows: usize,
  dc: usize,
  panels: usize,
  packedDz: usize,
  summed: usize,
): void {
  const units = <usize>H << 2;
  const stateBytes = <usize>B * units;
  const groups = H / NR;
  for (let group = first(groups), last = end(groups); group < last; group++) {
    packPanel(4 * H, wh + <usize>group * (NR * 4), units, panels + <usize>group * (NR * 4) * (4 * H));
    for (let b = 0; b < B; b++) {
      memory.fill(dc + units * b + <usize>group * (NR * 4), 0, NR * 4);
    }
  }
  for (let t = T - 1; t >= 0; t--) {
    askWhetherToStop();
    if (!stopped()) {
      const later = packedDz + stateBytes * 4 * ((t + 1) & 1);
      const now = packedDz + stateBytes * 4 * (t & 1);
      for (let group = first(groups), last = end(groups); group < last; group++) {
        if (t < T - 1) recurBack(group, B, H, panels, later, dh + stateBytes * t);
        differentiateGroup(
          group,
          B,
          H,
          gates + stateBytes * 4 * t,
          c + stateBytes * t,
          dh + stateBytes * t,
          dc,
          dz + stateBytes * 4 * t,
          now,
        );
      }
    }
    barrier();
  }
  const steps = T * B;
  const inputs = <usize>K << 2;
  product(4 * H, H, steps, TRANSPOSED, dz, 4 * units, STRAIGHT, h, units, FROM_C, 0, gwh, units);
  addColumnSums(steps, 4 * H, dz, 4 * units, gbx, gbh);
  const d = rows ? summed : dz;
  if (rows) {
    // The same columns are cleared and added to by one thread: no barrier in between.
    clearColumns(U, 4 * H, summed);
    scatterAdd(steps, 4 * H, dz, rows, summed);
    barrier();
  }
  product(U, K, 4 * H, STRAIGHT, d, 4 * units, STRAIGHT, wx, inputs, FROM_ZERO, 0, dx, inputs);
  product(4 * H, K, U, TRANSPOSED, d, 4 * units, STRAIGHT, x, inputs, FROM_C, 0, gwx, inputs);
}

/** dh[b][group] += dz[b] of the next step . wh, for all streams. */
function recurBack(group: i32, B: i32, H: i32, panels: usize, packedDz: usize, dh: usize): void {
  const units = <usize>H << 2;
  const panel = panels + <usize>group * (NR * 4) * (4 * H);
  const to = dh + <usize>group * (NR * 4);
  for (let k = 0; k < 4 * H; k += KC) {
    const depth = min(KC, 4 * H - k);
    tilesTimesPanel(B, k, depth, packedDz, 4 * H, panel + k * (NR * 4), to, units, to, units);
  }
}

function differentiateGroup(
  group: i32,
  B: i32,
  H: i32,
  gates: usize,
  c: usize,
  dh: usize,
  dc: usize,
  dz: usize,
  packed: usize,
): void {
  const units = <usize>H << 2;
  const stateBytes = <usize>B * units;
  const tiles = tileCount(B);
  for (let index = 0; index < tiles; index++) {
    const start = tileStart(B, tiles, index);
    const height = tileStart(B, tiles, index + 1) - start;
    const line = <usize>height << 2;
    for (let row = 0; row < height; row++) {
      const at = <usize>(start + row) * units + <usize>group * (NR * 4);
      const z = at + <usize>(start + row) * (3 * units);
      const to = packed + ((<usize>start * (4 * H) + <usize>(group * NR * height + row)) << 2);
      for (let half: usize = 0; half < 32; half += 16) {
        const from = at + half;
        differentiate(gates + z + half, units, c + from, stateBytes, dh + from, dc + from, dz + z + half);
        for (let gate: usize = 0; gate < 4; gate++) {
          const value = v128.load(dz + z + half + gate * units);
          spread(value, to + half * height + gate * H * line, line);
        }
      }
    }
  }
}

/**
 * Four units of one stream, back through h = o tanh(c'), c' = f c + i g and the gates' functions:
 * sigma' = s (1 - s), tanh' = 1 - t^2.
 * @param c the state before this step; the state after it is `stateBytes` on
 * @param dc in: of c' from later steps; out: of c
 * @param dz out, of the gates' arguments; the next gate is `units` bytes on
 */
export function differentiate(
  gates: usize,
  units: usize,
  c: usize,
  stateBytes: usize,
  dh: usize,
  dc: usize,
  dz: usize,
): void {
  const one = f32x4.splat(1);
  const i = v128.load(gates);
  const f = v128.load(gates + units);
  const g = v128.load(gates + 2 * units);
  const o = v128.load(gates + 3 * units);
  const squashed = tanh(v128.load(c + stateBytes));
  const above = v128.load(dh);
  const slope = f32x4.sub(one, f32x4.mul(squashed, squashed));
  const d = f32x4.add(v128.load(dc), f32x4.mul(f32x4.mul(above, o), slope));
  const di = f32x4.mul(f32x4.mul(d, g), f32x4.mul(i, f32x4.sub(one, i)));
  const df = f32x4.mul(f32x4.mul(d, v128.load(c)), f32x4.mul(f, f32x4.sub(one, f)));
  const dg = f32x4.mul(f32x4.mul(d, i), f32x4.sub(one, f32x4.mul(g, g)));
  const dO = f32x4.mul(f32x4.mul(above, squashed), f32x4.mul(o, f32x4.sub(one, o)));
  v128.store(dz, di);
  v128.store(dz + units, df);
  v128.store(dz + 2 * units, dg);
  v128.store(dz + 3 * units, dO);
  v128.store(dc, f32x4.mul(d, f));
}
