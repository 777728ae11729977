import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLedger, lengths, total } from '../../../src/engine/inspection/ledger';
import { compareCells } from '../../../src/engine/inspection/substitution';
import type { Network } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { heldBy, layerMemory } from '../../../src/engine/reading/layerMemory';
import { createParallelReadings } from '../../../src/engine/reading/parallelReadings';
import { everyKind, ownCell, type AnyCell } from '../anyCell';
import { createKernels } from '../kernels/wasmFixture';
import { livelyNetwork, livelyText } from '../exactNetwork';

const text = livelyText(300);

/** Reads up to `from`, then notes `count` tokens of a layer. */
function keep(network: Network, layer: number, from: number, count: number) {
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let t = 0; t < from; t++) predictor.read(text.ids[t], state);
  const memory = layerMemory(network, layer);
  if (!memory) throw new Error('It has no memory.');
  const ledger = createLedger(memory, count);
  const held = heldBy(network, layer);
  const started = Float64Array.from(held(predictor.layers[layer]));
  for (let t = from; t < from + count; t++) {
    predictor.read(text.ids[t], state);
    ledger.note(predictor.layers[layer]);
  }
  return { ledger, started, held: Float64Array.from(held(predictor.layers[layer])) };
}

/** The largest error of the identity, as a share of what is allowed of a state of 1. */
function errorOf({ ledger, held }: ReturnType<typeof keep>): number {
  return Math.max(
    ...Array.from(held, (value, unit) => {
      const error = Math.abs(total(ledger.of(unit)) - value) / Math.max(1, Math.abs(value));
      return Number.isNaN(error) ? Infinity : error;
    }),
  );
}

const withMemory = everyKind.filter(([, cell]) => layerMemory(livelyNetwork(cell), 0));

describe('The ledger of direct writes', () => {
  it('is kept of every cell that adds to what it kept', () => {
    const without = everyKind.filter((one) => !withMemory.includes(one)).map(([name]) => name);
    expect(without).toEqual(['rnn', 'rnnSigmoid', 'rnnRelu']);
  });

  it.each([
    [0, 0, 300],
    [1, 0, 300],
    [0, 40, 1],
    [1, 250, 50],
  ])(
    'adds up to the cell state of layer %i from token %i over %i, to 1e-12',
    (layer, from, count) => {
      const kept = keep(livelyNetwork(), layer, from, count);
      expect(errorOf(kept)).toBeLessThan(1e-12);
      kept.held.forEach((_, unit) => {
        const column = kept.ledger.of(unit);
        expect(column.before).toBe(from === 0 ? 0 : kept.started[unit]);
        expect(column.written).toHaveLength(count);
      });
    },
  );

  it.each(withMemory)('adds up to the memory of %s, whatever its size, to 1e-12', (_, cell) => {
    fc.assert(
      fc.property(sizes(), ({ L, H, E, from, count }) => {
        const network = livelyNetwork({ ...cell, L, H, E });
        for (let layer = 0; layer < L; layer++) {
          expect(errorOf(keep(network, layer, from, count))).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 6 },
    );
  });

  it.each(withMemory)('adds up to the single-precision memory of %s, to 1e-5', (_, cell) => {
    const network = livelyNetwork({ ...cell, H: 20, E: 12 }, createKernels());
    for (const layer of [0, 1]) {
      expect(errorOf(keep(network, layer, 0, 120))).toBeLessThan(1e-5);
      expect(errorOf(keep(network, layer, 30, 270))).toBeLessThan(1e-5);
    }
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

/** Where each word's row of the lowest layer's ledger differs when another word stands at `at`. */
function rowsChanged(cell: AnyCell, at: number) {
  const network = livelyNetwork(cell);
  const count = 60;
  const rows = (put: number) => {
    const predictor = createPredictor(network);
    const state = predictor.start();
    const memory = layerMemory(network, 0);
    if (!memory) throw new Error('It has no memory.');
    const ledger = createLedger(memory, count);
    for (let t = 0; t < count; t++) {
      predictor.read(t === at ? put : text.ids[t], state);
      ledger.note(predictor.layers[0]);
    }
    return Array.from({ length: network.shape.H }, (_, unit) => ledger.of(unit));
  };
  const instead = (text.ids[at] + 1) % network.shape.V;
  const [own, other] = [rows(text.ids[at]), rows(instead)];
  const written = Array.from({ length: count }, (_, t) => t).filter((t) =>
    own.some((column, unit) => column.written[t] !== other[unit].written[t]),
  );
  return { network, count, instead, own, other, written };
}

describe('A word that is replaced', () => {
  it.each([['minGru'], ['minLstm']])(
    'changes only its own row of the first layer of %s, and the memory by just that',
    (cell) => {
      const at = 23;
      const { network, count, instead, own, other, written } = rowsChanged({ cell }, at);
      expect(written).toEqual([at]);
      const predictor = createPredictor(network);
      const state = predictor.start();
      for (let t = 0; t < at; t++) predictor.read(text.ids[t], state);
      const found = compareCells(
        createParallelReadings(network, 2),
        { text, at, state, instead: [{ id: instead, weight: 1 }], count: count - 1 - at },
        1,
      );
      while (!found.advance());
      // What it changes by substitution is what is left of its write and of what it left of those before.
      own.forEach((column, unit) => {
        const by = (s: number): number =>
          other[unit].survives[s] * other[unit].written[s] - column.survives[s] * column.written[s];
        const upTo = Array.from({ length: at + 1 }, (_, s) => by(s)).reduce(
          (sum, one) => sum + one,
        );
        expect(found.change[unit]).toBeCloseTo(upTo, 6);
        for (let s = at + 1; s < count; s++) expect(by(s)).toBe(0);
      });
    },
  );

  it.each([
    ['gru', { cell: 'gru' }],
    ['slstm', { cell: 'slstm' }],
    ['an own one', ownCell('fading')],
  ])('changes later rows, too, where gates of %s look back', (_, cell) => {
    const { written } = rowsChanged(cell, 23);
    expect(written.length).toBeGreaterThan(30);
    expect(written[0]).toBe(23);
  });

  it('is told of as causal by the cells whose memory looks at the word alone', () => {
    const causal = everyKind.filter(([, cell]) =>
      livelyNetwork(cell).layout.layers[0].cell.description.abilities.includes('wordAloneMemory'),
    );
    expect(causal.map(([name]) => name)).toEqual(['minGru', 'minLstm']);
  });
});

const sizes = () =>
  fc.record({
    ...{ L: fc.integer({ min: 1, max: 2 }), H: fc.integer({ min: 1, max: 12 }) },
    ...{ E: fc.integer({ min: 1, max: 9 }), from: fc.nat({ max: 40 }) },
    count: fc.integer({ min: 1, max: 200 }),
  });
