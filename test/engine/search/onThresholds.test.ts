import { describe, expect, it } from 'vitest';
import { createPredictor } from '../../../src/engine/network/predictor';
import type { Network } from '../../../src/engine/network/network';
import { onThresholds } from '../../../src/engine/search/onThresholds';
import { livelyNetwork, livelyText } from '../exactNetwork';

const thresholds = (network: Network): number[] => [...onThresholds(createPredictor(network))];

/** Share of the tokens at which each unit of the lowest layer is on. */
function onIn(network: Network): number[] {
  const predictor = createPredictor(network);
  const bounds = thresholds(network);
  const state = predictor.start();
  const { ids } = livelyText(400);
  const counts = bounds.map(() => 0);
  for (const id of ids) {
    predictor.read(id, state);
    predictor.layers[0].h.forEach(
      (h, unit) => (counts[unit] += Number(Math.abs(h) >= bounds[unit])),
    );
  }
  return counts.map((count) => count / ids.length);
}

describe('How far from zero a unit is on', () => {
  it.each([['lstm'], ['gru'], ['rnn']])('is 0.3 where %s shows between -1 and 1', (cell) => {
    expect(thresholds(livelyNetwork({ cell }))).toEqual(Array(14).fill(0.3));
  });

  it.each([['minLstm'], ['minGru'], ['rnnRelu']])(
    'goes by the unit’s own size where what %s shows has no bound',
    (cell) => {
      const network = livelyNetwork({ cell, L: 1 });
      const bounds = thresholds(network);
      expect(new Set(bounds).size).toBeGreaterThan(3);
      const shares = onIn(network);
      // Neither always nor never.
      expect(shares.filter((share) => share > 0.1 && share < 0.95).length).toBeGreaterThan(3);
    },
  );

  it('is twice as far in a network that shows twice as much', () => {
    const network = livelyNetwork({ cell: 'minGru', L: 1 });
    const before = thresholds(network);
    const [embedding] = network.layout.places;
    const b = network.layout.places.find(({ name }) => name === 'rnn.bias_ih_l0');
    const w = network.layout.places.find(({ name }) => name === 'rnn.weight_ih_l0');
    expect(embedding.name).toBe('encoder.weight');
    // The candidate is the second block of rows: twice its sum, twice what is shown.
    for (const place of [b, w]) {
      if (!place) throw new Error('no tensor');
      const { offset, length } = place;
      const { values } = network.parameters;
      for (let n = offset + length / 2; n < offset + length; n++) values[n] *= 2;
    }
    thresholds(network).forEach((bound, unit) => expect(bound / before[unit]).toBeCloseTo(2, 10));
  });
});
