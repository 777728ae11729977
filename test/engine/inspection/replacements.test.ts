import { describe, expect, it } from 'vitest';
import { substitutions, type Substitution } from '../../../src/engine/inspection/replacements';
import type { Network } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { smallNetwork } from '../smallNetwork';

const before = [4, 4, 7];
const ids = [1, 2, 1, 5, 6];
const target = 3;
const unknown = 0;

/** The distribution after some words, read from the very beginning. */
function after(network: Network, words: readonly number[]): number[] {
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (const id of words) predictor.read(id, state);
  return Array.from(predictor.probabilities(state));
}

function explain(network: Network, count: number): Substitution[] {
  const predictor = createPredictor(network);
  const start = predictor.start();
  for (const id of before) predictor.read(id, start);
  const mayReplace = (id: number): boolean => id !== unknown;
  const window = { predictor, ids, start, target, count, mayReplace };
  return [...substitutions(window)].filter((found) => found !== undefined);
}

describe('replacements', () => {
  it('is the change that reading everything again from the beginning finds', () => {
    const network = smallNetwork({ L: 2 });
    const found = explain(network, 3);
    expect(found.map(({ index }) => index)).toEqual([4, 3, 2, 1, 0]);
    const actual = -Math.log2(after(network, [...before, ...ids])[target]);
    for (const { index, bits, alternatives } of found) {
      const there = after(network, [...before, ...ids.slice(0, index)]);
      const likely = there
        .map((probability, id) => ({ id, probability }))
        .filter(({ id }) => id !== unknown && id !== ids[index])
        .sort((one, other) => other.probability - one.probability)
        .slice(0, 3);
      expect(alternatives.map(({ id }) => id)).toEqual(likely.map(({ id }) => id));
      const total = likely.reduce((sum, { probability }) => sum + probability, 0);
      const expected = likely.reduce((sum, { id, probability }) => {
        const words = [...before, ...ids.slice(0, index), id, ...ids.slice(index + 1)];
        return sum + (probability / total) * (-Math.log2(after(network, words)[target]) - actual);
      }, 0);
      expect(Math.abs(bits - expected)).toBeLessThan(1e-12);
      expect(Math.abs(expected)).toBeGreaterThan(1e-4);
    }
  });

  it('is empty if no other word is possible', () => {
    const predictor = createPredictor(smallNetwork());
    const start = predictor.start();
    const window = { predictor, ids, start, target, count: 3, mayReplace: () => false };
    const found = [...substitutions(window)].filter((one) => one !== undefined);
    expect(found.map(({ bits }) => bits)).toEqual([0, 0, 0, 0, 0]);
  });
});
