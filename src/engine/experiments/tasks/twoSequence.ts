/**
 * Experiment 3, after Bengio, Simard & Frasconi: one input line, whose first N numbers tell the class;
 * all others are noise. 3b: noise on these, too. 3c: noise on what is to be learnt, as well.
 */
import type { Random } from '../../random';
import { log } from '../../math';
import { wholeTest } from '../criteria';
import { askedAtEnd, endless, type Task } from '../sequence';
import { drawLength } from './longLags';

export interface TwoSequence {
  /** Shortest length; the longest is a tenth more. */
  readonly T: number;
  /** Numbers that tell. */
  readonly N: number;
  readonly noisySignal: boolean;
  /** Learns 0.2 and 0.8 with noise of variance 0.1; judged without it. */
  readonly noisyTargets: boolean;
}

export function twoSequence({ T, N, noisySignal, noisyTargets }: TwoSequence): Task {
  const noise = Math.sqrt(0.2);
  const draw = (random: Random) => {
    const one = random.below(2) === 1;
    const length = drawLength(random, T);
    const numbers = Float64Array.from({ length }, (_, t) => {
      const signal = t < N ? (one ? 1 : -1) : 0;
      return signal + (t < N && !noisySignal ? 0 : noise * gaussian(random));
    });
    const truth = noisyTargets ? (one ? 0.8 : 0.2) : one ? 1 : 0;
    const target = truth + (noisyTargets ? Math.sqrt(0.1) * gaussian(random) : 0);
    return {
      ...askedAtEnd({ kind: 'numbers', numbers }, length, [target]),
      truth: Float64Array.of(truth),
    };
  };
  return endless({ inputs: 1, outputs: 1, longest: T + T / 10 }, draw, wholeTest);
}

/** Mean 0, variance 1 (Marsaglia's polar method, its second number left). */
export function gaussian(random: Random): number {
  for (;;) {
    const [x, y] = [random.between(-1, 1), random.between(-1, 1)];
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * log(s)) / s);
  }
}
