import { describe, expect, it } from 'vitest';
import { mayMatch } from '../../../src/worker/ghostText/fuzzyMatch';

const matched = (typed: string, words: string[], anywhere = false): string[] =>
  words.filter(mayMatch(typed, anywhere));

describe('A word of the list may match', () => {
  it('with the letters that are typed in their order, whatever their case', () => {
    expect(matched('wdr', ['wonder', 'Wilder', 'window', 'wader'])).toEqual([
      ...['wonder', 'Wilder', 'wader'],
    ]);
  });

  it('with two neighbours swapped, but never the first letter', () => {
    expect(matched('wrold', ['world', 'wild', 'would'])).toEqual(['world']);
    expect(matched('owrld', ['world'])).toEqual([]);
  });

  it('from the beginning of a part of it on, or from anywhere if that is wished', () => {
    const words = ['waterWheel', 'foo_wheel', 'cartwheel', 'WHEEL', 'don’t'];
    expect(matched('wh', words)).toEqual(['waterWheel', 'foo_wheel', 'WHEEL']);
    expect(matched('wh', words, true)).toEqual(['waterWheel', 'foo_wheel', 'cartwheel', 'WHEEL']);
  });

  it('always where nothing is typed', () => {
    expect(matched('', ['a', '_'])).toEqual(['a', '_']);
  });
});
