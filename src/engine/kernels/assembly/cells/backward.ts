/**
 * One layer of any cell back through time: the way back of forward.ts. Inside the loop a thread does
 * for its groups the products that bring gradients back to operands, and the functions; what belongs
 * to the weights and to the input are large products after it.
 */
import { KC, NR, ZEROS } from '../../layout';
import { packPanel } from '../pack';
import { FROM_C, FROM_ZERO, STRAIGHT, TRANSPOSED, product, tilesTimesPanel } from '../product';
import { askWhetherToStop, barrier, end, first, stopped } from '../team';
import { addColumnSums, clearColumns, scatterAdd } from '../vectors';
import { GROUP, address, advance, argumentsOfThread, pack, place, placed, word } from './places';

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
  const args = argumentsOfThread();
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
