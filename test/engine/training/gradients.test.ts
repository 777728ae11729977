/** Every gradient of the twin against finite differences: gradientCheck.ts says how. */
import { describe, expect, it } from 'vitest';
import { prepare, sample, worst } from './gradientCheck';

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
});
