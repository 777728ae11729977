/**
 * The input weight conflict (Hochreiter & Schmidhuber 1997, section 3.2): one and the same weight has to
 * let the first number in and to keep all later ones out. Each step reads a number, 1 or -1, and whether
 * it is the first; which the first was is asked at the end.
 */
import { askedAtEnd, endless, type Task } from '../sequence';

export const storeThenIgnore = (steps: number): Task =>
  endless({ inputs: 2, outputs: 1, longest: steps }, (random) => {
    const numbers = new Float64Array(2 * steps);
    for (let t = 0; t < steps; t++) numbers[2 * t] = random.below(2) === 1 ? 1 : -1;
    numbers[1] = 1;
    const read = { kind: 'numbers', numbers } as const;
    return askedAtEnd(read, steps, [numbers[0] > 0 ? 1 : 0]);
  });
