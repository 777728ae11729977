import { describe, expect, it } from 'vitest';
import { createMeasures, createMeter } from '../../../src/engine/reading/measures';
import { createPredictor } from '../../../src/engine/network/predictor';
import { livelyNetwork, livelyText } from '../exactNetwork';
/** A value for every token, all different, in no order. */
const valueOf = (token: number): number => (token * 7919) % 100_003;

function noted(tokens: number) {
  const measures = createMeasures(2);
  for (let token = 0; token < tokens; token++) {
    for (const layer of [0, 1]) {
      const erased = valueOf(token) * (layer + 1);
      measures.note(layer, token, { erased, written: -erased, shown: 1 });
    }
  }
  return measures;
}

describe('What was noted of a text', () => {
  it('is ranked exactly in a text of usual length', () => {
    const measures = noted(1000);
    const smaller = Array.from({ length: 1000 }, (_, token) => valueOf(token)).filter(
      (value) => value < 5000,
    );
    expect(measures.percentile(0, 'erased', 5000)).toEqual({
      ...{ share: smaller.length / 1000, of: 1000 },
    });
    expect(measures.percentile(1, 'erased', 10_000).share).toBe(smaller.length / 1000);
    expect(measures.percentile(0, 'shown', 1).share).toBe(0);
    expect(createMeasures(1).percentile(0, 'shown', 1)).toEqual({ share: 0, of: 0 });
  });

  it('is ranked within half a percent in a long one', () => {
    const measures = noted(100_003);
    for (const value of [100, 25_000, 50_001, 99_000]) {
      const { share, of } = measures.percentile(0, 'erased', value);
      expect(Math.abs(share - value / 100_003)).toBeLessThan(0.005);
      expect(of).toBe(100_003);
    }
    const [half] = measures.quantiles(0, 'erased', [0.5]);
    expect(Math.abs(half / 100_003 - 0.5)).toBeLessThan(0.02);
  });

  it('moves with the text when that is edited', () => {
    const measures = noted(500);
    measures.replace({ firstChanged: 10, removed: 3, inserted: 1 });
    expect(measures.percentile(0, 'shown', 2)).toEqual({ share: 1, of: 497 });
    const erased = 200_000;
    measures.note(0, 10, { erased, written: 0, shown: 0 });
    expect(measures.percentile(0, 'erased', erased).of).toBe(498);
    measures.replace({ firstChanged: 0, removed: 0, inserted: 700 });
    expect(measures.percentile(0, 'erased', 100_003)).toEqual({ share: 497 / 498, of: 498 });
    measures.replace({ firstChanged: 5, removed: 5000, inserted: 0 });
    expect(measures.percentile(0, 'erased', 1)).toEqual({ share: 0, of: 0 });
  });
});

describe('What a layer did at a token', () => {
  function read(shape: Parameters<typeof livelyNetwork>[0], tokens = 9) {
    const network = livelyNetwork(shape);
    const predictor = createPredictor(network);
    const state = predictor.start();
    const meter = createMeter(network);
    for (const id of livelyText(tokens).ids) predictor.read(id, state);
    const step = predictor.layers[1];
    return { step, measures: meter(1, step) };
  }
  const lengthOf = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

  it('is, in an LSTM, |(1 − f) c′|, |i g| and |h|', () => {
    const { step, measures } = read({ cell: 'lstm' });
    const { i, f, g, h } = step.values;
    expect(measures.erased).toBeCloseTo(
      lengthOf(f.map((one, j) => (1 - one) * step.before.c[j])),
      14,
    );
    expect(measures.written).toBeCloseTo(lengthOf(i.map((one, j) => one * g[j])), 14);
    expect(measures.shown).toBeCloseTo(lengthOf(h), 14);
  });

  it('is, in a GRU, |(1 − z) h′|, |(1 − z) n| and |h|', () => {
    const { step, measures } = read({ cell: 'gru' });
    const { z, n } = step.values;
    expect(measures.erased).toBeCloseTo(
      lengthOf(z.map((one, j) => (1 - one) * step.before.h[j])),
      14,
    );
    expect(measures.written).toBeCloseTo(lengthOf(z.map((one, j) => (1 - one) * n[j])), 14);
  });

  it('is a number at the first token of an sLSTM, before which nothing was held', () => {
    const { measures } = read({ cell: 'slstm' }, 1);
    expect(measures.erased).toBe(0);
    expect(measures.written).toBeGreaterThan(0);
  });

  it('is no erasing and writing where nothing is added, and still ranked by what it shows', () => {
    const { measures } = read({ cell: 'rnn' });
    expect(measures).toMatchObject({ erased: NaN, written: NaN });
    const noted = createMeasures(1);
    noted.note(0, 0, measures);
    noted.note(0, 1, { ...measures, shown: measures.shown + 1 });
    expect(noted.percentile(0, 'shown', measures.shown + 0.5)).toEqual({ share: 0.5, of: 2 });
    noted.replace({ firstChanged: 0, removed: 1, inserted: 0 });
    expect(noted.percentile(0, 'shown', 0).of).toBe(1);
  });
});
