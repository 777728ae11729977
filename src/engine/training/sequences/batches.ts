/**
 * In which order a round reads its sequences: at random, but, unless lengths are to be mixed, in one batch
 * only sequences of nearly one length, so that little of it is padding. Same seed and round, same order: a training that is resumed
 * needs no other record of it.
 */
import { random, type Random } from '../../random';
import { countOf, lengthOf, type Sequences } from './sequences';

/** Batches that are sorted by length together: enough to fill them evenly, few enough to mix. */
const pooled = 50;

export interface BatchOrder {
  readonly seed: number;
  readonly epoch: number;
  /** Lengths are mixed: what is learnt of one length alone is forgotten at the next batch. */
  readonly mixed?: boolean;
}

/** @returns numbers of the sequences of each batch, B of them, in the last one fewer */
export function batchesOf(
  sequences: Sequences,
  B: number,
  { seed, epoch, mixed = false }: BatchOrder,
): Int32Array[] {
  const chance = random(Math.imul(seed, 0x9e3779b1) + epoch);
  const order = shuffled(
    Int32Array.from({ length: countOf(sequences) }, (_, n) => n),
    chance,
  );
  for (let from = 0; from < order.length && !mixed; from += pooled * B) {
    const pool = order.subarray(from, from + pooled * B);
    // Of one length they stay as they were shuffled: sort is stable.
    pool.sort((one, other) => lengthOf(sequences, one) - lengthOf(sequences, other));
  }
  const batches = Array.from({ length: batchCount(sequences, B) }, (_, n) =>
    order.subarray(n * B, (n + 1) * B),
  );
  return shuffled(batches, chance);
}

export const batchCount = (sequences: Sequences, B: number): number =>
  Math.ceil(countOf(sequences) / B);

/** In place (Fisher & Yates, in Durstenfeld's form). */
function shuffled<T extends Int32Array | Int32Array[]>(items: T, { below }: Random): T {
  for (let n = items.length - 1; n > 0; n--) {
    const other = below(n + 1);
    [items[n], items[other]] = [items[other], items[n]];
  }
  return items;
}
