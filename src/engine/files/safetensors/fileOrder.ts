/** Tensors put in the order in which they lie in the file, in small steps: a header can hold very many. */

export interface Extents {
  readonly begin: Float64Array;
  readonly end: Float64Array;
}

const stepsAtOnce = 1 << 16;

/** Yields between steps. @returns the numbers of the tensors in order; those of one place as they stood */
export function* fileOrder({ begin, end }: Extents, count: number): Generator<void, Uint32Array> {
  const isAfter = (one: number, other: number): boolean =>
    begin[one] > begin[other] || (begin[one] === begin[other] && end[one] > end[other]);
  let from = new Uint32Array(count);
  for (let n = 0; n < count; n++) from[n] = n;
  let isSorted = true;
  for (let n = 1; n < count && isSorted; n++) isSorted = !isAfter(n - 1, n);
  if (isSorted) return from;
  let to = new Uint32Array(count);
  let steps = 0;
  for (let width = 1; width < count; width *= 2) {
    for (let low = 0; low < count; low += 2 * width) {
      const middle = Math.min(low + width, count);
      const high = Math.min(low + 2 * width, count);
      let [left, right] = [low, middle];
      for (let at = low; at < high; at++) {
        const isLeft = left < middle && (right === high || !isAfter(from[left], from[right]));
        to[at] = from[isLeft ? left++ : right++];
        if (++steps % stepsAtOnce === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
