import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar, clock, ordinal, percent, perplexity } from '../../../src/host/common/formatNumbers';

describe('Figures', () => {
  it('draws a bar from empty to full, for any number', () => {
    expect([0, 0.5, 1].map(bar)).toEqual(['▁', '▅', '█']);
    fc.assert(fc.property(fc.double(), (value) => /^[▁▂▃▄▅▆▇█]$/u.test(bar(value))));
  });

  it('gives small percentages one decimal and never says 0 for something', () => {
    expect([0.5, 0.0995, 0.0994, 0.004, 0.0001, 0].map(percent)).toEqual([
      '50%',
      '10%',
      '9.9%',
      '0.4%',
      '<0.1%',
      '0.0%',
    ]);
  });

  it('tells time as a clock', () => {
    expect([0, 5.9, 65, 3661].map(clock)).toEqual(['0:00', '0:05', '1:05', '1:01:01']);
  });

  it('knows 1st, 2nd, 3rd and the exceptions', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 42, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '42nd',
      '111th',
    ]);
  });

  it('writes a perplexity in plain figures, however large', () => {
    expect([74.07, 9999.94, 39_123.4].map(perplexity)).toEqual(['74.1', '9999.9', '39,123']);
    fc.assert(
      fc.property(fc.double({ min: 1, max: Number.MAX_VALUE, noNaN: true }), (value) => {
        expect(perplexity(value)).toMatch(/^(above )?[\d,]+(\.\d)?$/);
      }),
    );
  });
});
