/**
 * Experiments 4 and 5: pairs of a number and a mark. Two numbers are marked, one near the beginning and
 * one before the middle; their sum, or their product, is asked for at the end.
 */
import type { Random } from '../../random';
import { askedAtEnd, endless, type Sequence, type Task } from '../sequence';
import { drawLength } from './longLags';

export type MarkedNumbers = 'sum' | 'product';

/** @param T shortest length; the longest is a tenth more */
export const markedNumbers = (kind: MarkedNumbers, T: number): Task =>
  endless({ inputs: 2, outputs: 1, longest: T + T / 10 }, (random) => draw(random, kind, T));

function draw(random: Random, kind: MarkedNumbers, T: number): Sequence {
  const length = drawLength(random, T);
  const numbers = new Float64Array(2 * length);
  for (let t = 0; t < length; t++) numbers[2 * t] = random.between(kind === 'sum' ? -1 : 0, 1);
  const [first, second] = drawMarks(random, T);
  // The ends carry a mark of their own, but for a first pair that is marked already.
  numbers[1] = -1;
  numbers[2 * length - 1] = -1;
  numbers[2 * first + 1] = 1;
  numbers[2 * second + 1] = 1;
  // The first pair tells nothing: as if its number were not there.
  const valueAt = (t: number): number => (t === 0 ? (kind === 'sum' ? 0 : 1) : numbers[2 * t]);
  const [a, b] = [valueAt(first), valueAt(second)];
  const target = kind === 'sum' ? 0.5 + (a + b) / 4 : a * b;
  return askedAtEnd({ kind: 'numbers', numbers }, length, [target]);
}

/** One of the first ten pairs, then another of the first T/2 - 1. */
function drawMarks(random: Random, T: number): readonly [number, number] {
  const first = random.below(10);
  for (;;) {
    const second = random.below(T / 2 - 1);
    if (second !== first) return [first, second];
  }
}
