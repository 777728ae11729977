import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCharacters,
  checkLearnable,
  countWords,
  evaluationSplit,
  trainingSplit,
} from '../../../src/engine/text/corpus';
import type { Range } from '../../../src/engine/text/corpus';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';

function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

describe('evaluationSplit', () => {
  it('rounds train and validation down and leaves the rest to the test', () => {
    expect(evaluationSplit(286_370)).toEqual({
      train: { from: 0, to: 257_733 },
      valid: { from: 257_733, to: 272_051 },
      test: { from: 272_051, to: 286_370 },
    });
    expect(evaluationSplit(19).valid).toEqual({ from: 17, to: 17 });
  });
});

describe('trainingSplit', () => {
  it('puts every token into exactly one part', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (tokens) => {
        const { trainRanges, validRanges } = trainingSplit(tokens);
        const all = [...trainRanges, ...validRanges].sort((a, b) => a.from - b.from);
        let from = 0;
        for (const range of all) {
          expect(range.from).toBe(from);
          expect(range.to).toBeGreaterThan(range.from);
          from = range.to;
        }
        expect(from).toBe(tokens);
        if (tokens >= 5) {
          expect(lengthOf(trainRanges)).toBeGreaterThan(0);
          expect(lengthOf(validRanges)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('spreads 20 blocks of together 5 % over a long text, and learns its first and last tokens', () => {
    const { trainRanges, validRanges } = trainingSplit(100_000);
    expect(validRanges.length).toBe(20);
    expect(lengthOf(validRanges)).toBe(5000);
    validRanges.forEach((range, block) => {
      expect(range.from).toBeGreaterThan(block * 5000);
      expect(range.to).toBeLessThan((block + 1) * 5000);
    });
    expect([trainRanges[0].from, trainRanges[20].to]).toEqual([0, 100_000]);
  });

  it('takes fewer blocks of at least 20 tokens from a small text', () => {
    const { validRanges } = trainingSplit(2000);
    expect(validRanges.length).toBe(5);
    for (const { from, to } of validRanges) expect(to - from).toBe(20);
    expect(trainingSplit(50).validRanges).toEqual([{ from: 20, to: 30 }]);
  });
});

describe('countWords', () => {
  it('counts alphabetic tokens only', () => {
    expect(countWords(tokenizedText("Don't stop, it's 5 o'clock…\n_x_ «été»", 'words'))).toBe(6);
  });
});

describe('checkLearnable', () => {
  const check = (text: string) => checkLearnable(tokenizedText(text, 'words'));

  it('finds no text in nothing but white space', () => {
    for (const text of ['', ' \r\n\t', '\ufeff']) expect(check(text)).toEqual({ kind: 'noText' });
  });

  it('says how many words there are and how many are needed', () => {
    expect(check('word '.repeat(49))).toEqual({ kind: 'tooShort', words: 49, needed: 50 });
    expect(check('1 2 3 ? \u0000')).toEqual({ kind: 'tooShort', words: 0, needed: 50 });
  });

  it('takes 50 words, and Chinese without spaces', () => {
    expect(check('word '.repeat(50))).toEqual({ kind: 'ok' });
    expect(check('我喜欢学习语言。'.repeat(20))).toEqual({ kind: 'ok' });
  });
});

describe('checkCharacters', () => {
  it('takes digits, and says how many characters there are and how many are needed', () => {
    expect(checkCharacters('3.14 1592\n'.repeat(40))).toEqual({ kind: 'ok' });
    expect(checkCharacters('3.14 😀\n')).toEqual({
      kind: 'fewCharacters',
      characters: 5,
      needed: 250,
    });
    expect(checkCharacters(' \r\n')).toEqual({ kind: 'noText' });
  });
});
