/**
 * The matrix product C[M x N] = init + A B, by all threads together.
 *
 * A wide C is divided by columns: A is packed block by block into a shared double buffer, one barrier
 * a block; the panels of eight columns of C are claimed, and a panel of B is packed into its thread's
 * own memory just before it is used. A high C is divided by rows: there a packed row of A is used for
 * so few columns that fetching it from the core that packed it would show (a sixth of the time at 2000
 * x 128 on two threads); every thread packs the rows of its own, and the panels of B as they come.
 *
 * N is a multiple of 8. K is a multiple of 4 where A is read by rows or B from its transpose. Every
 * element of C is summed in the order of k, cut at multiples of a block size that depends on K
 * alone: the threads change nothing.
 *
 * No barrier at the end: whoever reads C calls `barrier` first.
 */
import { BLOCK, DEEP, KC, MC, NR, PRIVATE, PRIVATE_BYTES, ZEROS } from '../layout';
import { tile, tile5, tile6 } from './micro';
import { packColumns, packPanel, packPanelTransposed, packRows } from './pack';
import {
  askWhetherToStop,
  barrier,
  claim,
  end,
  first,
  showLife,
  stopped,
  thread,
  threads,
} from './team';

/** How an operand lies in memory: as it is used, or transposed. */
export const STRAIGHT: i32 = 0;
export const TRANSPOSED: i32 = 1;

/** What C starts from. */
export const FROM_ZERO: i32 = 0;
export const FROM_BIAS: i32 = 1;
export const FROM_C: i32 = 2;

/** Two blocks of A, each of BLOCK floats. */
let blocks: usize = 0;
/** Rows of the highest tile. Decides how rows are cut, never the order of a sum. */
let tileRows: i32 = 5;
let parity: i32 = 0;

/** Once an instance, the same on all threads. */
export function prepare(address: usize, rows: i32): void {
  blocks = address;
  tileRows = rows;
}

/** Every job starts with the same buffer on every thread, also on one that missed some jobs. */
export function resetBlocks(): void {
  parity = 0;
}

// @ts-ignore: decorator
@inline
function ceilDivide(a: i32, b: i32): i32 {
  return (a + b - 1) / b;
}

/** `length` in near-equal parts of at most `most`, rounded up to a multiple of `unit`. */
function blockSize(length: i32, most: i32, unit: i32): i32 {
  const parts = ceilDivide(length, most);
  return ceilDivide(ceilDivide(length, parts), unit) * unit;
}

/** First row of tile `index`, when `rows` are cut into `tiles` near-equal parts. */
// @ts-ignore: decorator
@inline
export function tileStart(rows: i32, tiles: i32, index: i32): i32 {
  return index * (rows / tiles) + min(index, rows % tiles);
}

// @ts-ignore: decorator
@inline
export function tileCount(rows: i32): i32 {
  return ceilDivide(rows, tileRows);
}

/** This thread's share of the tiles of a packed block of depth k: they lie one after the other. */
export function packTiles(
  kind: i32,
  rows: i32,
  k: i32,
  source: usize,
  stride: usize,
  out: usize,
): void {
  const tiles = tileCount(rows);
  packTileRange(kind, rows, k, source, stride, out, first(tiles), end(tiles));
}

function packTileRange(
  kind: i32,
  rows: i32,
  k: i32,
  source: usize,
  stride: usize,
  out: usize,
  from: i32,
  last: i32,
): void {
  const tiles = tileCount(rows);
  for (let index = from; index < last; index++) {
    const start = tileStart(rows, tiles, index);
    const height = tileStart(rows, tiles, index + 1) - start;
    const to = out + ((start * k) << 2);
    if (kind == STRAIGHT) packRows(height, k, source + stride * start, stride, to);
    else packColumns(height, k, source + (start << 2), stride, to);
  }
}

/** Depth of a block of A: of K alone, so that it cuts every sum in the same places. */
// @ts-ignore: decorator
@inline
function depthOf(K: i32): i32 {
  return K <= DEEP ? K : blockSize(K, KC, 4);
}

/** Whole tiles, so that rounding a block up to them cannot exceed the buffer of so many floats. */
// @ts-ignore: decorator
@inline
function rowsOf(floats: i32, kc: i32): i32 {
  return (min(MC, floats / kc) / tileRows) * tileRows;
}

/**
 * @param a STRAIGHT [M][K] or TRANSPOSED [K][M], lines `aStride` bytes apart
 * @param b STRAIGHT [K][N] or TRANSPOSED [N][K], lines `bStride` bytes apart
 * @param c [M][N], lines `cStride` bytes apart
 * @param bias [N], read only FROM_BIAS
 */
export function product(
  M: i32,
  N: i32,
  K: i32,
  aKind: i32,
  a: usize,
  aStride: usize,
  bKind: i32,
  b: usize,
  bStride: usize,
  start: i32,
  bias: usize,
  c: usize,
  cStride: usize,
): void {
  if (threads > 1 && M >= N) {
    productByRows(M, N, K, aKind, a, aStride, bKind, b, bStride, start, bias, c, cStride);
    return;
  }
  const kc = depthOf(K);
  const mc = blockSize(M, rowsOf(BLOCK, kc), tileRows);
  const panels = N / NR;
  for (let m = 0; m < M; m += mc) {
    const rows = min(mc, M - m);
    for (let k = 0; k < K; k += kc) {
      const depth = min(kc, K - k);
      const block = blocks + parity * (BLOCK * 4);
      parity ^= 1;
      packTiles(aKind, rows, depth, blockOf(aKind, a, aStride, m, k), aStride, block);
      barrier();
      const from = blockOf(bKind, b, bStride, k, 0);
      const kind = k == 0 ? start : FROM_C;
      const to = c + cStride * m;
      for (let j = claim(panels); j < panels; j = claim(panels)) {
        blockTimesPanel(j, rows, depth, block, bKind, from, bStride, kind, bias, to, cStride);
      }
    }
  }
}

/** Each thread its rows, with a part of the blocks' memory for itself: others may still read there. */
function productByRows(
  M: i32,
  N: i32,
  K: i32,
  aKind: i32,
  a: usize,
  aStride: usize,
  bKind: i32,
  b: usize,
  bStride: usize,
  start: i32,
  bias: usize,
  c: usize,
  cStride: usize,
): void {
  barrier();
  const floats = ((2 * BLOCK) / threads) & ~15;
  const block = blocks + <usize>(thread * floats) * 4;
  const tiles = tileCount(M);
  const last = tileStart(M, tiles, end(tiles));
  const kc = depthOf(K);
  const most = rowsOf(floats, kc);
  const panels = N / NR;
  for (let m = tileStart(M, tiles, first(tiles)); m < last; m += most) {
    const rows = min(most, last - m);
    const to = c + cStride * m;
    for (let k = 0; k < K; k += kc) {
      askWhetherToStop();
      showLife();
      if (stopped()) break;
      const depth = min(kc, K - k);
      const own = blockOf(aKind, a, aStride, m, k);
      packTileRange(aKind, rows, depth, own, aStride, block, 0, tileCount(rows));
      const from = blockOf(bKind, b, bStride, k, 0);
      const kind = k == 0 ? start : FROM_C;
      for (let j = 0; j < panels; j++) {
        blockTimesPanel(j, rows, depth, block, bKind, from, bStride, kind, bias, to, cStride);
      }
    }
  }
  barrier();
}

/** Address of an operand's element [row][column], whichever way it lies. */
// @ts-ignore: decorator
@inline
function blockOf(kind: i32, at: usize, stride: usize, row: i32, column: i32): usize {
  return kind == STRAIGHT
    ? at + stride * row + (<usize>column << 2)
    : at + stride * column + (<usize>row << 2);
}

/** A packed block of A against panel j of B. */
// @ts-ignore: decorator
@inline
function blockTimesPanel(
  j: i32,
  rows: i32,
  depth: i32,
  block: usize,
  bKind: i32,
  b: usize,
  bStride: usize,
  start: i32,
  bias: usize,
  c: usize,
  cStride: usize,
): void {
  const panel = PRIVATE + thread * PRIVATE_BYTES;
  const column = <usize>j * (NR * 4);
  if (bKind == STRAIGHT) packPanel(depth, b + column, bStride, panel);
  else packPanelTransposed(depth, b + <usize>j * NR * bStride, bStride, panel);
  const to = c + column;
  const from = start == FROM_C ? to : start == FROM_BIAS ? bias + column : ZEROS;
  const fromStride = start == FROM_C ? cStride : 0;
  tilesTimesPanel(rows, 0, depth, block, depth, panel, from, fromStride, to, cStride);
}

/**
 * All tiles of a packed block, from depth k on, against one packed panel.
 * @param depth steps of the panel
 * @param blockDepth depth of the block as packed, at least k + depth
 */
export function tilesTimesPanel(
  rows: i32,
  k: i32,
  depth: i32,
  block: usize,
  blockDepth: i32,
  panel: usize,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
): void {
  const tiles = tileCount(rows);
  const height = rows / tiles;
  const higher = rows % tiles;
  for (let index = 0; index < tiles; index++) {
    const h = height + i32(index < higher);
    const a = block + ((<usize>h * k) << 2);
    if (h == 6) tile6(depth, a, panel, from, fromStride, to, toStride);
    else if (h == 5) tile5(depth, a, panel, from, fromStride, to, toStride);
    else tile(h, depth, a, panel, from, fromStride, to, toStride);
    block += (<usize>h * blockDepth) << 2;
    from += fromStride * h;
    to += toStride * h;
  }
}
