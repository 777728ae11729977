/** Small made sequences for the tests of this room. */
import type { Sequences } from '../../../../src/engine/training/sequences/sequences';
import { random } from '../../../../src/engine/random';

export interface MadeSequences {
  readonly lengths: readonly number[];
  readonly inputs?: number;
  readonly V: number;
  readonly outputs: number;
  /** An answer for each token instead of one for each sequence. */
  readonly each?: boolean;
  readonly seed?: number;
}

export function madeSequences(made: MadeSequences): Sequences {
  const { lengths, inputs = 1, V, outputs, each = false, seed = 3 } = made;
  const { below } = random(seed);
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, n) => (starts[n + 1] = starts[n] + length));
  const tokens = starts[lengths.length];
  return {
    ...{ inputs, starts },
    ids: Int32Array.from({ length: tokens * inputs }, () => below(V)),
    answers: Int32Array.from({ length: each ? tokens : lengths.length }, () => below(outputs)),
  };
}
