import { describe, expect, it } from 'vitest';
import { createFreshNetwork } from '../../../../src/engine/inspection/gradient/freshNetwork';
import { weightGradient } from '../../../../src/engine/inspection/gradient/weightGradient';
import { wordGradient } from '../../../../src/engine/inspection/gradient/wordGradient';
import { saveTensors, type Network } from '../../../../src/engine/network/network';
import { createPredictor } from '../../../../src/engine/network/predictor';
import { random } from '../../../../src/engine/random';
import { createTwin } from '../../../../src/engine/twin/twin';
import { livelyNetwork, livelyText } from '../../exactNetwork';

const sizes = { V: 11, E: 5, H: 12 };
const { ids } = livelyText(201, sizes.V);
const before = ids.subarray(0, 200);

const drawn = (asked: { cell: string; scale?: number; memory?: number }): Network =>
  createFreshNetwork({ ...sizes, ...asked }, random(4), createTwin({ interrupted: () => false }));

function gradientOf(network: Network) {
  const predictor = createPredictor(network);
  return wordGradient({
    ...{ predictor, ids: before, state: predictor.start(), target: ids[200] },
    memory: { layer: 0 },
  });
}

const fallenTo = (values: Float64Array): number => values[0] / values[199];

describe('the gradient in a network that has learnt nothing', () => {
  it('vanishes in a plain network, sooner with smaller weights', () => {
    const half = fallenTo(gradientOf(drawn({ cell: 'rnn', scale: 0.5 })).lengths[0].h);
    const one = fallenTo(gradientOf(drawn({ cell: 'rnn' })).lengths[0].h);
    expect(one).toBeLessThan(1e-10);
    expect(half).toBeLessThan(one);
  });

  it('explodes where nothing bounds it, until it is no number', () => {
    const network = drawn({ cell: 'rnnRelu', scale: 40 });
    expect(gradientOf(network).lengths[0].h[0]).toBeGreaterThan(1e100);
    const { ids: far } = livelyText(401, sizes.V);
    const predictor = createPredictor(network);
    const asked = { predictor, state: predictor.start(), target: far[400] };
    const { lengths } = wordGradient({ ...asked, ids: far.subarray(0, 400) });
    expect(lengths[0].h[0]).toBeNaN();
  });

  it('reaches far where a bias keeps the memory, and the carousel says how far', () => {
    const kept = gradientOf(drawn({ cell: 'lstm', memory: Math.exp(8) }));
    const usual = gradientOf(drawn({ cell: 'lstm' }));
    expect(fallenTo(kept.lengths[0].c)).toBeGreaterThan(1e-3);
    expect(fallenTo(usual.lengths[0].c)).toBeLessThan(1e-10);
    expect(kept.carousel?.shares[0]).toBeGreaterThan(0.5);
    expect(usual.carousel?.shares[0]).toBeLessThan(1e-3);
  });

  it('follows the unit that keeps most unless told', () => {
    const network = drawn({ cell: 'lstm' });
    const { carousel } = gradientOf(network);
    const predictor = createPredictor(network);
    const sharesOf = (unit: number): number =>
      wordGradient({
        ...{ predictor, ids: before, state: predictor.start(), target: 0 },
        memory: { layer: 0, unit },
      }).carousel?.shares[0] ?? 0;
    const all = Array.from({ length: sizes.H }, (_, unit) => sharesOf(unit));
    expect(all[carousel?.unit ?? -1]).toBe(Math.max(...all));
  });
});

describe('the length of the gradient at all weights', () => {
  it.each(['lstm', 'gru', 'rnn'])('of %s is that of finite differences', (cell) => {
    const network = livelyNetwork({ cell, V: 7, E: 3, H: 3, L: 1 });
    const few = livelyText(7, 7);
    const read = few.ids.subarray(0, 6);
    const [target] = few.ids.subarray(6);
    const { values } = network.parameters;
    const probabilitiesNow = (): Float64Array => {
      const predictor = createPredictor(network);
      const state = predictor.start();
      for (const id of read) predictor.read(id, state);
      return Float64Array.from(predictor.probabilities(state));
    };
    const found = weightGradient(network, read, probabilitiesNow(), target);
    let squares = 0;
    for (let n = 0; n < values.length; n++) {
      const own = values[n];
      const loss = (by: number): number => {
        values[n] = own + by;
        return -Math.log(probabilitiesNow()[target]);
      };
      squares += ((loss(1e-5) - loss(-1e-5)) / 2e-5) ** 2;
      values[n] = own;
    }
    expect(found.length / Math.sqrt(squares)).toBeCloseTo(1, 6);
    const weights = [...saveTensors(network).values()].flatMap((tensor) => [...tensor]);
    expect(found.weights).toBeCloseTo(Math.hypot(...weights), 10);
  });
});
