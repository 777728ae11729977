/**
 * A hash table from pairs of integers to slots of a few more integers, in one typed array: what the
 * n-gram counts stand in. Chained, with a free list, so that a pair can be removed again.
 *
 * Slot s is `slots[s * stride ...]`: first, second, next slot of the same bucket, then the columns of
 * the table's user (zero in a new slot). Slot numbers stay valid until the pair is removed.
 */
export interface PairTable {
  readonly stride: number;
  slots: Int32Array;
  /** The first slot of each bucket or -1; its length is a power of two. */
  heads: Int32Array;
  /** Slots ever handed out. */
  used: number;
  /** Pairs that are in the table now. */
  live: number;
  /** First of the removed slots, chained through their `next`, or -1. */
  free: number;
}

/** Integers of a slot that belong to the table; the user's columns start here. */
export const pairColumns = 3;

/** @param columns integers per slot besides the pair; @param capacity slots to make room for */
export function createPairTable(columns: number, capacity: number): PairTable {
  const stride = pairColumns + columns;
  let buckets = 16;
  while (buckets < capacity) buckets *= 2;
  return {
    stride,
    slots: new Int32Array(Math.max(16, capacity) * stride),
    heads: new Int32Array(buckets).fill(-1),
    used: 0,
    live: 0,
    free: -1,
  };
}

function bucketOf(first: number, second: number, buckets: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) & (buckets - 1);
}

/** @returns the slot of the pair, or -1 */
export function findPair(table: PairTable, first: number, second: number): number {
  const { slots, heads, stride } = table;
  let slot = heads[bucketOf(first, second, heads.length)];
  while (slot >= 0) {
    const at = slot * stride;
    if (slots[at] === first && slots[at + 1] === second) return slot;
    slot = slots[at + 2];
  }
  return -1;
}

/** Adds a pair that is not in the table. May replace `table.slots`: read it afresh afterwards. */
export function addPair(table: PairTable, first: number, second: number): number {
  const { stride } = table;
  if (table.live >= table.heads.length) rehash(table, table.heads.length * 2);
  let slot = table.free;
  if (slot >= 0) {
    table.free = table.slots[slot * stride + 2];
  } else {
    slot = table.used++;
    if (table.used * stride > table.slots.length) {
      resize(table, Math.ceil(table.used * 1.5) + 16);
    }
  }
  const { slots, heads } = table;
  const at = slot * stride;
  slots.fill(0, at, at + stride);
  const bucket = bucketOf(first, second, heads.length);
  slots[at] = first;
  slots[at + 1] = second;
  slots[at + 2] = heads[bucket];
  heads[bucket] = slot;
  table.live++;
  return slot;
}

/** Removes the pair that stands in `slot`. */
export function removePair(table: PairTable, slot: number): void {
  const { slots, heads, stride } = table;
  const at = slot * stride;
  const bucket = bucketOf(slots[at], slots[at + 1], heads.length);
  let before = -1;
  let here = heads[bucket];
  while (here !== slot) {
    before = here;
    here = slots[here * stride + 2];
  }
  if (before < 0) heads[bucket] = slots[at + 2];
  else slots[before * stride + 2] = slots[at + 2];
  slots[at] = -2; // a pair that no live slot holds: `first` is never negative
  slots[at + 2] = table.free;
  table.free = slot;
  table.live--;
}

/** Gives back the room that growing in steps left over, but a tenth for the edits to come. */
export function trimPairs(table: PairTable): void {
  const wanted = Math.ceil(table.used * 1.1) + 16;
  if (wanted * table.stride < table.slots.length) resize(table, wanted);
}

function resize(table: PairTable, capacity: number): void {
  const slots = new Int32Array(capacity * table.stride);
  slots.set(table.slots.subarray(0, Math.min(table.slots.length, slots.length)));
  table.slots = slots;
}

function rehash(table: PairTable, buckets: number): void {
  const { slots, stride } = table;
  const heads = new Int32Array(buckets).fill(-1);
  for (let slot = 0; slot < table.used; slot++) {
    const at = slot * stride;
    if (slots[at] < 0) continue;
    const bucket = bucketOf(slots[at], slots[at + 1], buckets);
    slots[at + 2] = heads[bucket];
    heads[bucket] = slot;
  }
  table.heads = heads;
}
