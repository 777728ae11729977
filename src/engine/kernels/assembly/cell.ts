/**
 * One layer of any cell, T steps forward and back through time over B streams. What is special to a
 * cell comes as a list of words that the host writes (../cellLists.ts): which columns of the record
 * are sums of which products, which function of the table works out the rest, what is packed for the
 * step after. The functions are made of the cell's equations (../cellCode.ts), eight units of some
 * rows a call.
 *
 * The products that do not wait for time (input projection, weight and input gradients) are single
 * large ones. Inside the loop over time a thread owns groups of eight hidden units: it does their
 * products and their functions, and writes what others need straight into the packed operand of the
 * next level or step. One barrier a level and step.
 */
import { ARGUMENTS_OFFSET, KC, NR, PRIVATE, PRIVATE_BYTES, ZEROS } from '../layout';
import { gemv } from './gemv';
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
  tilesTimesPanel,
  tileStart,
} from './product';
import { askWhetherToStop, barrier, end, first, stopped, thread } from './team';
import { addColumnSums, clearColumns, scatterAdd } from './vectors';

/** Bytes of eight units. */
const GROUP: usize = NR * 4;

// @ts-ignore: decorator
@inline
function word(at: usize, index: usize): i32 {
  return load<i32>(at + (index << 2));
}

// @ts-ignore: decorator
@inline
function address(at: usize, index: usize): usize {
  return load<usize>(at + (index << 2));
}

/** Where something stands at step t: base, bytes a step, and what odd steps add. */
// @ts-ignore: decorator
@inline
function placed(at: usize, t: i32): usize {
  return address(at, 0) + <usize>word(at, 1) * t + <usize>word(at, 2) * (t & 1);
}

/**
 * @param U rows of x; T B, or fewer distinct ones where `rows` says which is whose
 * @param C columns of the record, the first S of which are slots
 * @param bias scratch [S][H]
 * @param projected scratch [U][S][H] where there are `rows`
 */
export function cellForward(
  T: i32,
  B: i32,
  K: i32,
  H: i32,
  S: i32,
  C: i32,
  U: i32,
  x: usize,
  rows: usize,
  columns: usize,
  bias: usize,
  projected: usize,
  list: usize,
): void {
  const units = <usize>H << 2;
  const steps = T * B;
  list = sumBiases(H, list);
  list = packTerms(H, list);
  list = packStates(B, H, list);
  barrier();
  const out = rows ? projected : columns;
  const line = units * (rows ? S : C);
  const count = rows ? U : steps;
  list = copyBiases(count, units, bias, out, line, list);
  list = projectInputs(count, K, H, x, bias, out, line, list);
  barrier();
  if (rows) {
    copyRows(steps, units * S, projected, rows, columns, units * C);
    barrier();
  }
  const levels = word(list, 0);
  for (let t = 0; t < T; t++) {
    askWhetherToStop();
    let level = list + 4;
    const row = columns + units * <usize>(C * B) * t;
    for (let index = 0; index < levels; index++) {
      if (!stopped()) {
        if (B > 1) forwardLevel(level + 4, t, B, H, row, units * C);
        else forwardRow(level + 4, t, H, row);
      }
      level += <usize>word(level, 0);
      barrier();
    }
  }
}

/** Entries: a slot's sum, a vector (0: none), whether it is the first. Own groups. */
export function sumBiases(H: i32, list: usize): usize {
  const from = <usize>first(H / NR) * GROUP;
  const to = <usize>end(H / NR) * GROUP;
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 12) {
    const sum = address(list, 0);
    const vector = address(list, 1);
    const isFirst = word(list, 2) != 0;
    for (let at = from; at < to; at += 16) {
      const value = vector ? v128.load(vector + at) : f32x4.splat(0);
      v128.store(sum + at, isFirst ? value : f32x4.add(v128.load(sum + at), value));
    }
  }
  return list;
}

/** Entries: a block of a matrix [H][H], its panels [H / 8][H][8]. Own groups. */
function packTerms(H: i32, list: usize): usize {
  const units = <usize>H << 2;
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 8) {
    const weights = address(list, 0);
    const panels = address(list, 1);
    for (let group = first(H / NR), last = end(H / NR); group < last; group++) {
      const at = <usize>(group * NR) * units;
      packPanelTransposed(H, weights + at, units, panels + at);
    }
  }
  return list;
}

/** Entries: a state before the first step [B][H], where it is packed. */
function packStates(B: i32, H: i32, list: usize): usize {
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 8) {
    packTiles(STRAIGHT, B, H, address(list, 0), <usize>H << 2, address(list, 1));
  }
  return list;
}

/** Entries: a slot that does not read x. Its sum starts from the bias alone. */
function copyBiases(
  count: i32,
  units: usize,
  bias: usize,
  out: usize,
  line: usize,
  list: usize,
): usize {
  const slots = word(list, 0);
  list += 4;
  for (let index = 0; index < slots; index++, list += 4) {
    const offset = units * <usize>word(list, 0);
    for (let n = first(count), last = end(count); n < last; n++) {
      memory.copy(out + line * n + offset, bias + offset, units);
    }
  }
  return list;
}

/** Entries: a run of blocks of a matrix [slots H][K], its first slot, how many, what sums start from. */
function projectInputs(
  count: i32,
  K: i32,
  H: i32,
  x: usize,
  bias: usize,
  out: usize,
  line: usize,
  list: usize,
): usize {
  const inputs = <usize>K << 2;
  const runs = word(list, 0);
  list += 4;
  for (let index = 0; index < runs; index++, list += 16) {
    if (index > 0) barrier();
    const offset = (<usize>H << 2) * <usize>word(list, 1);
    const w = address(list, 0);
    const start = word(list, 3) ? FROM_BIAS : FROM_C;
    const N = word(list, 2) * H;
    const to = out + offset;
    product(count, N, K, STRAIGHT, x, inputs, TRANSPOSED, w, inputs, start, bias + offset, to, line);
  }
  return list;
}

/** out[n] = table[rows[n]], in lines of a record that may be longer than what is copied. */
function copyRows(
  count: i32,
  bytes: usize,
  table: usize,
  rows: usize,
  out: usize,
  line: usize,
): void {
  for (let n = first(count), last = end(count); n < last; n++) {
    const row = <usize>load<u32>(rows + (<usize>n << 2));
    memory.copy(out + line * n, table + bytes * row, bytes);
  }
}

/**
 * Writes the arguments of a function: for each of its places an address, at this thread's first
 * group, and the bytes from row to row. Entries: base, step, what odd steps add, row.
 */
function place(t: i32, H: i32, places: i32, list: usize, out: usize): void {
  const offset = <usize>first(H / NR) * GROUP;
  for (let index = 0; index < places; index++, list += 16, out += 8) {
    store<usize>(out, placed(list, t) + offset);
    store<i32>(out, word(list, 3), 4);
  }
}

/** The same places, eight units on. */
// @ts-ignore: decorator
@inline
function advance(places: i32, list: usize): void {
  for (let index = 0; index < places; index++, list += 8) {
    store<usize>(list, load<usize>(list) + GROUP);
  }
}

/**
 * All streams. The level's list: products (panels, packed operand: base, step, odd; slot), a
 * function, its places, what is packed.
 */
function forwardLevel(list: usize, t: i32, B: i32, H: i32, row: usize, line: usize): void {
  const units = <usize>H << 2;
  const terms = word(list, 0);
  const products = list + 4;
  const code = products + <usize>terms * 20;
  const places = word(code, 1);
  const packs = code + 8 + <usize>places * 16;
  const args = PRIVATE + thread * PRIVATE_BYTES + ARGUMENTS_OFFSET;
  place(t, H, places, code + 8, args);
  for (let group = first(H / NR), last = end(H / NR); group < last; group++) {
    for (let index = 0; index < terms; index++) {
      const term = products + <usize>index * 20;
      const panel = address(term, 0) + <usize>(group * NR) * units;
      const to = row + units * <usize>word(term, 4) + <usize>group * GROUP;
      const packed = placed(term + 4, t);
      for (let k = 0; k < H; k += KC) {
        const depth = min(KC, H - k);
        const at = panel + <usize>k * GROUP;
        tilesTimesPanel(B, k, depth, packed, H, at, to, line, to, line);
      }
    }
    call_indirect<void>(word(code, 0), B, args);
    advance(places, args);
    pack(packs, t, B, H, group);
  }
}

/** One stream: weights are read once, as they lie. Products: a block's weights, its operand, slot. */
export function forwardRow(list: usize, t: i32, H: i32, row: usize): void {
  const from = first(H / NR);
  const to = end(H / NR);
  if (from == to) return;
  const terms = word(list, 0);
  const code = list + 4 + <usize>terms * 20;
  const places = word(code, 1);
  const args = PRIVATE + thread * PRIVATE_BYTES + ARGUMENTS_OFFSET;
  for (let index = 0; index < terms; index++) {
    const term = list + 4 + <usize>index * 20;
    const sum = row + (<usize>H << 2) * <usize>word(term, 4);
    gemv(from * NR, to * NR, H, address(term, 0), placed(term + 4, t), sum);
  }
  place(t, H, places, code + 8, args);
  call_indirect<void>(word(code, 0), to - from, args);
}

/**
 * A group's eight units of some vectors into tiles, as operands of products. Entries: the vector
 * (base, step, odd), bytes from stream to stream; the tiles (base, step, odd), the first of their
 * lines that is the vector's, how many lines they have.
 */
function pack(list: usize, t: i32, B: i32, H: i32, group: i32): void {
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 36) {
    const from = placed(list, t) + <usize>group * GROUP;
    const line = <usize>word(list, 3);
    packGroup(B, from, line, placed(list + 16, t), word(list, 7) + group * NR, word(list, 8));
  }
}

function packGroup(B: i32, from: usize, line: usize, tiles: usize, k: i32, depth: i32): void {
  const count = tileCount(B);
  for (let index = 0; index < count; index++) {
    const start = tileStart(B, count, index);
    const height = tileStart(B, count, index + 1) - start;
    const gap = <usize>height << 2;
    let to = tiles + (<usize>(start * depth + k * height) << 2);
    for (let row = 0; row < height; row++) {
      spread(v128.load(from), to, gap);
      spread(v128.load(from, 16), to + 4 * gap, gap);
      from += line;
      to += 4;
    }
  }
}

/** Four lanes to addresses `gap` apart: column-wise into a tile. */
// @ts-ignore: decorator
@inline
function spread(x: v128, to: usize, gap: usize): void {
  v128.store_lane<f32>(to, x, 0);
  v128.store_lane<f32>(to + gap, x, 1);
  v128.store_lane<f32>(to + 2 * gap, x, 2);
  v128.store_lane<f32>(to + 3 * gap, x, 3);
}

/**
 * @param dz [T][B][S][H]
 * @param summed scratch [U][S][H] where there are `rows`: dz of all steps with the same input
 */
export function cellBackward(
  T: i32,
  B: i32,
  K: i32,
  H: i32,
  S: i32,
  U: i32,
  x: usize,
  rows: usize,
  dz: usize,
  dx: usize,
  summed: usize,
  list: usize,
): void {
  const units = <usize>H << 2;
  const steps = T * B;
  list = packBack(H, list);
  list = clear(B, H, list);
  const levels = word(list, 0);
  list += 4;
  let after = list;
  for (let index = 0; index < levels; index++) after += <usize>word(after, 0);
  for (let t = T - 1; t >= 0; t--) {
    askWhetherToStop();
    let level = list;
    for (let index = 0; index < levels; index++) {
      if (!stopped()) backwardLevel(level + 4, t, T, B, H, S);
      level += <usize>word(level, 0);
      barrier();
    }
  }
  after = weightGradients(steps, H, S, dz, after);
  after = biasGradients(steps, H, S, dz, after);
  const d = rows ? summed : dz;
  if (rows) {
    // The same columns are cleared and added to by one thread: no barrier in between.
    clearColumns(U, S * H, summed);
    scatterAdd(steps, S * H, dz, rows, summed);
    barrier();
  }
  inputGradients(U, K, H, units * S, d, x, dx, after);
}

/** Entries: a run of blocks of a matrix [lines][H], how many lines, its panels [H / 8][lines][8]. */
function packBack(H: i32, list: usize): usize {
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 12) {
    const lines = word(list, 1);
    for (let group = first(H / NR), last = end(H / NR); group < last; group++) {
      const panel = address(list, 2) + <usize>(group * lines) * GROUP;
      packPanel(lines, address(list, 0) + <usize>group * GROUP, <usize>H << 2, panel);
    }
  }
  return list;
}

/** Entries: [B][H] that nothing has been given to yet. Own groups. */
function clear(B: i32, H: i32, list: usize): usize {
  const from = <usize>first(H / NR) * GROUP;
  const bytes = <usize>end(H / NR) * GROUP - from;
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 4) {
    for (let b = 0; b < B; b++) {
      memory.fill(address(list, 0) + (<usize>H << 2) * b + from, 0, bytes);
    }
  }
  return list;
}

/** Words of a product's entry. */
const BACK_PRODUCT: usize = 12 * 4;
/** Its flags: of the step after, which the last step has not; the first of a sum. */
const OF_LATER: i32 = 1;
const FIRST: i32 = 2;

/**
 * The level's list: products (panels; packed gradients: base, step, odd; their first line, how many,
 * of how many; what is added to: base, step, odd, bytes from stream to stream; flags), a function,
 * its places, what is packed.
 */
function backwardLevel(list: usize, t: i32, T: i32, B: i32, H: i32, S: i32): void {
  const count = word(list, 0);
  const products = list + 4;
  const code = products + <usize>count * BACK_PRODUCT;
  const places = word(code, 1);
  const packs = code + 8 + <usize>places * 16;
  const args = PRIVATE + thread * PRIVATE_BYTES + ARGUMENTS_OFFSET;
  place(t, H, places, code + 8, args);
  for (let group = first(H / NR), last = end(H / NR); group < last; group++) {
    for (let index = 0; index < count; index++) {
      const entry = products + <usize>index * BACK_PRODUCT;
      const flags = word(entry, 11);
      if (t < T - 1 || (flags & OF_LATER) == 0) backProduct(entry, t, B, group, (flags & FIRST) != 0);
    }
    call_indirect<void>(word(code, 0), B, args);
    advance(places, args);
    pack(packs, t, B, H, group);
  }
}

function backProduct(entry: usize, t: i32, B: i32, group: i32, isFirst: bool): void {
  const packed = placed(entry + 4, t);
  const line = word(entry, 4);
  const lines = word(entry, 5);
  const depth = word(entry, 6);
  const to = placed(entry + 28, t) + <usize>group * GROUP;
  const gap = <usize>word(entry, 10);
  const panel = address(entry, 0) + <usize>(group * lines) * GROUP;
  for (let k = 0; k < lines; k += KC) {
    const isZero = isFirst && k == 0;
    const from = isZero ? <usize>ZEROS : to;
    const part = min(KC, lines - k);
    const fromGap: usize = isZero ? 0 : gap;
    const at = panel + <usize>k * GROUP;
    tilesTimesPanel(B, line + k, part, packed, depth, at, from, fromGap, to, gap);
  }
}

/** Entries: gradients of a run of blocks, its first slot, how many, their operand, bytes from row to row. */
function weightGradients(steps: i32, H: i32, S: i32, dz: usize, list: usize): usize {
  const units = <usize>H << 2;
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 20) {
    const d = dz + units * <usize>word(list, 1);
    const M = word(list, 2) * H;
    const operand = address(list, 3);
    const gap = <usize>word(list, 4);
    const to = address(list, 0);
    product(M, H, steps, TRANSPOSED, d, units * S, STRAIGHT, operand, gap, FROM_C, 0, to, units);
    // Two runs may add to the same block.
    barrier();
  }
  return list;
}

/** Entries: a run's first slot, how many, gradients of one bias, and of a second one or 0. */
function biasGradients(steps: i32, H: i32, S: i32, dz: usize, list: usize): usize {
  const units = <usize>H << 2;
  const count = word(list, 0);
  list += 4;
  for (let index = 0; index < count; index++, list += 16) {
    if (index > 0) barrier();
    const rows = dz + units * <usize>word(list, 0);
    addColumnSums(steps, word(list, 1) * H, rows, units * S, address(list, 2), address(list, 3));
  }
  return list;
}

/** Entries: a run's weights, their gradients, its first slot, how many. */
function inputGradients(
  U: i32,
  K: i32,
  H: i32,
  line: usize,
  d: usize,
  x: usize,
  dx: usize,
  list: usize,
): void {
  const inputs = <usize>K << 2;
  const count = word(list, 0);
  list += 4;
  if (count == 0) clearColumns(U, K, dx);
  for (let index = 0; index < count; index++, list += 16) {
    if (index > 0) barrier();
    const from = d + (<usize>H << 2) * <usize>word(list, 2);
    const M = word(list, 3) * H;
    const start = index > 0 ? FROM_C : FROM_ZERO;
    product(U, K, M, STRAIGHT, from, line, STRAIGHT, address(list, 0), inputs, start, 0, dx, inputs);
    product(M, K, U, TRANSPOSED, from, line, STRAIGHT, x, inputs, FROM_C, 0, address(list, 1), inputs);
  }
}
