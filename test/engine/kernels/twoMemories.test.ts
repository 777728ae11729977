/** Two networks in one thread have a memory each, and the growth of one must not disown the other's arrays. */
import { expect, it } from 'vitest';
import { engineHere } from '../../worker/engine';

it('Arrays made after another memory of the thread has grown are still of their kernels', () => {
  const options = { threads: 1, budgetBytes: 64 << 20, interrupted: () => false };
  const [one, other] = [0, 1].map(() => engineHere().createKernels(options));
  const table = one.floats(16 * 8).fill(1);
  other.floats(4 << 20);
  const [ids, out] = [one.integers(2), one.floats(2 * 8)];
  one.gather(table, 8, ids, out);
  expect([...out]).toEqual(Array(16).fill(1));
});
