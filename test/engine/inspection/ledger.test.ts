import { describe, expect, it } from 'vitest';
import { createLedger, lengths, total } from '../../../src/engine/inspection/ledger';
import type { Network } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from '../exactNetwork';

const text = livelyText(300);

/** Reads up to `from`, then notes `count` tokens of a layer. */
function keep(network: Network, layer: number, from: number, count: number) {
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let t = 0; t < from; t++) predictor.read(text.ids[t], state);
  const ledger = createLedger(network.shape.H, count);
  const started = Float64Array.from(predictor.layers[layer].c);
  for (let t = from; t < from + count; t++) {
    predictor.read(text.ids[t], state);
    ledger.note(predictor.layers[layer]);
  }
  return { ledger, started, c: Float64Array.from(predictor.layers[layer].c) };
}

describe('The ledger of direct writes', () => {
  it.each([
    [0, 0, 300],
    [1, 0, 300],
    [0, 40, 1],
    [1, 250, 50],
  ])(
    'adds up to the cell state of layer %i from token %i over %i, to 1e-12',
    (layer, from, count) => {
      const { ledger, started, c } = keep(livelyNetwork(), layer, from, count);
      c.forEach((value, unit) => {
        const column = ledger.of(unit);
        expect(Math.abs(total(column) - value)).toBeLessThan(1e-12);
        expect(column.before).toBe(from === 0 ? 0 : started[unit]);
        expect(column.written).toHaveLength(count);
      });
    },
  );

  it('adds up to the single-precision state, to 1e-5 of it', () => {
    const { ledger, c } = keep(livelyNetwork({ H: 24, E: 16 }, createKernels()), 1, 30, 270);
    c.forEach((value, unit) => {
      const bound = 1e-5 * Math.max(1, Math.abs(value));
      expect(Math.abs(total(ledger.of(unit)) - value)).toBeLessThan(bound);
    });
  });

  it('keeps all of the last write and less and less of earlier ones', () => {
    const { survives, beforeSurvives } = keep(livelyNetwork(), 0, 100, 20).ledger.of(3);
    expect(survives[19]).toBe(1);
    for (let s = 1; s < 20; s++) expect(survives[s - 1]).toBeLessThan(survives[s]);
    expect(beforeSurvives).toBeLessThan(survives[0]);
  });

  it('gives lengths over all units that agree with the units', () => {
    const { ledger } = keep(livelyNetwork(), 0, 100, 5);
    const all = lengths(ledger, 7);
    const squares = Array.from({ length: 7 }, (_, unit) => {
      const { written, survives } = ledger.of(unit);
      return (written[2] * survives[2]) ** 2;
    });
    const left = Math.sqrt(squares.reduce((sum, one) => sum + one, 0));
    expect(all.left[2]).toBeCloseTo(left, 12);
    expect(all.survives[2] * all.written[2]).toBeCloseTo(left, 12);
    expect(all.survives[4]).toBe(1);
  });

  it('takes no more tokens than it has room for', () => {
    const network = livelyNetwork();
    const { ledger } = keep(network, 0, 0, 3);
    expect(() => ledger.note(createPredictor(network).layers[0])).toThrow(RangeError);
  });
});
