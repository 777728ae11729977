/**
 * Dropout (Srivastava et al. 2014) with seeded masks: while training, each number is left out with
 * probability p, the others grow by 1 / (1 - p), so that nothing is to be done when reading. Word dropout
 * replaces whole words by the unknown one, which is thereby trained.
 */
import type { Floats } from '../../kernels/kernels';
import type { Random } from '../../random';

/** Fills `mask` with the factors of its numbers. @param p 0 <= p < 1 */
export function drawMask(mask: Floats, p: number, { next }: Random): void {
  if (p === 0) return void mask.fill(1);
  const kept = 1 / (1 - p);
  for (let n = 0; n < mask.length; n++) mask[n] = next() < p ? 0 : kept;
}

/** @param ids [steps][inputs]: the first of each step is a word */
export function dropWords(
  ids: Int32Array,
  { inputs, p, unknown }: { readonly inputs: number; readonly p: number; readonly unknown: number },
  { next }: Random,
): void {
  if (p === 0) return;
  for (let n = 0; n < ids.length; n += inputs) if (next() < p) ids[n] = unknown;
}
