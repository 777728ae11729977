/** Ranks are those of all classes, the one of all unknown words among them. */
import { describe, expect, it } from 'vitest';
import { rankedWords } from '../../../webview/predictions/rankedWords';

const tokens = ['the', 'a', 'of'].map((word, n) => ({ word, probability: 0.3 - 0.1 * n }));
const unknown = { probability: 0.25, rank: 2 };
const shown = (...given: Parameters<typeof rankedWords>) =>
  rankedWords(...given).map(({ rank, word, came, known }) => [rank, known ? word : '○', came]);

describe('The ranked words', () => {
  it('have the unknown sign at its rank, and the words behind it one lower', () => {
    const actual = { word: 'a', probability: 0.2, rank: 3, known: true };
    expect(shown({ tokens, unknown, actual })).toEqual([
      [1, 'the', false],
      [2, '○', false],
      [3, 'a', true],
      [4, 'of', false],
    ]);
  });

  it('mark the sign where an unknown word came, and list no word twice', () => {
    const actual = { word: 'Tamilnadu', probability: 0.25, rank: 2, known: false };
    expect(shown({ tokens, unknown, actual }).filter(([, , came]) => came)).toEqual([
      [2, '○', true],
    ]);
  });

  it('end with the sign and the word that came where both are far behind', () => {
    const actual = { word: 'bee', probability: 0.01, rank: 40, known: true };
    const far = { probability: 0.001, rank: 90 };
    expect(shown({ tokens, unknown: far, actual }).slice(3)).toEqual([
      [40, 'bee', true],
      [90, '○', false],
    ]);
  });

  it('are places in the list where nothing is known of the sign', () => {
    const actual = { word: 'bee', probability: 0.01, rank: 4, known: true };
    expect(shown({ tokens, actual }).map(([rank]) => rank)).toEqual([1, 2, 3, 4]);
  });
});
