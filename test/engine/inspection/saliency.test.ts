/**
 * Gradient times input against finite differences: the explained word's log probability where one
 * place's embedding is moved along itself. The place is given a class of its own for that, so that
 * nothing else moves with it.
 */
import { describe, expect, it } from 'vitest';
import { createSaliency } from '../../../src/engine/inspection/saliency';
import type { Network } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import type { RecurrentState } from '../../../src/engine/network/state';
import { smallNetwork } from '../smallNetwork';

const target = 3;
/** Class 8 stands nowhere: it takes the place of the word that is moved. */
const spare = 8;
const ids = [1, 2, 1, 5, 0, 1];

function logProbability(network: Network, words: readonly number[], start: RecurrentState): number {
  const predictor = createPredictor(network);
  const state = start.slice();
  for (const id of words) predictor.read(id, state);
  return Math.log2(predictor.probabilities(state)[target]);
}

/** (d / ds) log2 p with the embedding at one place s times what it is, at s = 1. */
function slope(network: Network, place: number, start: RecurrentState): number {
  const { encoder } = network.parameters;
  const { E } = network.shape;
  const step = 1e-5;
  const moved = (by: number): number => {
    for (let k = 0; k < E; k++) encoder[spare * E + k] = by * encoder[ids[place] * E + k];
    const words = ids.map((id, at) => (at === place ? spare : id));
    return logProbability(network, words, start);
  };
  return (moved(1 + step) - moved(1 - step)) / (2 * step);
}

function startOf(network: Network): RecurrentState {
  return createPredictor(network)
    .start()
    .map((_, n) => Math.sin(n + 1));
}

describe('gradient times input', () => {
  it.each([{ L: 1 }, { L: 3 }])('agrees with finite differences, $L layers', (shape) => {
    const network = smallNetwork(shape);
    const start = startOf(network);
    const saliency = createSaliency(network, 8);
    const analytic = saliency.gradientTimesInput(ids, start, target);
    ids.forEach((_, place) => {
      const numeric = slope(network, place, start);
      const bound = 1e-6 * Math.abs(analytic[place]) + 1e-9;
      expect(Math.abs(numeric - analytic[place])).toBeLessThanOrEqual(bound);
    });
    expect(Math.max(...analytic.map(Math.abs))).toBeGreaterThan(0.001);
  });

  it('is the same regardless of earlier questions', () => {
    const network = smallNetwork();
    const start = startOf(network);
    const fresh = createSaliency(network, 8).gradientTimesInput(ids.slice(3), start, target);
    const used = createSaliency(network, 8);
    used.gradientTimesInput(ids, start, 1);
    expect(used.gradientTimesInput(ids.slice(3), start, target)).toEqual(fresh);
    expect(used.gradientTimesInput([], start, target)).toHaveLength(0);
  });
});
