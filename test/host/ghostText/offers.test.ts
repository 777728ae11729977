import { describe, expect, it } from 'vitest';
import {
  isHidden,
  offeredWord,
  offeredWordOrStem,
  type Offers,
} from '../../../src/host/ghostText/offers';

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

describe('Where no ending is sure', () => {
  const unsure = ['understand', 'understands'].map((word) => ({
    ...{ word, probability: 0.45, shown: false },
  }));
  const stem = { word: 'understand', probability: 0.9, saves: 7, shown: true };
  const begun = { ...here, typed: 'und', minimumLetters: 4 };

  it('the beginning is offered, if it is sure and saves enough', () => {
    const offered = offeredWordOrStem({ words: unsure, stem }, undefined, begun);
    expect(offered).toEqual({ word: 'understand', isStem: true });
    expect(offeredWordOrStem({ words: unsure }, undefined, begun)).toBeUndefined();
    const more = { ...begun, minimumLetters: 8 };
    expect(offeredWordOrStem({ words: unsure, stem }, undefined, more)).toBeUndefined();
    const doubtful = { ...stem, shown: false };
    expect(offeredWordOrStem({ words: unsure, stem: doubtful }, undefined, begun)).toBeUndefined();
  });

  it('a whole word that is sure comes first', () => {
    const words = [{ word: 'underline', probability: 0.8, shown: true }];
    expect(offeredWordOrStem({ words, stem }, undefined, begun)).toEqual({ word: 'underline' });
  });

  it('the beginning stays while its letters are typed and a word goes on from it', () => {
    const last = { ...here, word: 'understand', isStem: true };
    const typed = { ...begun, typed: 'understa' };
    const words = [{ word: 'understands', probability: 0.9, shown: true }];
    const offered = { word: 'understand', isStem: true };
    expect(offeredWordOrStem({ words }, last, typed)).toEqual(offered);
    const other = [{ word: 'understated', probability: 0.9, shown: false }];
    expect(offeredWordOrStem({ words: other }, last, typed)).toBeUndefined();
    const taken = { ...begun, typed: 'understand', minimumLetters: 1 };
    expect(offeredWordOrStem({ words }, last, taken)).toEqual({ word: 'understands' });
  });
});
