/**
 * One layer of any cell, T steps forward and back through time over B streams. What is special to a
 * cell comes as a list of words that the host writes (../../cells/forwardList.ts): which columns of the record
 * are sums of which products, which function of the table works out the rest, what is packed for the
 * step after. The functions are made of the cell's equations (../../cells/code.ts), eight units of some
 * rows a call.
 *
 * The products that do not wait for time (input projection, weight and input gradients) are single
 * large ones. Inside the loop over time a thread owns groups of eight hidden units: it does their
 * products and their functions, and writes what others need straight into the packed operand of the
 * next level or step. One barrier a level and step.
 */
import { KC, NR } from '../../layout';
import { gemv } from '../gemv';
import { packPanelTransposed } from '../pack';
import { FROM_BIAS, FROM_C, STRAIGHT, TRANSPOSED, packTiles, product, tilesTimesPanel } from '../product';
import { askWhetherToStop, barrier, end, first, stopped } from '../team';
import { GROUP, address, advance, argumentsOfThread, pack, place, placed, word } from './places';

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
  const args = argumentsOfThread();
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

/** Whether the n-th term after it continues its rows and its sums, with the same operand. */
function follows(term: usize, n: i32, H: i32, vector: usize, t: i32): bool {
  const other = term + <usize>n * 20;
  const rows = (<usize>n * <usize>H * <usize>H) << 2;
  return (
    address(other, 0) == address(term, 0) + rows &&
    word(other, 4) == word(term, 4) + n &&
    placed(other + 4, t) == vector
  );
}

/** One stream: weights are read once, as they lie. Products: a block's weights, its operand, slot. */
export function forwardRow(list: usize, t: i32, H: i32, row: usize): void {
  const from = first(H / NR);
  const to = end(H / NR);
  if (from == to) return;
  const terms = word(list, 0);
  const code = list + 4 + <usize>terms * 20;
  const places = word(code, 1);
  const args = argumentsOfThread();
  const isAlone = (to - from) * NR == H;
  for (let index = 0; index < terms; ) {
    const term = list + 4 + <usize>index * 20;
    const sum = row + (<usize>H << 2) * <usize>word(term, 4);
    const vector = placed(term + 4, t);
    // Alone a thread reads blocks that follow one another as one.
    let blocks = 1;
    while (isAlone && index + blocks < terms && follows(term, blocks, H, vector, t)) blocks++;
    gemv(from * NR, blocks > 1 ? blocks * H : to * NR, H, address(term, 0), vector, sum);
    index += blocks;
  }
  place(t, H, places, code + 8, args);
  call_indirect<void>(word(code, 0), to - from, args);
}
