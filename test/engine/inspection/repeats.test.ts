import { describe, expect, it } from 'vitest';
import { findRepeats } from '../../../src/engine/inspection/repeats';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';

function repeats(raw: string, at: number, word: string, limit = 5) {
  const text = tokenizedText(raw, 'words');
  const search = findRepeats({ text, at, word, longest: 4, limit });
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

describe('repeats', () => {
  const raw = 'the cat sat . a dog sat . the cat sat . the cat';
  //            0   1   2  3 4  5   6  7  8   9  10 11 12  13
  it('are the places where the word follows the same words, the longest match first', () => {
    expect(repeats(raw, 14, 'sat')).toEqual([
      { position: 10, matched: 4 },
      { position: 2, matched: 2 },
    ]);
  });

  it('may also come after the place, but never at it', () => {
    expect(repeats(raw, 2, 'sat')).toEqual([{ position: 10, matched: 2 }]);
  });

  it('are cut to the best, however late these come', () => {
    const far = `the cat sat . ${'a dog sat . '.repeat(800)}the cat`;
    const at = 4 + 4 * 800 + 2;
    expect(repeats(far, at, 'sat', 1)).toEqual([{ position: 2, matched: 2 }]);
  });

  it('are none for a word that occurs nowhere else', () => {
    expect(repeats(raw, 5, 'dog')).toEqual([]);
  });
});
