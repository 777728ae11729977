import { describe, expect, it } from 'vitest';
import { createParallelReadings } from '../../../src/engine/reading/parallelReadings';
import {
  compareCells,
  comparePredictions,
  padded,
  weighted,
} from '../../../src/engine/inspection/substitution';
import { bits } from '../../../src/engine/reading/bitsAndRank';
import type { Network } from '../../../src/engine/network/network';
import type { RecurrentState } from '../../../src/engine/network/state';
import { createPredictor } from '../../../src/engine/network/predictor';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from '../exactNetwork';

const text = livelyText(60);
const at = 17;
const instead = [
  { id: 4, weight: 0.5 },
  { id: 9, weight: 0.3 },
  { id: 1, weight: 0.2 },
];

/** The whole text from its first token, one word of it another: bits and cells at every token. */
function fromScratch(network: Network, put: number) {
  const predictor = createPredictor(network);
  const state = predictor.start();
  const ids = Int32Array.from(text.ids);
  ids[at] = put;
  return Array.from(ids, (id) => {
    const surprise = bits(predictor.probabilities(state), id);
    predictor.read(id, state);
    return {
      bits: surprise,
      cells: predictor.layers.flatMap(({ values: { c } }) => Array.from(c)),
    };
  });
}

function stateBefore(network: Network, token: number): RecurrentState {
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let t = 0; t < token; t++) predictor.read(text.ids[t], state);
  return state;
}

function finish({ advance }: { advance(): boolean }): void {
  for (let rounds = 0; !advance(); rounds++) if (rounds > 1000) throw new Error('no end');
}

const largest = (values: Iterable<number>): number =>
  Math.max(...Array.from(values, (value) => Math.abs(value)));

describe('A word put in another’s place', () => {
  const network = livelyNetwork();
  const own = fromScratch(network, text.ids[at]);
  const others = instead.map(({ id }) => fromScratch(network, id));
  const lanes = createParallelReadings(network, 4);
  const asked = { text, at, state: stateBefore(network, at), instead };

  it('changes later predictions as a reading from scratch says, to 1e-12', () => {
    const count = text.length - at - 1;
    const found = comparePredictions(lanes, { ...asked, count });
    finish(found);
    for (let n = 0; n < count; n++) {
      const token = at + 1 + n;
      const by = others.map((other) => other[token].bits - own[token].bits);
      const change = by.reduce((sum, one, k) => sum + instead[k].weight * one, 0);
      const size = by.reduce((sum, one, k) => sum + instead[k].weight * Math.abs(one), 0);
      expect(Math.abs(found.bits[n] - own[token].bits)).toBeLessThan(1e-12);
      expect(Math.abs(found.change[n] - change)).toBeLessThan(1e-12);
      expect(Math.abs(found.size[n] - size)).toBeLessThan(1e-12);
    }
    expect(largest(found.change)).toBeGreaterThan(0.02);
  });

  it.each([0, 1, 7, 8, 30])('changes every unit’s memory %i words on, to 1e-12', (count) => {
    const found = compareCells(lanes, { ...asked, count }, 10);
    finish(found);
    const token = at + count;
    const units = own[token].cells.length;
    for (let j = 0; j < units; j++) {
      const by = others.map((other) => other[token].cells[j] - own[token].cells[j]);
      const size = by.reduce((sum, one, k) => sum + instead[k].weight * Math.abs(one), 0);
      const change = by.reduce((sum, one, k) => sum + instead[k].weight * one, 0);
      expect(Math.abs(found.held[j] - own[token].cells[j])).toBeLessThan(1e-12);
      expect(Math.abs(found.size[j] - size)).toBeLessThan(1e-12);
      expect(found.change[(found.kept - 1) * units + j]).toBeCloseTo(change, 6);
    }
    expect(found.kept).toBe(Math.min(10, count + 1));
  });

  it('changes nothing when the word is put in its own place', () => {
    const same = padded([{ id: text.ids[at], weight: 1 }], 3);
    const found = comparePredictions(lanes, { ...asked, instead: same, count: 20 });
    finish(found);
    expect(largest(found.size)).toBe(0);
    expect(largest(found.bits)).toBeGreaterThan(0);
  });

  it('can be asked twice with the same lanes', () => {
    const ask = (): Float64Array => {
      const found = comparePredictions(lanes, { ...asked, count: 13 });
      finish(found);
      return found.change;
    };
    expect(ask()).toEqual(ask());
  });

  it('changes single-precision predictions by the same bits, to 1e-4', () => {
    const fast = livelyNetwork({}, createKernels());
    const count = text.length - at - 1;
    const found = comparePredictions(createParallelReadings(fast, 4), {
      ...{ text, at, instead, count },
      state: stateBefore(fast, at),
    });
    finish(found);
    for (let n = 0; n < count; n++) {
      const by = others.map((other) => other[at + 1 + n].bits - own[at + 1 + n].bits);
      const change = by.reduce((sum, one, k) => sum + instead[k].weight * one, 0);
      expect(Math.abs(found.change[n] - change)).toBeLessThan(1e-4);
    }
  });

  it('asks for as many alternatives as there are lanes', () => {
    const missing = { ...asked, instead: instead.slice(1), count: 1 };
    expect(() => comparePredictions(lanes, missing)).toThrow(RangeError);
  });
});

describe('Likely alternatives', () => {
  it('weigh as much as the network held them likely', () => {
    const best = [
      { id: 3, probability: 0.3 },
      { id: 5, probability: 0.1 },
    ];
    expect(weighted(best)).toEqual([
      { id: 3, weight: expect.closeTo(0.75, 12) },
      { id: 5, weight: expect.closeTo(0.25, 12) },
    ]);
    expect(weighted([])).toEqual([]);
  });
});
