/**
 * Experiment 6: E, many symbols that tell nothing, B; among them two or three that are X or Y. In which
 * order they came is asked at the end: four classes, or eight.
 */
import type { Random } from '../../random';
import { askedAtEnd, endless, oneOf, symbols, whole, type Sequence, type Task } from '../sequence';

/** Inputs: a, b, c, d, then E, B, X, Y. */
const [E, B, X] = [4, 5, 6];

/** Steps at which X or Y stands, first and last possible. */
export const orderPlaces = {
  '6a': [
    [10, 20],
    [50, 60],
  ],
  '6b': [
    [10, 20],
    [33, 43],
    [66, 76],
  ],
} as const;

export function temporalOrder(which: keyof typeof orderPlaces): Task {
  const places = orderPlaces[which];
  const classes = 1 << places.length;
  const draw = (random: Random): Sequence => {
    const length = whole(random, 100, 110);
    const text = Array.from({ length }, () => random.below(4));
    text[0] = E;
    text[length - 1] = B;
    let order = 0;
    for (const [low, high] of places) {
      const second = random.below(2);
      text[whole(random, low, high)] = X + second;
      order = 2 * order + second;
    }
    return askedAtEnd(symbols(text), length, oneOf(classes, order));
  };
  return endless({ inputs: 8, outputs: classes, longest: 110 }, draw);
}
