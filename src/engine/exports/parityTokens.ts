/**
 * Some tokens in a row and what each but the first costs the model here: what a project is checked
 * against elsewhere. The tokens are what the model itself would write, so that the costs are usual ones;
 * where it reads from both ends, words as often as its text had them.
 */
import type { ParityRecord } from '../files/foreign/parityRecord';
import type { Network } from '../network/network';
import { createPredictor } from '../network/predictor';
import { resetState } from '../network/state';
import { allocatePass, forward } from '../network/window';
import { random, type Random } from '../random';

/** Enough for every gate to have been open and shut, few enough for a moment. */
export const parityTokens = 200;

export function parityRecord(
  network: Network,
  counts: ArrayLike<number>,
  count = parityTokens,
): ParityRecord {
  const { shape } = network;
  const chance = random(1);
  const usual = Float64Array.from({ length: shape.V }, (_, id) => counts[id] + 1);
  const tokens =
    shape.direction === 'both'
      ? Array.from({ length: count }, () => drawn(usual, chance))
      : written(network, drawn(usual, chance), count, chance);
  return { tokens, losses: lossesOf(network, tokens) };
}

function written(network: Network, first: number, count: number, chance: Random): number[] {
  const predictor = createPredictor(network);
  const state = predictor.start();
  const tokens = [first];
  while (tokens.length < count) {
    predictor.read(tokens[tokens.length - 1], state);
    tokens.push(drawn(predictor.probabilities(state), chance));
  }
  return tokens;
}

/** An index, as often as its share of the sum says. */
function drawn(weights: ArrayLike<number>, chance: Random): number {
  let sum = 0;
  for (let n = 0; n < weights.length; n++) sum += weights[n];
  let rest = chance.next() * sum;
  for (let n = 0; n < weights.length; n++) {
    rest -= weights[n];
    if (rest < 0) return n;
  }
  return weights.length - 1;
}

function lossesOf(network: Network, tokens: readonly number[]): number[] {
  const { kernels, states, parameters } = network;
  const pass = allocatePass(network, tokens.length - 1, 1);
  resetState(states, pass);
  pass.inputs.set(tokens.slice(0, -1));
  pass.targets.set(tokens.slice(1));
  forward(network, pass);
  const losses = kernels.floats(pass.T);
  kernels.losses(parameters.decoder, pass.h, pass.targets, losses);
  return [...losses];
}
