/** Where the hover is shown that a command asks for. */
import { describe, expect, it } from 'vitest';
import { wordFrom } from '../../../src/host/texts/wordFrom';

const lines = ['First Citizen:', '', '  … “Élan” 12', '???'];
const text = { count: lines.length, at: (line: number): string => lines[line] };

describe('The word for a hover', () => {
  it('is the one at the cursor, at its beginning and inside it', () => {
    expect(wordFrom(text, { line: 0, character: 0 })).toEqual({ line: 0, start: 0, end: 5 });
    expect(wordFrom(text, { line: 0, character: 9 })).toEqual({ line: 0, start: 6, end: 13 });
  });

  it('is else the next one, lines further down too', () => {
    expect(wordFrom(text, { line: 0, character: 5 })).toEqual({ line: 0, start: 6, end: 13 });
    expect(wordFrom(text, { line: 0, character: 14 })).toEqual({ line: 2, start: 5, end: 9 });
  });

  it('is the last one before the cursor where none follows, lines further up too', () => {
    const last = { line: 2, start: 5, end: 9 };
    expect(wordFrom(text, { line: 3, character: 0 })).toEqual(last);
    expect(wordFrom(text, { line: 3, character: 3 })).toEqual(last);
    expect(wordFrom(text, { line: 2, character: 9 })).toEqual(last);
    const one = { count: 1, at: () => 'the last cafe\u0301 ' };
    expect(wordFrom(one, { line: 0, character: 15 })).toEqual({ line: 0, start: 9, end: 14 });
  });

  it('is a number or a sign in a text without letters', () => {
    const numbers = { count: 2, at: (line: number) => (line === 0 ? '12 34' : '') };
    expect(wordFrom(numbers, { line: 0, character: 0 })).toEqual({ line: 0, start: 0, end: 2 });
    expect(wordFrom(numbers, { line: 1, character: 0 })).toEqual({ line: 0, start: 3, end: 5 });
  });

  it('is none in an empty text, nor beyond a thousand empty lines', () => {
    expect(wordFrom({ ...text, count: 0 }, { line: 0, character: 0 })).toBeUndefined();
    const gap = { count: 3000, at: (line: number) => (line % 2999 === 0 ? 'word' : ' ') };
    expect(wordFrom(gap, { line: 1500, character: 0 })).toBeUndefined();
    expect(wordFrom(gap, { line: 2500, character: 0 })?.line).toBe(2999);
    expect(wordFrom(gap, { line: 500, character: 0 })?.line).toBe(0);
  });
});
