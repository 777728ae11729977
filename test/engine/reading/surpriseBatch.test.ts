import { describe, expect, it } from 'vitest';
import { createSurpriseBatch } from '../../../src/engine/reading/surpriseBatch';
import { bits, rank } from '../../../src/engine/reading/bitsAndRank';
import { createPredictor } from '../../../src/engine/network/predictor';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from '../exactNetwork';
import { smallNetwork } from '../smallNetwork';

describe('Several tokens judged at once', () => {
  it.each([
    ['in double precision', smallNetwork()],
    ['by the fast kernels', livelyNetwork({}, createKernels())],
  ])('are as surprising as each alone, %s', (_, network) => {
    const predictor = createPredictor(network);
    const judge = createSurpriseBatch(network);
    const { V } = network.shape;
    const ids = livelyText(judge.rows).ids.map((id) => id % V);
    const state = predictor.start();
    const alone = Array.from(ids, (id, n) => {
      const probabilities = predictor.probabilities(state);
      judge.put(n, state, id);
      const surprise = { bits: bits(probabilities, id), rank: rank(probabilities, id) };
      predictor.read(id, state);
      return surprise;
    });
    const judged = judge.judge(ids.length);
    alone.forEach((expected, n) => {
      expect(judged(n).bits).toBeCloseTo(expected.bits, 4);
      expect(judged(n).rank).toBe(expected.rank);
    });
    expect(new Set(alone.map((one) => one.rank)).size).toBeGreaterThan(2);
  });

  it('takes fewer tokens per batch if the projection is wide, and accepts an empty batch', () => {
    const { rows, judge } = createSurpriseBatch(smallNetwork({ V: 400_000, E: 1, H: 8 }));
    expect(rows).toBe(31);
    expect(() => judge(0)).not.toThrow();
  });
});
