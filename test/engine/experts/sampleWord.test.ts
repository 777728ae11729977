import { describe, expect, it } from 'vitest';
import { sampleWord } from '../../../src/engine/experts/sampleWord';
import { random } from '../../../src/engine/random';

const words = ['', 'the', 'a', 'every', 'no'];
const probabilities = [0.4, 0.3, 0.2, 0.09, 0.01];
const lot = { words, probabilities, mayCome: (id: number) => id > 0 };

/** How often each word comes. */
function shares(temperature: number, times = 40_000): number[] {
  const dice = random(5);
  const counts = words.map(() => 0);
  for (let n = 0; n < times; n++) counts[sampleWord(lot, temperature, dice) ?? 0]++;
  return counts.map((count) => count / times);
}

describe('a draw', () => {
  it('takes the most probable word that may come at temperature 0', () => {
    expect(sampleWord(lot, 0, random(1))).toBe(1);
  });

  it('takes words as often as they are probable at temperature 1', () => {
    shares(1).forEach((share, id) => {
      expect(share).toBeCloseTo(id === 0 ? 0 : probabilities[id] / 0.6, 2);
    });
  });

  it('takes them by the square root of that at temperature 2', () => {
    const roots = probabilities.map((p, id) => (id === 0 ? 0 : Math.sqrt(p)));
    const total = roots.reduce((sum, root) => sum + root);
    shares(2).forEach((share, id) => expect(share).toBeCloseTo(roots[id] / total, 2));
  });

  it('does not depend on the ids of the words', () => {
    const order = [0, 4, 2, 1, 3];
    const other = {
      words: order.map((id) => words[id]),
      probabilities: order.map((id) => probabilities[id]),
      mayCome: (id: number) => id > 0,
    };
    const [one, two] = [random(9), random(9)];
    for (let n = 0; n < 200; n++) {
      expect(other.words[sampleWord(other, 0.8, two) ?? 0]).toBe(
        words[sampleWord(lot, 0.8, one) ?? 0],
      );
    }
  });

  it('never follows impossible words, and finds nothing if no word is possible', () => {
    const hopeless = { words: ['', 'the', 'xyz'], probabilities: [0, 0.9, 1e-6] };
    const dice = random(1);
    for (let n = 0; n < 1000; n++) {
      expect(sampleWord({ ...hopeless, mayCome: () => true }, 2, dice)).toBe(1);
    }
    expect(sampleWord({ ...lot, mayCome: () => false }, 1, dice)).toBeUndefined();
  });
});
