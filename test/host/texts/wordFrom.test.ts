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

  it('is none where no word follows', () => {
    expect(wordFrom(text, { line: 3, character: 0 })).toBeUndefined();
    expect(wordFrom({ ...text, count: 0 }, { line: 0, character: 0 })).toBeUndefined();
  });
});
