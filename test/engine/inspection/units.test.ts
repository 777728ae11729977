import { describe, expect, it } from 'vitest';
import { extremes } from '../../../src/engine/reading/extremes';
import { unitOutputWeights } from '../../../src/engine/inspection/unitOutputWeights';
import { createSurveyor, halfLife } from '../../../src/engine/inspection/unitSurvey';
import type { ModelShape } from '../../../src/engine/network/shape';
import { createPredictor } from '../../../src/engine/network/predictor';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from '../exactNetwork';

describe('The survey of units', () => {
  it('counts, averages and spreads what the readings were', () => {
    const network = livelyNetwork();
    const predictor = createPredictor(network);
    const state = predictor.start();
    const surveyor = createSurveyor(network, 1);
    const text = livelyText(200);
    const seen: { f: number; o: number; c: number }[] = [];
    for (const id of text.ids) {
      predictor.read(id, state);
      const [, layer] = predictor.layers;
      surveyor.note(layer);
      const { f, o, c } = layer.values;
      seen.push({ f: f[4], o: o[4], c: c[4] });
    }
    const survey = surveyor.survey();
    const share = (passes: (one: (typeof seen)[0]) => boolean): number =>
      seen.filter(passes).length / seen.length;
    expect(survey.gates.forgetGate.low[4]).toBeCloseTo(
      share(({ f }) => f < 0.1),
      6,
    );
    expect(survey.gates.forgetGate.high[4]).toBeCloseTo(
      share(({ f }) => f > 0.9),
      6,
    );
    expect(survey.gates.outputGate.high[4]).toBeCloseTo(
      share(({ o }) => o > 0.9),
      6,
    );
    const mean = seen.reduce((sum, { c }) => sum + c, 0) / seen.length;
    const variance = seen.reduce((sum, { c }) => sum + (c - mean) ** 2, 0) / seen.length;
    expect(survey.carried.cellState.mean[4]).toBeCloseTo(mean, 6);
    expect(survey.memory.deviation[4]).toBeCloseTo(Math.sqrt(variance), 6);
    const left = seen.reduce((product, { f }) => product * f, 1);
    const power = 0.5 ** (seen.length / (survey.halfLife?.[4] ?? NaN));
    expect(Math.log(power)).toBeCloseTo(Math.log(left), 3);
  });

  it('knows the half-life of a write: 1 token at 0.5, 6.6 at 0.9, for ever at 1', () => {
    expect(halfLife(Math.log(0.5))).toBeCloseTo(1, 12);
    expect(halfLife(Math.log(0.9))).toBeCloseTo(6.5788, 4);
    expect(halfLife(0)).toBe(Infinity);
    expect(halfLife(-Infinity)).toBe(0);
  });
});

describe('The survey of another cell', () => {
  function surveyOf(shape: Partial<ModelShape>) {
    const network = livelyNetwork({ L: 1, ...shape });
    const predictor = createPredictor(network);
    const state = predictor.start();
    const surveyor = createSurveyor(network, 0);
    for (const id of livelyText(80).ids) {
      predictor.read(id, state);
      surveyor.note(predictor.layers[0]);
    }
    return surveyor.survey();
  }

  it('counts its own gates and keeps the half-life of what it keeps', () => {
    const { gates, carried, halfLife: lives } = surveyOf({ cell: 'gru' });
    expect(Object.keys(gates)).toEqual(['resetGate', 'updateGate']);
    expect(Object.keys(carried)).toEqual(['hiddenState']);
    expect(lives?.every((life) => life > 0 && life < Infinity)).toBe(true);
  });

  it('has no half-lives where nothing is kept by adding, but spreads', () => {
    const survey = surveyOf({ cell: 'rnn' });
    expect(survey.halfLife).toBeUndefined();
    expect(survey.gates).toEqual({});
    expect(survey.memory).toEqual(survey.carried.hiddenState);
    expect(surveyOf({ cell: 'window:2', window: 2 }).halfLife).toBeUndefined();
  });

  it('is not spoilt by the first token of an sLSTM, before which there is nothing to keep', () => {
    const { halfLife: lives, memory } = surveyOf({ cell: 'slstm' });
    expect(lives?.every((life) => life > 0)).toBe(true);
    expect(memory.mean.every(Number.isFinite)).toBe(true);
  });

  it('lasts for ever where everything is kept', () => {
    expect([...(surveyOf({ cell: 'lstm1997' }).halfLife ?? [])]).toEqual(Array(7).fill(Infinity));
  });
});

describe('Extremes of a trace', () => {
  const trace = [0, 5, 4, 0, -3, -2, 3, 9, 8, 0];

  it('are one for each stretch, the most extreme first', () => {
    expect(extremes(trace, 'highest', 3, 3)).toEqual([7, 1, 4]);
    expect(extremes(trace, 'lowest', 2, 3)).toEqual([4, 0]);
  });

  it('are fewer if the trace is short', () => {
    expect(extremes([1, 2], 'highest', 5, 4)).toEqual([1]);
    expect(extremes([], 'lowest', 5, 4)).toEqual([]);
  });
});

describe('What a unit pushes', () => {
  it.each([
    ['in double precision', undefined],
    ['with padding', createKernels()],
  ])('are the words with the largest and smallest weights, %s', (_, kernels) => {
    const network = livelyNetwork({}, kernels);
    const { w, H } = network.parameters.decoder;
    const column = Array.from({ length: 11 }, (__, id) => ({ id, weight: w[id * H + 2] }));
    const sorted = column.slice(1).sort((one, other) => other.weight - one.weight);
    const { up, down } = unitOutputWeights(network, 2, 3, (id) => id !== 0);
    expect(up.map(({ id }) => id)).toEqual(sorted.slice(0, 3).map(({ id }) => id));
    expect(down.map(({ id }) => id)).toEqual(
      sorted
        .slice(-3)
        .reverse()
        .map(({ id }) => id),
    );
    expect(up[0].weight - down[0].weight).toBeCloseTo(sorted[0].weight - sorted[9].weight, 6);
  });
});
