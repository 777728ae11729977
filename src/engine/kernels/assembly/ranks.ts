/**
 * Ranks of many values, and sums of the ranks of labels that are moved on in a circle: what *Find Units*
 * does with every quantity of every unit. Called by the caller's thread alone, outside of jobs.
 */

/** A key has digits of 11, 11 and 10 bits. */
const LOW: usize = 2048;
const MIDDLE: usize = 2048;
const HIGH: usize = 1024;
const MASK: u32 = 2047;

/** Counts of the digits, the first part of the scratch memory. */
const COUNTS: usize = (LOW + MIDDLE + HIGH) << 2;

/**
 * A float's bits as a number that grows with it where it is read without a sign: negative ones turned
 * over, the others above them. Adding 0 makes -0 and 0 one value.
 */
// @ts-ignore: decorator
@inline
function keyAt(value: usize): u32 {
  const bits = reinterpret<i32>(load<f32>(value) + <f32>0);
  return <u32>(bits ^ ((bits >> 31) | <i32>0x80000000));
}

/** Where the next key with that digit goes. */
// @ts-ignore: decorator
@inline
function next(counts: usize, digit: u32): usize {
  const count = counts + (<usize>digit << 2);
  const at = load<u32>(count);
  store<u32>(count, at + 1);
  return <usize>at << 3;
}

/** Counts become the places of the first of each. */
function toStarts(counts: usize, digits: usize): void {
  let before: u32 = 0;
  for (const last = counts + (digits << 2); counts < last; counts += 4) {
    const here = load<u32>(counts);
    store<u32>(counts, before);
    before += here;
  }
}

// @ts-ignore: decorator
@inline
function count(counts: usize, digit: u32): void {
  const at = counts + (<usize>digit << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/**
 * Twice the midrank of each of n values, 1-based; equal values share one. Sorts by digits; a key moves
 * together with its place. By two digits, and what is then still equal one by one, was no faster.
 * @param scratch 20 KB and 16 bytes a value
 */
export function rankValues(n: i32, values: usize, ranks: usize, scratch: usize): void {
  const low = scratch;
  const middle = low + (LOW << 2);
  const high = middle + (MIDDLE << 2);
  const pairs = scratch + COUNTS;
  const moved = pairs + (<usize>n << 3);
  const end = values + (<usize>n << 2);
  memory.fill(scratch, 0, COUNTS);
  for (let at = values; at < end; at += 4) {
    const key = keyAt(at);
    count(low, key & MASK);
    count(middle, (key >> 11) & MASK);
    count(high, key >> 22);
  }
  toStarts(low, LOW);
  toStarts(middle, MIDDLE);
  toStarts(high, HIGH);
  let place: u64 = 0;
  for (let at = values; at < end; at += 4, place++) {
    const key = keyAt(at);
    store<u64>(pairs + next(low, key & MASK), (<u64>key << 32) | place);
  }
  for (let at = pairs; at < moved; at += 8) {
    const pair = load<u64>(at);
    store<u64>(moved + next(middle, <u32>(pair >> 43) & MASK), pair);
  }
  for (let at = moved, last = moved + (<usize>n << 3); at < last; at += 8) {
    const pair = load<u64>(at);
    store<u64>(pairs + next(high, <u32>(pair >> 54)), pair);
  }
  shareRanks(n, pairs, ranks);
}

/** @param pairs n keys in ascending order, each with its place */
function shareRanks(n: i32, pairs: usize, ranks: usize): void {
  for (let from = 0; from < n; ) {
    const first = pairs + (<usize>from << 3);
    const key = load<u32>(first, 4);
    let to = from + 1;
    while (to < n && load<u32>(pairs + (<usize>to << 3), 4) == key) to++;
    const rank = from + to + 1;
    for (let at = first, last = pairs + (<usize>to << 3); at < last; at += 8) {
      store<i32>(ranks + (<usize>load<u32>(at) << 2), rank);
    }
    from = to;
  }
}

/**
 * Labels at a time: under shifts that follow one another closely, their ranks are the same ones but for a
 * few, and come from the nearest cache.
 */
const TOGETHER: i32 = 128;

/**
 * For each of `count` shifts the sum of the ranks of all labels that are moved on by so many places
 * among the n, in a circle: sums[..] in double precision, exact.
 * @param labels [labelled] their places, ascending
 * @param shifts ascending
 */
export function shiftedSums(
  n: i32,
  ranks: usize,
  labelled: i32,
  labels: usize,
  count: i32,
  shifts: usize,
  sums: usize,
): void {
  memory.fill(sums, 0, <usize>count << 3);
  for (let done = 0; done < labelled; done += TOGETHER) {
    const from = labels + (<usize>done << 2);
    const end = from + (<usize>min(TOGETHER, labelled - done) << 2);
    for (let index: usize = 0; index < <usize>count; index++) {
      const shift = load<i32>(shifts + (index << 2));
      const moved = ranks + (<usize>shift << 2);
      const cut = firstFrom(n - shift, from, end);
      const sum = sumOver(from, cut, moved) + sumOver(cut, end, moved - (<usize>n << 2));
      const at = sums + (index << 3);
      store<f64>(at, load<f64>(at) + <f64>sum);
    }
  }
}

/** The first label at that place or behind it. */
function firstFrom(place: i32, labels: usize, end: usize): usize {
  if (load<i32>(end - 4) < place) return end;
  while (load<i32>(labels) < place) labels += 4;
  return labels;
}

/** In four sums, because one would wait for itself at every label. */
function sumOver(labels: usize, end: usize, ranks: usize): i64 {
  let a: i64 = 0;
  let b: i64 = 0;
  let c: i64 = 0;
  let d: i64 = 0;
  for (; labels + 16 <= end; labels += 16) {
    a += <i64>load<i32>(ranks + (<usize>load<i32>(labels) << 2));
    b += <i64>load<i32>(ranks + (<usize>load<i32>(labels, 4) << 2));
    c += <i64>load<i32>(ranks + (<usize>load<i32>(labels, 8) << 2));
    d += <i64>load<i32>(ranks + (<usize>load<i32>(labels, 12) << 2));
  }
  for (; labels < end; labels += 4) {
    a += <i64>load<i32>(ranks + (<usize>load<i32>(labels) << 2));
  }
  return a + b + (c + d);
}
