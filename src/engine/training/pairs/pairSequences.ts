/** Pairs as ids: what is read and what is to be written, each source and target one after the other. */
import type { Sequences } from '../sequences/sequences';

export interface PairSequences {
  readonly sources: Sequences;
  /** Without the end, which the network has to write as well. */
  readonly targets: Sequences;
}

/** Among what is written: an unknown token, and the end, which is also what is read before the first one. */
export const endOfTarget = 1;

export function sequencesFrom(tokens: readonly (readonly number[])[]): Sequences {
  const starts = new Int32Array(tokens.length + 1);
  tokens.forEach((one, n) => (starts[n + 1] = starts[n] + one.length));
  const ids = new Int32Array(starts[tokens.length]);
  tokens.forEach((one, n) => {
    ids.set(one, starts[n]);
  });
  return { inputs: 1, ids, starts, answers: new Int32Array(0) };
}
