import { describe, expect, it } from 'vitest';
import {
  createGradientCheck,
  readWords,
  type CheckedEntry,
} from '../../../../src/engine/inspection/gradient/differences';
import type { Network } from '../../../../src/engine/network/network';
import { everyKind } from '../../anyCell';
import { livelyNetwork, livelyText } from '../../exactNetwork';

const words = 17;
const { ids } = livelyText(words + 1);

function checked(network: Network) {
  const read = readWords(network, ids.subarray(0, words), ids[words]);
  const check = createGradientCheck(network, read);
  while (!check.advance()) continue;
  return check;
}

const worst = (entries: readonly CheckedEntry[]): number =>
  Math.max(...entries.map(({ error }) => error));

describe('the gradient, checked by nudging', () => {
  it.each(everyKind)('of %s agrees with finite differences to 1e-6', (_, cell) => {
    const { entries, leftOut } = checked(livelyNetwork({ E: 3, H: 3, L: 2, ...cell }));
    expect(entries.length).toBeGreaterThan(0);
    expect(worst(entries)).toBeLessThan(1e-6);
    expect(leftOut).toBeLessThan(30);
  });

  it('looks at every layer and everything that it carries, after 1, 2, 4 … words', () => {
    const { entries } = checked(livelyNetwork({ E: 3, H: 3, L: 2 }));
    const near = entries.filter(({ back }) => back === 1);
    expect(new Set(near.map(({ layer, letter }) => `${layer}${letter}`))).toEqual(
      new Set(['0h', '0c', '1h', '1c']),
    );
    expect([...new Set(entries.map(({ back }) => back))]).toEqual([1, 2, 4, 8, 16]);
  });

  it('finds a gradient that is wrong', () => {
    const network = livelyNetwork({ E: 3, H: 3, L: 1 });
    const read = readWords(network, ids.subarray(0, words), ids[words]);
    const wrong = Float64Array.from(read.probabilities);
    wrong[0] += 0.01;
    const check = createGradientCheck(network, { ...read, probabilities: wrong });
    while (!check.advance()) continue;
    expect(worst(check.entries)).toBeGreaterThan(1e-4);
  });

  it('leaves out what is too short for differences, and what is no number', () => {
    const network = livelyNetwork({ cell: 'rnn', E: 3, H: 3, L: 1 });
    network.parameters.layers[0].tensors[1].fill(1e-7);
    const { entries, leftOut } = checked(network);
    expect(entries.every(({ back }) => back === 1)).toBe(true);
    expect(leftOut).toBe(4);
  });
});
