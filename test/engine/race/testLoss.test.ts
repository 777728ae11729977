import { describe, expect, it } from 'vitest';
import { createPredictor } from '../../../src/engine/network/predictor';
import { testLoss } from '../../../src/engine/race/testLoss';
import { livelyNetwork, livelyText } from '../exactNetwork';

describe('the loss on the test part', () => {
  it.each([
    ['a network with a state', { cell: 'gru' }],
    ['a window of words', { cell: 'window:3', window: 3 }],
  ])('of %s is that of reading it word by word', (_, cell) => {
    const network = livelyNetwork(cell);
    const { ids } = livelyText(260);
    const split = {
      train: { from: 0, to: 150 },
      valid: { from: 150, to: 180 },
      test: { from: 180, to: 260 },
    };
    const measuring = testLoss(network, { ids, split });
    let next = measuring.next();
    while (!next.done) next = measuring.next();

    const predictor = createPredictor(network);
    const state = predictor.start();
    let sum = 0;
    for (let at = 150; at < 260; at++) {
      if (at >= 180) sum -= Math.log(predictor.probabilities(state)[ids[at]]);
      predictor.read(ids[at], state);
    }
    expect(next.value).toBeCloseTo(sum / 80, 10);
  });
});
