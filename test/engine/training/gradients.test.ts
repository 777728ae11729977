/** Every gradient of the twin against finite differences: gradientCheck.ts says how. */
import { describe, expect, it } from 'vitest';
import { invented } from '../cells/everyCell';
import { cellIds, cellText } from '../../../src/engine/cells/cells';
import type { ModelShape } from '../../../src/engine/network/shape';
import { prepare, sample, worst } from './gradientCheck';

const narrow = { E: 3, H: 3 };
const small = { ...narrow, V: 6 };

/** Where `stop(…)` holds a gradient back there is no such difference: proofs.test.ts has those. */
const differentiable = invented
  .filter(({ text }) => !text.includes('stop('))
  .map(({ id, text }) => ({ id, text }));

describe('gradients', () => {
  it('agree with finite differences in one layer', () => {
    const { network, window } = prepare({});
    expect(worst(network, window)).toBeLessThanOrEqual(1);
  });

  it('agree through three layers', () => {
    const { network, window } = prepare({ L: 3 });
    expect(worst(network, window)).toBeLessThanOrEqual(1);
  });

  it('agree where embedding and decoder are tied', () => {
    const { network, window } = prepare({ E: 5, tied: true });
    expect(worst(network, window)).toBeLessThanOrEqual(1);
  });

  it('agree for a sampled softmax, targets inside and outside the sample', () => {
    const { network, window } = prepare({});
    expect(worst(network, window, sample)).toBeLessThanOrEqual(1);
  });

  it.each(cellIds)('agree in two layers of %s', (cell) => {
    const { network, window } = prepare({ ...small, cell, L: 2 });
    expect(worst(network, window)).toBeLessThanOrEqual(1);
  });

  it.each(differentiable)('agree in two layers of a cell of one’s own: $id', (source) => {
    const { network, window } = prepare({ ...small, cell: 'own', cells: [source], L: 2 });
    expect(worst(network, window)).toBeLessThanOrEqual(1);
  });

  it.each(cellIds)('agree in both directions of two layers of %s', (cell) => {
    const { network, window } = prepare({ ...small, cell, L: 2, direction: 'both' });
    expect(worst(network, window)).toBeLessThanOrEqual(1);
  });

  const mixed = ['lstm', 'gru', 'slstm'] as const;
  it.each<[string, Partial<ModelShape>]>([
    ['a stack of different cells', { ...narrow, L: 3, cell: 'mixed', cells: mixed.map(sourceOf) }],
    ['a window of words', { ...narrow, cell: 'window:3', window: 3 }],
    ['two layers on a window of words', { ...narrow, cell: 'window:4', window: 4, L: 2 }],
    ['a deep read-out', { ...narrow, readout: 'deep', L: 2 }],
    [
      'a deep read-out of a GRU in both directions',
      { ...narrow, cell: 'gru', readout: 'deep', direction: 'both' },
    ],
    [
      'a deep read-out on a window, tied',
      { ...narrow, cell: 'window:3', window: 3, readout: 'deep', tied: true },
    ],
  ])('agree in %s, full and sampled', (_, shape) => {
    const { network, window } = prepare(shape);
    expect(worst(network, window)).toBeLessThanOrEqual(1);
    expect(worst(network, window, sample)).toBeLessThanOrEqual(1);
  });
});

function sourceOf(id: (typeof cellIds)[number]) {
  return { id, text: cellText(id) };
}
