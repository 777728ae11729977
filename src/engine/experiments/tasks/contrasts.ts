/**
 * Tasks of some seconds that tell cells apart: what the gates may look at, what has to be kept, what has
 * to be counted.
 */
import type { Random } from '../../random';
import { askedAtEnd, endless, oneOf, symbols, whole, type Sequence, type Task } from '../sequence';

/** Bits, and after each the parity of all so far: the state itself decides what the next bit does to it. */
export const runningParity = (from: number, to: number): Task =>
  endless({ inputs: 2, outputs: 2, longest: to }, (random) => {
    const length = whole(random, from, to);
    const bits = Int32Array.from({ length }, () => random.below(2));
    const targets = new Float64Array(2 * length);
    let odd = 0;
    bits.forEach((bit, t) => {
      odd ^= bit;
      targets[2 * t + odd] = 1;
    });
    const asked = Int32Array.from({ length }, (_, t) => t);
    return { length, asked, targets, read: symbols(bits) };
  });

/**
 * Some of the first `steps` symbols are letters, all others blanks; at the end as many marks, at each of
 * which the next letter is to be named. Which words are kept the word alone says.
 */
export const selectiveCopying = (letters: number, kinds: number, steps: number): Task =>
  endless({ inputs: kinds + 2, outputs: kinds, longest: steps + letters }, (random) => {
    const [blank, mark] = [kinds, kinds + 1];
    const text: number[] = Array.from({ length: steps }, () => blank);
    const places = drawPlaces(random, letters, steps);
    const targets = new Float64Array(letters * kinds);
    places.forEach((place, n) => {
      text[place] = random.below(kinds);
      targets[n * kinds + text[place]] = 1;
    });
    for (let n = 0; n < letters; n++) text.push(mark);
    return {
      ...{ length: text.length, read: symbols(text), targets },
      asked: Int32Array.from({ length: letters }, (_, n) => steps + n),
    };
  });

/** Different ones, in their order. */
function drawPlaces(random: Random, count: number, steps: number): number[] {
  const places = new Set<number>();
  while (places.size < count) places.add(random.below(steps));
  return [...places].sort((a, b) => a - b);
}

/** a^n b^n, or with as many c: what may come next is to be said after each symbol. The last output ends it. */
export function counting(letters: 2 | 3, most: number): Task {
  const outputs = letters + 1;
  const ofLength = (n: number): Sequence => {
    const text = Array.from({ length: letters * n }, (_, t) => Math.floor(t / n));
    const { length } = text;
    const targets = new Float64Array(length * outputs);
    const truth = new Float64Array(length * outputs);
    text.forEach((symbol, t) => {
      const next = t + 1 < length ? text[t + 1] : letters;
      targets[t * outputs + next] = 1;
      truth[t * outputs + next] = 1;
      // How many a there will be nobody can know.
      if (symbol === 0) truth.fill(1, t * outputs, t * outputs + 2);
    });
    const asked = Int32Array.from({ length }, (_, t) => t);
    return { length, asked, targets, truth, read: symbols(text), kind: n };
  };
  const all = Array.from({ length: most }, (_, n) => ofLength(n + 1));
  return {
    ...{ inputs: letters, outputs, longest: letters * most },
    open: (random) => ({ draw: () => all[random.below(most)], tests: all }),
  };
}

/** Nouns of either number, and words between them. */
export const agreementNouns = 4;

/**
 * A noun, then 0 to 4 more after a preposition each, then a verb: singular or plural as the first noun
 * was. The kind of a sequence is the number of nouns between.
 */
export const agreement = (most: number): Task =>
  endless({ inputs: 2 * agreementNouns + 2, outputs: 2, longest: 2 * most + 2 }, (random) => {
    const [preposition, verb] = [2 * agreementNouns, 2 * agreementNouns + 1];
    const drawNoun = (): number => random.below(2 * agreementNouns);
    const subject = drawNoun();
    const between = random.below(most + 1);
    const text = [subject];
    for (let n = 0; n < between; n++) text.push(preposition, drawNoun());
    text.push(verb);
    const target = oneOf(2, subject < agreementNouns ? 0 : 1);
    return { ...askedAtEnd(symbols(text), text.length, target), kind: between };
  });
