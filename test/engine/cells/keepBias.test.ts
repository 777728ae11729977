import { describe, expect, it } from 'vitest';
import { needCell, knownCell } from '../../../src/engine/cells/cell';
import { cellIds } from '../../../src/engine/cells/cells';
import { hasKeepBias, keepStarts } from '../../../src/engine/cells/keepBias';
import { createNetwork, initialise, saveTensors } from '../../../src/engine/network/network';
import { shapeOfChoice, type ChosenShape } from '../../../src/engine/network/cellChoice';
import type { ModelShape } from '../../../src/engine/network/shape';
import { random } from '../../../src/engine/random';
import { createPredictor } from '../../../src/engine/network/predictor';
import { walk } from '../../../src/engine/cells/walk';
import { createTwin } from '../../../src/engine/twin/twin';

const W = 50;
const rise = Math.log(W);

describe('the bias that keeps', () => {
  it.each([
    ['lstm', [['b', 'f', rise]]],
    ['lstmPeephole', [['b', 'f', rise]]],
    ['lstmCoupled', [['b', 'f', rise]]],
    ['lstmInputOnly', [['b', 'f', rise]]],
    ['gru', [['b', 'z', rise]]],
    ['gru2014', [['b', 'z', rise]]],
    ['minGru', [['b', 'z', -rise]]],
    [
      'minLstm',
      [
        ['b', 'f', rise],
        ['b', 'i', -rise],
      ],
    ],
    ['slstm', [['b', 'e', rise]]],
    ['rnn', []],
    ['rnnSigmoid', []],
    ['rnnRelu', []],
    ['lstm1997', []],
    ['lstmNoBias', []],
  ] as const)('of %s', (id, expected) => {
    const starts = keepStarts(knownCell(id), W);
    expect(starts.map(({ letter, block }) => [letter, block])).toEqual(
      expected.map(([letter, block]) => [letter, block]),
    );
    starts.forEach(({ value }, n) => {
      expect(value).toBeCloseTo(expected[n][2], 6);
    });
  });

  it('is found in every cell that is listed above', () => {
    expect(cellIds.filter((id) => hasKeepBias(knownCell(id)))).toHaveLength(9);
  });

  it.each<[string, string, [string, string, number][]]>([
    [
      'a gate that forgets',
      "r = sigmoid(U h' + b)\nh = (1 - r)*h' + r*tanh(W x + b)",
      [['b', 'r', -rise]],
    ],
    [
      'a vector of its own',
      "vector q\nk = sigmoid(W x + q)\nc = k*c' + tanh(W x + b)\nh = tanh(c)",
      [['q', 'k', rise]],
    ],
    [
      'a sum with a name',
      "a = W x + U h' + b\nk = sigmoid(a)\nc = k*c' + tanh(W x)\nh = c",
      [['b', 'a', rise]],
    ],
    [
      'a sum that is taken away',
      "k = sigmoid(U h' - b)\nc = k*c' + tanh(W x)\nh = c",
      [['b', 'k', -rise]],
    ],
    ['a peephole', "vector p\nk = sigmoid(W x + p*c')\nc = k*c' + tanh(W x + b)\nh = c", []],
    ['a constant', "c = 0.9*c' + tanh(W x + b)\nh = c", []],
  ])('of an own cell with %s', (_, text, expected) => {
    const starts = keepStarts(needCell({ id: 'own', text: `cell Own\n${text}\n` }), W);
    expect(starts.map(({ letter, block, value }) => [letter, block, value.toFixed(3)])).toEqual(
      expected.map(([letter, block, value]) => [letter, block, value.toFixed(3)]),
    );
  });

  it.each(cellIds.filter((id) => hasKeepBias(knownCell(id))))(
    'lets %s keep about 50 parts of 51 when its training begins',
    (id) => {
      const chosen = shapeOfChoice({ cells: [id], layers: 1 });
      if (!chosen.ok) throw new Error(chosen.flaw.kind);
      const usual = meanKeep(chosen.value, 0);
      const remembering = meanKeep(chosen.value, W);
      expect(remembering).toBeGreaterThan(usual);
      // The sLSTM's exponential gate keeps more still.
      expect(Math.abs(remembering - W / (W + 1))).toBeLessThan(0.02);
    },
  );

  it('changes no other weight, so that a training without it draws the same ones', () => {
    const shape = { tokens: 'words', V: 9, E: 4, H: 8, tied: false, cell: 'lstm', L: 2 } as const;
    const [usual, remembering] = [drawn(shape, 0), drawn(shape, W)];
    const changed = [...usual.keys()].filter(
      (name) => usual.get(name)?.join() !== remembering.get(name)?.join(),
    );
    expect(changed).toEqual(['rnn.bias_ih_l0', 'rnn.bias_ih_l1']);
    const bias = [...(remembering.get('rnn.bias_ih_l1') ?? [])];
    expect(bias.slice(8, 16).every((value) => value === Math.fround(rise))).toBe(true);
    expect(bias.slice(0, 8)).toEqual([...(usual.get('rnn.bias_ih_l1') ?? [])].slice(0, 8));
  });
});

function drawn(shape: ModelShape, memory: number) {
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  initialise(network, random(1), new Uint32Array(shape.V).fill(1), memory);
  return saveTensors(network);
}

/** Over the units and some words, of a network that has learnt nothing. */
function meanKeep(chosen: ChosenShape, memory: number): number {
  const network = createNetwork(createTwin({ interrupted: () => false }), {
    ...{ tokens: 'words', V: 9, E: 16, H: 32, tied: false },
    ...chosen,
  });
  initialise(network, random(1), new Uint32Array(9).fill(1), memory);
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (const id of [1, 5, 2, 7]) predictor.read(id, state);
  const [{ cell, values, before }] = predictor.layers;
  const doubles = (part: typeof values) =>
    new Map(Object.entries(part).map(([letter, of]) => [letter, Float64Array.from(of)]));
  if (!cell.description.memory) throw new Error('It has no memory.');
  const keep = walk(cell.description.memory.keep, {
    ...{ values: doubles(values), before: doubles(before), x: new Float64Array(0) },
    layer: { H: 32, weights: () => new Float64Array(32) },
    stops: { values: [], next: undefined },
  });
  return keep.reduce((sum, one) => sum + one, 0) / keep.length;
}
