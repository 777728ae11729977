/**
 * Experiment 2: what comes last is what came first, and nothing between tells which. 2a: two sequences
 * that differ at their ends alone; 2b: random symbols between; 2c: many of them, and an end that may
 * come at any time.
 */
import type { Random } from '../../random';
import { endless, oneOf, whole, type Sequence, type Task } from '../sequence';

/** p + 1 symbols: a_1 to a_(p-1), then x and y. Predicts each next symbol. */
function nextSymbols(text: readonly number[], count: number): Sequence {
  const length = text.length - 1;
  const targets = new Float64Array(length * count);
  for (let t = 0; t < length; t++) targets[t * count + text[t + 1]] = 1;
  return {
    ...{ length, targets },
    read: { kind: 'symbols', symbols: Int32Array.from(text.slice(0, -1)) },
    asked: Int32Array.from({ length }, (_, t) => t),
  };
}

/** 2a: (x, a_1, …, a_(p-1), x) and (y, a_1, …, a_(p-1), y). */
export function noiseFree(p: number): Task {
  const between = Array.from({ length: p - 1 }, (_, n) => n);
  const both = [p - 1, p].map((end) => nextSymbols([end, ...between, end], p + 1));
  return endless({ inputs: p + 1, outputs: p + 1, longest: p }, (random) => both[random.below(2)]);
}

/** 2b: in place of a_1, …, a_(p-1) any of them, so that only the last symbol can be known. */
export const randomMiddle = (p: number): Task =>
  endless({ inputs: p + 1, outputs: p + 1, longest: p }, (random) => {
    const end = p - 1 + random.below(2);
    const between = Array.from({ length: p - 1 }, () => random.below(p - 1));
    return nextSymbols([end, ...between, end], p + 1);
  });

/**
 * 2c: b, then x or y, q distractors of p kinds, more of them with nine chances in ten each, e; then
 * which it was. One answer, at the end.
 */
export const longLag = (q: number, p: number): Task => {
  const [b, e, x] = [p, p + 1, p + 2];
  // Nine in ten to the 200th is below one in a thousand million.
  const most = q + 200;
  const draw = (random: Random): Sequence => {
    const kept = random.below(2);
    const text = [b, x + kept];
    for (let n = 0; n < q || (n < most && random.below(10) > 0); n++) text.push(random.below(p));
    text.push(e);
    return {
      ...{ length: text.length, targets: oneOf(2, kept) },
      read: { kind: 'symbols', symbols: Int32Array.from(text) },
      asked: Int32Array.of(text.length - 1),
    };
  };
  return endless({ inputs: p + 4, outputs: 2, longest: most + 3 }, draw);
};

/** T to T + T/10 steps, as the paper draws lengths. */
export const drawLength = (random: Random, T: number): number => whole(random, T, T + T / 10);
