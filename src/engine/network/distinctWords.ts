/**
 * The distinct tokens of a window. A text repeats its words: at 512 tokens about half are distinct,
 * so embedding and the first layer's input products are done once for each (exact, not sampled).
 */
import type { Kernels } from '../kernels/kernels';

export interface DistinctWords {
  /** The tokens found, the first `count` of [T B]. */
  readonly ids: Int32Array;
  /** [T][B]: where in `ids` the token of a step and stream stands. */
  readonly rows: Int32Array;
  /** [V]: where in `ids` a token stands in the current round, if `round` says so. */
  readonly place: Int32Array;
  readonly seenIn: Int32Array;
  count: number;
  round: number;
}

export function allocateDistinctWords(kernels: Kernels, tokens: number, V: number): DistinctWords {
  return {
    ids: kernels.integers(tokens),
    rows: kernels.integers(tokens),
    place: new Int32Array(V),
    seenIn: new Int32Array(V),
    count: 0,
    round: 0,
  };
}

/** Finds the distinct ids of `inputs`, in the order in which they come. */
export function findDistinctWords(distinct: DistinctWords, inputs: Int32Array): void {
  const { ids, rows, place, seenIn } = distinct;
  distinct.round++;
  distinct.count = 0;
  for (let n = 0; n < inputs.length; n++) {
    const id = inputs[n];
    if (seenIn[id] !== distinct.round) {
      seenIn[id] = distinct.round;
      place[id] = distinct.count;
      ids[distinct.count] = id;
      distinct.count++;
    }
    rows[n] = place[id];
  }
}
