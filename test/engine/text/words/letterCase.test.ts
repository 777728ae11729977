import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCaseOf } from '../../../../src/engine/text/words/letterCase';

describe('a word in the case of what is typed', () => {
  it.each([
    ['lighthouse', 'Ligh', 'Lighthouse'],
    ['lighthouse', 'L', 'Lighthouse'],
    ['lighthouse', 'LI', 'LIGHTHOUSE'],
    ['JULIET', 'Jul', 'Juliet'],
    ['JULIET', 'jul', 'juliet'],
    ['McDonald', 'mcd', 'mcdonald'],
    ['Éclair', 'éc', 'éclair'],
    ['ΟΥΡΑΝΟΣ', 'ουρανο', 'ουρανος'],
    ['ΟΥΡΑΝΟΣ', 'Ου', 'Ουρανος'],
    ['ουρανος', 'ΟΥΡΑΝΟ', 'ΟΥΡΑΝΟΣ'],
  ])('goes on from %s with %s as %s', (word, typed, expected) => {
    expect(inCaseOf(typed)(word)).toBe(expected);
  });

  it('is nothing if the word begins differently', () => {
    expect(inCaseOf('Lo')('lighthouse')).toBeUndefined();
    expect(inCaseOf('lighthouse')('li')).toBeUndefined();
  });

  it('always begins with what is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (word, typed) => {
        expect(inCaseOf(typed)(word)?.startsWith(typed) ?? true).toBe(true);
      }),
    );
  });
});
