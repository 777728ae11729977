import { describe, expect, it } from 'vitest';
import { exactSelector } from '../../../src/host/texts/exactSelector';
import { isInsideWord, chooseWord } from '../../../src/host/ghostText/chooseWord';

const words = ['the', 'there', 'thermometer', 'they’re', 'th1ng'].map((word) => ({
  word,
  probability: 0.2,
}));

describe('A suggestion', () => {
  it('is the most probable word that saves enough letters', () => {
    expect(chooseWord(words, { typed: 'the', minimumLetters: 1 })).toBe('there');
    expect(chooseWord(words, { typed: 'the', minimumLetters: 4 })).toBe('thermometer');
    expect(chooseWord(words, { typed: '', minimumLetters: 4 })).toBe('there');
  });

  it('goes on from what is typed, in the same case', () => {
    expect(chooseWord(words, { typed: 'they', minimumLetters: 1 })).toBe('they’re');
    expect(chooseWord(words, { typed: 'The', minimumLetters: 1 })).toBeUndefined();
  });

  it('is made of letters', () => {
    expect(chooseWord(words, { typed: 'th1', minimumLetters: 1 })).toBeUndefined();
    const marks = [',', '.', '\n', '42', '“'].map((word) => ({ word, probability: 0.2 }));
    expect(chooseWord(marks, { typed: '', minimumLetters: 1 })).toBeUndefined();
  });

  it('is not too doubtful to be shown, unless it is on the screen already', () => {
    const doubtful = [
      { word: 'thermometer', probability: 0.3, shown: false },
      { word: 'therefore', probability: 0.2, shown: true },
    ];
    expect(chooseWord(doubtful, { typed: 'the', minimumLetters: 4 })).toBeUndefined();
    const [, sure] = doubtful;
    expect(chooseWord(sure ? [sure] : [], { typed: 'the', minimumLetters: 4 })).toBe('therefore');
    const situation = { typed: 'the', minimumLetters: 4, stays: true };
    expect(chooseWord(doubtful, situation)).toBe('thermometer');
  });

  it('counts letters, not UTF-16 units', () => {
    const gothic = [{ word: '𐌰𐌱𐌲', probability: 1 }];
    expect(chooseWord(gothic, { typed: '', minimumLetters: 3 })).toBe('𐌰𐌱𐌲');
    expect(chooseWord(gothic, { typed: '', minimumLetters: 4 })).toBeUndefined();
  });

  it('has no place within a word', () => {
    expect(['ly', '2', '\u0301'].map(isInsideWord)).toEqual([true, true, true]);
    expect(['', ' x', ', y', '”'].map(isInsideWord)).toEqual([false, false, false, false]);
  });

  it('leaves it to the reader where words have no spaces between them', () => {
    expect(['书馆', 'です', 'カメラ', 'เรียน', 'ြ'].map(isInsideWord)).toEqual([
      ...[false, false, false, false],
      // A mark belongs to the letter before it in every script.
      true,
    ]);
  });
});

describe('A selector for one document', () => {
  it('has its scheme and its path, special characters standing for themselves', () => {
    const uri = { scheme: 'file', fsPath: '/a/draft [2] {x}*?.txt' };
    expect(exactSelector(uri, false)).toEqual({
      scheme: 'file',
      pattern: '/a/draft [[]2] [{]x}[*][?].txt',
    });
  });

  it('fits the cells of a notebook', () => {
    expect(exactSelector({ scheme: 'file', fsPath: '/a.ipynb' }, true).scheme).toBe(
      'vscode-notebook-cell',
    );
  });
});
