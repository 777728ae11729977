import { describe, expect, it } from 'vitest';
import { isHidden, offeredWord, type Offers } from '../../../src/host/ghostText/offers';

const here = { documentKey: 'file:///a.txt', start: 12 };
const words = ['thermal', 'thermometer'].map((word) => ({ word, probability: 0.4, shown: true }));
const at = { ...here, typed: 'ther', minimumLetters: 4 };

describe('What is offered', () => {
  it('is the word that saves enough letters', () => {
    expect(offeredWord(words, undefined, at)).toBe('thermometer');
  });

  it('stays the word that was offered while its letters are typed, and only there', () => {
    const last = { ...here, word: 'thermal' };
    expect(offeredWord(words, last, at)).toBe('thermal');
    expect(offeredWord(words, { ...last, start: 13 }, at)).toBe('thermometer');
    expect(offeredWord(words, { ...last, documentKey: 'file:///b.txt' }, at)).toBe('thermometer');
  });
});

describe('A word at which Esc was pressed', () => {
  it('is left alone to its end, and forgotten at the next one', () => {
    const offers: Offers = { last: undefined, hidden: here };
    expect(isHidden(offers, here)).toBe(true);
    expect(isHidden(offers, here)).toBe(true);
    expect(isHidden(offers, { ...here, start: 20 })).toBe(false);
    expect(isHidden(offers, here)).toBe(false);
  });
});
