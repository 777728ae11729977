/**
 * What the lists of a cell say of where things stand, and how a group's eight units are handed to a
 * function of the cell and to the products after it.
 */
import { ARGUMENTS_OFFSET, NR, PRIVATE, PRIVATE_BYTES } from '../../layout';
import { tileCount, tileStart } from '../product';
import { first, thread } from '../team';

/** Bytes of eight units. */
export const GROUP: usize = NR * 4;

// @ts-ignore: decorator
@inline
export function word(at: usize, index: usize): i32 {
  return load<i32>(at + (index << 2));
}

// @ts-ignore: decorator
@inline
export function address(at: usize, index: usize): usize {
  return load<usize>(at + (index << 2));
}

/** Where something stands at step t: base, bytes a step, and what odd steps add. */
// @ts-ignore: decorator
@inline
export function placed(at: usize, t: i32): usize {
  return address(at, 0) + <usize>word(at, 1) * t + <usize>word(at, 2) * (t & 1);
}

/** Each thread's own memory for the arguments of a function. */
// @ts-ignore: decorator
@inline
export function argumentsOfThread(): usize {
  return PRIVATE + thread * PRIVATE_BYTES + ARGUMENTS_OFFSET;
}

/**
 * Writes the arguments of a function: for each of its places an address, at this thread's first
 * group, and the bytes from row to row. Entries: base, step, what odd steps add, row.
 */
export function place(t: i32, H: i32, places: i32, list: usize, out: usize): void {
  const offset = <usize>first(H / NR) * GROUP;
  for (let index = 0; index < places; index++, list += 16, out += 8) {
    store<usize>(out, placed(list, t) + offset);
    store<i32>(out, word(list, 3), 4);
  }
}

/** The same places, eight units on. */
// @ts-ignore: decorator
@inline
export function advance(places: i32, list: usize): void {
  for (let index = 0; index < places; index++, list += 8) {
    store<usize>(list, load<usize>(list) + GROUP);
  }
}

/**
 * A group's eight units of some vectors into tiles, as operands of products. Entries: the vector
 * (base, step, odd), bytes from stream to stream; the tiles (base, step, odd), the first of their
 * lines that is the vector's, how many lines they have.
 */
export function pack(list: usize, t: i32, B: i32, H: i32, group: i32): void {
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
