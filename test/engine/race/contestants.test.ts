import { describe, expect, it } from 'vitest';
import { cellIds } from '../../../src/engine/cells/cells';
import { shapeOfChoice, type ChosenShape } from '../../../src/engine/network/cellChoice';
import { countParameters } from '../../../src/engine/network/shape';
import { cellWeights, shapesOf, type Contestant } from '../../../src/engine/race/contestants';

const text = { tokens: 'words', tokenCount: 250_000, vocabulary: 5_000 } as const;

function chosen(cell: string, layers = 1): ChosenShape {
  const shape = shapeOfChoice({ cells: [cell], layers });
  if (!shape.ok) throw new Error(cell);
  return shape.value;
}

const contestant = (cell: string, more: Partial<Contestant> = {}): Contestant => ({
  ...{ name: cell, chosen: chosen(cell) },
  ...more,
});

describe('contestants of equal weights', () => {
  it.each([...cellIds, 'window:5', 'window:2'])(
    '%s has the units with which its weights come nearest to the LSTM’s',
    (cell) => {
      const [shape] = shapesOf([contestant(cell)], text, 'weights');
      const aim = 132_096; // 4 gates of 128 units, each with 128 words, 128 units and two biases
      const off = (H: number): number => Math.abs(cellWeights({ ...shape, H }) - aim);
      expect(off(shape.H)).toBeLessThanOrEqual(off(shape.H - 1));
      expect(off(shape.H)).toBeLessThanOrEqual(off(shape.H + 1));
      expect(off(shape.H)).toBeLessThan(0.01 * aim);
      expect(shape.E).toBe(128);
    },
  );

  it('are compared with an LSTM of as many layers', () => {
    const two = contestant('lstm', { chosen: chosen('lstm', 2) });
    const [shape] = shapesOf([two], text, 'weights');
    expect(shape).toMatchObject({ H: 128, L: 2 });
  });

  it('are counted without embedding and projection', () => {
    const [shape] = shapesOf([contestant('gru')], text, 'weights');
    const rest = text.vocabulary * (shape.E + shape.H + 1);
    expect(cellWeights(shape)).toBe(countParameters(shape) - rest);
  });
});

describe('contestants of equal steps or seconds', () => {
  it('have the units that a training has, or those that they were given', () => {
    const shapes = shapesOf([contestant('rnn'), contestant('gru', { units: 40 })], text, 'steps');
    expect(shapes.map(({ H, E }) => [H, E])).toEqual([
      [128, 128],
      [40, 128],
    ]);
  });
});
