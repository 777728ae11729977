/** Every equation of every cell worked out for a unit leads to the value that the network computed. */
import { describe, expect, it } from 'vitest';
import { cellIds } from '../../../src/engine/cells/cells';
import { grouped } from '../../../src/engine/cells/display/grouped';
import {
  product,
  reduced,
  workOut,
  type Worked,
  type WorkedSum,
} from '../../../src/engine/inspection/cellStep';
import { unitArithmetic, weightedLayers } from '../../../src/engine/inspection/unitArithmetic';
import { createPredictor } from '../../../src/engine/network/predictor';
import type { ModelShape } from '../../../src/engine/network/shape';
import { invented } from '../cells/everyCell';
import { livelyNetwork } from '../exactNetwork';

const most = 4;

function readSome(shape: Partial<ModelShape>) {
  const network = livelyNetwork(shape);
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (const id of [3, 1, 4, 1, 5, 2]) predictor.read(id, state);
  const layers = weightedLayers(network);
  const workedOut = (layer: number, letter: string, unit: number, terms = most): Worked => {
    const { cell } = predictor.layers[layer];
    const equation = cell.definition.equations.find((one) => one.letter === letter);
    if (!equation) throw new Error(letter);
    const arithmetic = unitArithmetic(layers[layer], predictor.layers[layer]);
    return workOut(grouped(equation.value), arithmetic, unit, terms);
  };
  return { network, predictor, workedOut };
}

const shapes: [string, Partial<ModelShape>][] = [
  ...cellIds.map((cell): [string, Partial<ModelShape>] => [cell, { cell }]),
  ...invented.map(({ id, text }): [string, Partial<ModelShape>] => [
    id,
    { cell: id, cells: [{ id, text }] },
  ]),
  ['a window', { cell: 'window:3', window: 3 }],
];

describe.each(shapes)('An equation of %s', (_, shape) => {
  const { predictor, workedOut, network } = readSome(shape);

  it('leads to the network’s value in every unit and layer, line by line', () => {
    predictor.layers.forEach(({ cell, values }, layer) => {
      for (const { letter } of cell.definition.equations) {
        for (let unit = 0; unit < network.shape.H; unit++) {
          let line = workedOut(layer, letter, unit);
          for (let lines = 0; line.kind !== 'number'; line = reduced(line)) {
            expect(line.value).toBeCloseTo(values[letter][unit], 10);
            expect(lines++).toBeLessThan(20);
          }
          expect(line.value).toBeCloseTo(values[letter][unit], 10);
        }
      }
    });
  });
});

function sumOf(worked: Worked): WorkedSum {
  const found = worked.kind === 'call' ? worked.of.find(({ kind }) => kind === 'sum') : worked;
  if (found?.kind !== 'sum') throw new Error('There is no sum.');
  return found;
}

describe('A sum', () => {
  const { network, predictor, workedOut } = readSome({ cell: 'lstm' });
  const { E, H } = network.shape;

  it('has the largest products first, and loses none of them', () => {
    const whole = sumOf(workedOut(0, 'f', 2, 99));
    expect(whole.terms).toHaveLength(E + H);
    expect(whole).toMatchObject({ rest: 0, restCount: 0 });
    const sizes = whole.terms.map((term) => Math.abs(product(term)));
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    const some = sumOf(workedOut(0, 'f', 2, 3));
    expect(some.terms).toEqual(whole.terms.slice(0, 3));
    expect(some.restCount).toBe(E + H - 3);
    const rest = whole.terms.slice(3).reduce((sum, term) => sum + product(term), 0);
    expect(some.rest).toBeCloseTo(rest, 14);
    expect(some.value).toBeCloseTo(whole.value, 12);
  });

  it('takes each weight from its own row, and each input from its own place', () => {
    const [wx, wh] = network.parameters.layers[1].tensors;
    const { x, before } = predictor.layers[1];
    for (const { of, place, weight, input } of sumOf(workedOut(1, 'o', 4, 99)).terms) {
      const row = 3 * H + 4;
      const [matrix, inputs] = of === 'x' ? [wx, x] : [wh, before.h];
      expect([weight, input]).toEqual([matrix[row * H + place], inputs[place]]);
    }
  });

  it('has both biases as one, and none where the cell has none', () => {
    const [, , b, d] = network.parameters.layers[0].tensors;
    expect(sumOf(workedOut(0, 'f', 3)).bias).toEqual({ value: b[H + 3] + d[H + 3], letter: 'b' });
    const without = readSome({ cell: 'lstmNoBias' });
    expect(sumOf(without.workedOut(0, 'f', 3)).bias).toBeUndefined();
  });

  it('multiplies what was worked out in this step where it stands behind the matrix', () => {
    const gru = readSome({ cell: 'gru2014' });
    const { values, before } = gru.predictor.layers[0];
    const { terms } = sumOf(gru.workedOut(0, 'n', 2, 99));
    const inner = terms.filter(({ of }) => of === 'now');
    expect(inner).toHaveLength(H);
    for (const { operand, place, input } of inner) {
      expect(operand).toBe('(r · h before)');
      expect(input).toBe(values.r[place] * before.h[place]);
    }
  });

  it('subtracts what is subtracted', () => {
    const text = `cell of differences
h = tanh(W x - U h' - b)`;
    const { workedOut: work } = readSome({ cell: 'own', cells: [{ id: 'own', text }] });
    const sum = sumOf(work(0, 'h', 1, 99));
    expect(sum.terms.filter(({ minus }) => minus)).toHaveLength(H);
    const total = sum.terms.reduce((all, term) => all + product(term), sum.bias?.value ?? NaN);
    expect(total).toBeCloseTo(sum.value, 12);
  });
});
