import { describe, expect, it } from 'vitest';
import {
  duration,
  gateValue,
  percent,
  perplexityText,
  roundNumber,
} from '../../../webview/parts/numbers';
import { bitsText, choicesSentence } from '../../../webview/predictions/surpriseTexts';

describe('Numbers on the page', () => {
  it('have three decimals and a true minus for gates', () => {
    expect([0, -0.00001, -0.5, 1].map(gateValue)).toEqual(['0.000', '0.000', '−0.500', '1.000']);
  });

  it('never round a probability to none or to all', () => {
    expect([0.5, 0.03, 0.00031, 1e-9, 0, 0.9999, 1].map(percent)).toEqual([
      '50.0 %',
      '3.00 %',
      '0.03 %',
      '< 0.01 %',
      '0 %',
      '> 99.9 %',
      '100.0 %',
    ]);
  });

  it('write time, perplexity and large counts shortly', () => {
    expect([3.25, 59, 60, 150, 3600, 5400].map(duration)).toEqual([
      '3.3 s',
      '59 s',
      '1 min',
      '2 min 30 s',
      '1 h',
      '1 h 30 min',
    ]);
    expect([74.13, 6974.4].map(perplexityText)).toEqual(['74.1', '6,974']);
    expect([9913, 2_641_209].map(roundNumber)).toEqual(['9,913', '2.6 million']);
  });

  it('tell surprise in bits and in equally likely words', () => {
    expect([0.5, 0.25, 1, 0].map(bitsText)).toEqual([
      '1.0 bits',
      '2.0 bits',
      '0.0 bits',
      'infinitely many bits',
    ]);
    expect(choicesSentence(0.25)).toContain('4.0 equally likely');
    expect(choicesSentence(0.001)).toContain('1,000 equally likely');
    expect(choicesSentence(0.99)).toContain('certain');
    expect(choicesSentence(0)).toContain('impossible');
  });
});
