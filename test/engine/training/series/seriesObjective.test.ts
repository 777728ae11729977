/** Gradients of numbers in time against finite differences, and what a later row cannot do. */
import { describe, expect, it } from 'vitest';
import type { ModelShape } from '../../../../src/engine/network/shape';
import { random } from '../../../../src/engine/random';
import { seriesObjective } from '../../../../src/engine/training/series/seriesObjective';
import { createSeriesReader } from '../../../../src/engine/training/series/seriesReader';
import { smallNetwork } from '../../smallNetwork';
import { worstOf } from '../gradientCheck';

const numbers = (count: number, width: number, seed: number) => {
  const { between } = random(seed);
  return { values: Float64Array.from({ length: count * width }, () => between(-1, 1)), width };
};

const shapeOf = (shape: Partial<ModelShape>, outputs: number): Partial<ModelShape> => ({
  ...{ reads: 'numbers', V: 1, E: 2 * outputs, H: 3, outputs },
  ...shape,
});

function prepare(shape: Partial<ModelShape>, outputs = 1) {
  const network = smallNetwork(shapeOf(shape, outputs));
  const objective = seriesObjective(network, {
    ...{ read: numbers(40, 2 * outputs, 3), asked: numbers(40, outputs, 4) },
    ...{ learnt: { from: 2, to: 30 }, judged: { from: 30, to: 39 }, B: 3, T: 7, perRound: 2 },
  });
  return { network, objective };
}

describe('the gradient of numbers in time', () => {
  it.each<[string, Partial<ModelShape>, number]>([
    ['an LSTM', {}, 1],
    ['a GRU of two columns', { cell: 'gru' }, 2],
    ['two layers of a plain RNN and a deep read-out', { cell: 'rnn', L: 2, readout: 'deep' }, 1],
    ['a window of three rows', { cell: 'window:3', window: 3 }, 2],
  ])('agrees with finite differences: %s', (_, shape, outputs) => {
    const { network, objective } = prepare(shape, outputs);
    const loss = () => objective.gradient({ epoch: 0, at: 0 }, random(9));
    expect(worstOf(network.parameters.values, objective.gradients.values, loss)).toBeLessThan(1);
  });

  it('has no table of vectors', () => {
    const { network } = prepare({});
    expect(network.layout.places.map(({ name }) => name)).not.toContain('encoder.weight');
  });
});

describe('reading numbers in time', () => {
  it('says the same of a row whatever comes after it', () => {
    const reader = createSeriesReader(smallNetwork(shapeOf({}, 1)));
    const rows = numbers(90, 2, 5);
    const changed = { ...rows, values: rows.values.map((value, n) => (n < 140 ? value : 9)) };
    const [one, other] = [rows, changed].map((read) => reader.read(read, { from: 5, to: 90 }));
    expect(one?.subarray(0, 65)).toEqual(other?.subarray(0, 65));
    expect(one?.subarray(65)).not.toEqual(other?.subarray(65));
  });

  it('goes on from a row as it would read what it is given then', () => {
    const reader = createSeriesReader(smallNetwork(shapeOf({ cell: 'gru' }, 1)));
    const rows = numbers(40, 2, 6);
    const read = reader.read(rows, { from: 19, to: 24 });
    const said: number[] = [];
    let count = 20;
    reader.rollOut([{ rows, count }], 5, (_, one) => {
      said.push(one[0]);
      return { rows, count: ++count };
    });
    expect(said).toHaveLength(5);
    said.forEach((value, n) => expect(value).toBeCloseTo(read?.[n] ?? NaN, 12));
  });
});
