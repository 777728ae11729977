import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from '../../../../src/engine/inspection/gradient/differences';
import { createFreshNetwork } from '../../../../src/engine/inspection/gradient/freshNetwork';
import { comparePaths } from '../../../../src/engine/inspection/gradient/pathComparison';
import { random } from '../../../../src/engine/random';
import { createTwin } from '../../../../src/engine/twin/twin';
import { livelyText } from '../../exactNetwork';

const small = fc.record({
  cell: fc.constantFrom('rnn', 'rnnSigmoid', 'rnnRelu', 'gru', 'lstm', 'lstm1997', 'slstm'),
  H: fc.integer({ min: 1, max: 3 }),
  words: fc.integer({ min: 2, max: 5 }),
  scale: fc.double({ min: 0.2, max: 3, noNaN: true }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe('the sum over all paths', () => {
  it('is the gradient, whatever the cell, its units, weights and words', () => {
    fc.assert(
      fc.property(small, ({ cell, H, words, scale, seed }) => {
        const sizes = { V: 6, E: 3, H };
        const twin = createTwin({ interrupted: () => false });
        const network = createFreshNetwork({ cell, scale, ...sizes }, random(seed), twin);
        const { ids } = livelyText(words + 1, 6, seed + 1);
        const read = readWords(network, ids.subarray(0, words), ids[words]);
        const found = comparePaths(network, read);
        expect(found?.words).toBe(words - 1);
        const size = Math.max(...(found?.rows ?? []).map(({ back }) => Math.abs(back)));
        for (const { sum, back } of found?.rows ?? []) {
          expect(Math.abs(sum - back)).toBeLessThanOrEqual(1e-12 * size);
        }
      }),
      { numRuns: 60, seed: 19 },
    );
  });

  it('goes through as many steps as have paths that can be walked', () => {
    const twin = createTwin({ interrupted: () => false });
    const of = (H: number, cell: string) => {
      const network = createFreshNetwork({ cell, V: 6, E: 3, H }, random(1), twin);
      const { ids } = livelyText(65, 6);
      return comparePaths(network, readWords(network, ids.subarray(0, 64), ids[64]));
    };
    expect(of(1, 'rnn')).toMatchObject({ words: 24, paths: 1 });
    const three = of(3, 'rnn');
    expect(three?.paths).toBe(3 ** ((three?.words ?? 0) + 1));
    expect(three?.paths).toBeLessThanOrEqual(300_000);
    expect(of(4, 'rnn')).toBeUndefined();
  });
});
