/**
 * Packing: copies that put the operands of a micro-kernel in the order in which it reads them.
 * The variants of the matrix product (A B, A B^T, A^T B) differ only here. Strides are in bytes.
 */

// @ts-ignore: decorator
@inline
function low(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

// @ts-ignore: decorator
@inline
function high(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

// @ts-ignore: decorator
@inline
function lowPair(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

// @ts-ignore: decorator
@inline
function highPair(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}

/** Writes the transpose of 4 x 4 (four rows in registers) to lines `stride` bytes apart. */
// @ts-ignore: decorator
@inline
function storeTransposed(r0: v128, r1: v128, r2: v128, r3: v128, out: usize, stride: usize): void {
  const a = low(r0, r1);
  const b = low(r2, r3);
  const c = high(r0, r1);
  const d = high(r2, r3);
  v128.store(out, lowPair(a, b));
  v128.store(out + stride, highPair(a, b));
  v128.store(out + 2 * stride, lowPair(c, d));
  v128.store(out + 3 * stride, highPair(c, d));
}

/** A from rows: source [rows][k], k a multiple of 4 -> out [k][rows]. */
export function packRows(rows: i32, k: i32, source: usize, stride: usize, out: usize): void {
  if (rows >= 4) {
    const line = <usize>rows << 2;
    packFourRows(k, source, stride, out, line);
    for (let row = 4; row < rows; row++) {
      packOneRow(k, source + stride * row, out + (row << 2), line);
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    packOneRow(k, source + stride * row, out + (row << 2), <usize>rows << 2);
  }
}

function packFourRows(k: i32, source: usize, stride: usize, out: usize, line: usize): void {
  const s1 = source + stride;
  const s2 = s1 + stride;
  const s3 = s2 + stride;
  const bytes = <usize>k << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    storeTransposed(
      v128.load(source + at),
      v128.load(s1 + at),
      v128.load(s2 + at),
      v128.load(s3 + at),
      out,
      line,
    );
    out += 4 * line;
  }
}

function packOneRow(k: i32, source: usize, out: usize, line: usize): void {
  const last = source + (<usize>k << 2);
  for (; source < last; source += 16) {
    const four = v128.load(source);
    v128.store_lane<f32>(out, four, 0);
    out += line;
    v128.store_lane<f32>(out, four, 1);
    out += line;
    v128.store_lane<f32>(out, four, 2);
    out += line;
    v128.store_lane<f32>(out, four, 3);
    out += line;
  }
}

/** A from columns: source [k][rows], lines `stride` apart -> out [k][rows], closed up. */
export function packColumns(rows: i32, k: i32, source: usize, stride: usize, out: usize): void {
  if (rows == 6) {
    for (; k > 0; k--) {
      v128.store(out, v128.load(source));
      store<u64>(out, load<u64>(source, 16), 16);
      source += stride;
      out += 24;
    }
  } else if (rows == 5) {
    for (; k > 0; k--) {
      v128.store(out, v128.load(source));
      store<f32>(out, load<f32>(source, 16), 16);
      source += stride;
      out += 20;
    }
  } else if (rows == 4) {
    for (; k > 0; k--) {
      v128.store(out, v128.load(source));
      source += stride;
      out += 16;
    }
  } else {
    for (; k > 0; k--) {
      for (let row = 0; row < rows; row++) {
        store<f32>(out, load<f32>(source + (row << 2)));
        out += 4;
      }
      source += stride;
    }
  }
}

/** B straight: eight columns of source [k][..] -> out [k][8]. */
export function packPanel(k: i32, source: usize, stride: usize, out: usize): void {
  for (; k > 0; k--) {
    v128.store(out, v128.load(source));
    v128.store(out, v128.load(source, 16), 16);
    source += stride;
    out += 32;
  }
}

/** B from its transpose: eight rows of source [8][k], k a multiple of 4 -> out [k][8]. */
export function packPanelTransposed(k: i32, source: usize, stride: usize, out: usize): void {
  packFourRows(k, source, stride, out, 32);
  packFourRows(k, source + 4 * stride, stride, out + 16, 32);
}
