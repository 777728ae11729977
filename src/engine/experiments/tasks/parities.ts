/** Yes-or-no questions about bits: XOR of two that are far apart, and the parity of all. */
import type { Random } from '../../random';
import { askedAtEnd, endless, whole, type Sequence, type Task } from '../sequence';

/**
 * Two marked bits, one in the first tenth of T steps and one after their middle: are they different?
 * All others are distractors. With the second alone nothing is gained: the error sinks only where both
 * are kept.
 */
export const delayedXor = (T: number): Task =>
  endless({ inputs: 2, outputs: 1, longest: T }, (random) => {
    const numbers = new Float64Array(2 * T);
    for (let t = 0; t < T; t++) numbers[2 * t] = random.below(2) === 1 ? 1 : -1;
    const first = random.below(Math.max(1, T / 10));
    const second = whole(random, T / 2, Math.floor(0.6 * T));
    numbers[2 * first + 1] = 1;
    numbers[2 * second + 1] = 1;
    const differ = numbers[2 * first] !== numbers[2 * second];
    return askedAtEnd({ kind: 'numbers', numbers }, T, [differ ? 1 : 0]);
  });

/** The number of ones among bits, of which there are `from` to `to`: odd or even, asked at the end. */
export const parity = (from: number, to: number): Task =>
  endless({ inputs: 1, outputs: 1, longest: to }, (random) => paritySequence(random, from, to));

function paritySequence(random: Random, from: number, to: number): Sequence {
  const length = whole(random, from, to);
  let odd = 0;
  const numbers = Float64Array.from({ length }, () => {
    const bit = random.below(2);
    odd ^= bit;
    return bit === 1 ? 1 : -1;
  });
  return askedAtEnd({ kind: 'numbers', numbers }, length, [odd]);
}
