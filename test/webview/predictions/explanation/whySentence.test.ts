import { describe, expect, it } from 'vitest';
import type {
  CopiedPlace,
  EarlierWord,
  Explanation,
} from '../../../../src/shared/questions/explain';
import { whySentence } from '../../../../webview/predictions/explanation/whySentence';

const earlier = (word: string, bits: number): EarlierWord => ({
  ...{ token: 0, word, known: true, span: { start: 0, end: 1 } },
  ...{ bits, replacedBy: [], gradient: 0 },
});
const place = (matched: number, cacheShare: number): CopiedPlace => ({
  ...{ token: 3, span: { start: 0, end: 1 }, passage: ['a'] },
  ...{ matched, cacheShare },
});
const explanation = (more: Partial<Explanation>): Explanation => ({
  ...{ documentVersion: 1, modelVersion: 1, token: 9, word: 'Lancaster', came: true, known: true },
  ...{ bits: 1, rank: 1, words: [], places: [], approximate: false },
  ...more,
});
const said = (more: Partial<Explanation>): string =>
  whySentence(explanation(more))
    .map((part) => (typeof part === 'string' ? part : `“${part.word}”`))
    .join('')
    .trim();

describe('The sentence of an explanation', () => {
  it('names the words that spoke for it, with distance and bits', () => {
    expect(said({ words: [earlier('of', 2.31), earlier('the', 0.05), earlier('duke', 4.2)] })).toBe(
      'The network gave “Lancaster” 50.0 %, its first choice. The strongest evidence for it was “duke”, 3 words back: with another word there it would have been 4.2 bits more surprising; then “of”, just before it (2.3 bits).',
    );
  });

  it('names what spoke against it', () => {
    expect(said({ rank: 1234, bits: 10, words: [earlier('of', 0.1), earlier('my', -1.5)] })).toBe(
      'The network gave “Lancaster” 0.10 %, its choice number 1,234. Evidence against it came from “my”, 2 words back: with another word there it would have been 1.5 bits less surprising.',
    );
  });

  it('says that no word decided it, or that there is none', () => {
    expect(said({ words: [earlier('of', 0.1), earlier('my', -0.1)] })).toContain(
      'No single word decided that: replacing any of the last 2 changes',
    );
    expect(said({})).toContain('no word comes before it');
  });

  it('says where it stood before, and that a word is unknown', () => {
    expect(said({ places: [place(3, 0.2), place(0, 0.4)] })).toContain('the same 3 words as here');
    expect(said({ places: [place(1, 0)] })).toContain('the same word as here');
    expect(said({ places: [place(0, 0.4)] })).toContain('The cache remembers it');
    expect(said({ known: false })).toContain('like any word that it does not know');
  });
});
