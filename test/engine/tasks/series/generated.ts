/** Series whose nature is known: a random walk, a sum of waves, two regimes (docs/tasks.md). */
import { cos, log } from '../../../../src/engine/math';
import { random, type Random } from '../../../../src/engine/random';

export function normal({ next }: Random): number {
  const size = Math.sqrt(-2 * log(1 - next()));
  const half = cos(Math.PI * next());
  return next() < 0.5 ? size * half : -size * half;
}

export function walk(count: number, seed: number): Float64Array {
  const dice = random(seed);
  let value = 100;
  return Float64Array.from({ length: count }, () => (value += normal(dice)));
}

export const wave = (phase: number): number => {
  const turn = phase - Math.floor(phase);
  return turn <= 0.5 ? cos(2 * Math.PI * turn) : cos(2 * Math.PI * (1 - turn));
};

export function waves(count: number, seed: number, noise: number): Float64Array {
  const dice = random(seed);
  return Float64Array.from(
    { length: count },
    (_, t) => wave(t / 25) + 0.6 * wave(t / 60) + noise * normal(dice),
  );
}
