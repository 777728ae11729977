import { describe, expect, it } from 'vitest';
import { random } from '../../../src/engine/random';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import {
  createPlainWords,
  mostPlainWords,
  plainWordsIn,
} from '../../../src/worker/words/plainWords';

const countsOf = (text: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of plainWordsIn(text)) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

function read(text: string) {
  const tokens = tokenizedText(text, 'words');
  const words = createPlainWords(tokens);
  const edit = (offset: number, length: number, put: string): void => {
    const after = words.edit({ offset, length, text: put });
    tokens.edit({ offset, length, text: put });
    after();
  };
  return { tokens, words, edit, all: () => finish(() => words.advance(40)) };
}

function finish(step: () => boolean): void {
  while (!step());
}

describe('Words of plain text', () => {
  it('are cut as VS Code cuts them, numbers left out', () => {
    expect(plainWordsIn("don't don’t foo_bar x2y 12 1e5 -.5 co-op naïve 「北京」，去")).toEqual([
      ...['don', 't', 'don’t', 'foo_bar', 'x2y', 'co', 'op', 'naïve', '「北京」，去'],
    ]);
  });

  it('are read in stretches without cutting a word', () => {
    const text = 'seventeen lighthouses along the quiet river '.repeat(40);
    const { words, all } = read(text);
    expect(words.advance(7)).toBe(false);
    all();
    expect(Object.fromEntries(words.counts)).toEqual(countsOf(text));
  });

  it('are no more than VS Code looks at', () => {
    const text = Array.from({ length: mostPlainWords + 4000 }, (_, n) => `w${n}x`).join(' ');
    const { words, all } = read(text);
    all();
    expect(words.counts.size).toBeGreaterThan(mostPlainWords);
    expect(words.counts.size).toBeLessThan(mostPlainWords + 20);
  });

  it('follow every edit, whether they were all read or not', () => {
    const chance = random(5);
    const pieces = ['a', 'the', ' ', '\n', 'light', ' house', '-', "'", '北京', ' 12 ', '_', ''];
    for (const part of [0, 60, 1000]) {
      const { tokens, words, edit, all } = read('one two three four five six seven\n'.repeat(12));
      for (let left = part; left > 0; left -= 30) words.advance(30);
      for (let n = 0; n < 300; n++) {
        const offset = chance.below(tokens.length + 1);
        const length = Math.min(chance.below(9), tokens.length - offset);
        edit(offset, length, pieces[chance.below(pieces.length)]);
      }
      all();
      expect(Object.fromEntries(words.counts), `${part} read before`).toEqual(
        countsOf(tokens.text),
      );
    }
  });

  it('are read anew where no white space is near', () => {
    const { words, edit, all } = read(`${'é'.repeat(40_000)} end`);
    all();
    edit(20_000, 0, 'à');
    expect(words.counts.size).toBe(0);
    all();
    expect(words.counts.get('end')).toBe(1);
  });
});
