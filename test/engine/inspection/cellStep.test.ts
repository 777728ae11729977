import { describe, expect, it } from 'vitest';
import { product, takeGateApart } from '../../../src/engine/inspection/cellStep';
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork, initialise } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { random } from '../../../src/engine/random';

const shape = { cell: 'lstm', tokens: 'words', V: 9, E: 5, H: 7, L: 2, tied: false } as const;

function readSome() {
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  initialise(network, random(3), new Array<number>(shape.V).fill(1));
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (const id of [3, 1, 4, 1, 5, 2]) predictor.read(id, state);
  return { network, predictor };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('A gate taken apart', () => {
  const { network, predictor } = readSome();
  const apart = (layer: number, gate: 'i' | 'f' | 'g' | 'o', unit: number, most: number) => {
    const { x, hBefore } = predictor.layers[layer];
    return takeGateApart(network.parameters.layers[layer], gate, unit, x, hBefore, most);
  };

  it('leads to the value that the network computed, for every gate, unit and layer', () => {
    for (const layer of [0, 1]) {
      for (let unit = 0; unit < shape.H; unit++) {
        for (const gate of ['i', 'f', 'g', 'o'] as const) {
          const { sum } = apart(layer, gate, unit, 4);
          const value = gate === 'g' ? Math.tanh(sum) : sigmoid(sum);
          expect(value).toBeCloseTo(predictor.layers[layer][gate][unit], 12);
        }
      }
    }
  });

  it('has the largest products first, and loses none of them', () => {
    const whole = apart(0, 'f', 2, 99);
    expect(whole.terms).toHaveLength(shape.E + shape.H);
    expect(whole).toMatchObject({ rest: 0, restCount: 0 });
    const sizes = whole.terms.map((term) => Math.abs(product(term)));
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    const some = apart(0, 'f', 2, 3);
    expect(some.terms).toEqual(whole.terms.slice(0, 3));
    expect(some.restCount).toBe(shape.E + shape.H - 3);
    const rest = whole.terms.slice(3).reduce((sum, term) => sum + product(term), 0);
    expect(some.rest).toBeCloseTo(rest, 14);
    expect(some.sum).toBeCloseTo(whole.sum, 12);
  });

  it('takes each weight from its own row, and each input from its own place', () => {
    const { wx, wh } = network.parameters.layers[1];
    const { x, hBefore } = predictor.layers[1];
    for (const { of, place, weight, input } of apart(1, 'o', 4, 99).terms) {
      const row = 3 * shape.H + 4;
      const [matrix, inputs] = of === 'x' ? [wx, x] : [wh, hBefore];
      expect([weight, input]).toEqual([matrix[row * shape.H + place], inputs[place]]);
    }
  });

  it('starts at the bias alone: an untrained forget gate of 0.73 is σ(1), no knowledge', () => {
    const { bias } = apart(0, 'f', 0, 1);
    expect(bias).toBe(1);
    expect(sigmoid(bias)).toBeCloseTo(0.731, 3);
    expect(apart(0, 'i', 0, 1).bias).toBe(0);
  });
});
