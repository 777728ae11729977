import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { forgetting, leaveOut } from '../../../src/engine/experts/forgotten';
import { createLexicon } from '../../../src/engine/text/words/lexicon';

/** The tokens before a place, nearest first. */
const after = (text: string) => {
  const tokens = text.split(' ');
  return (back: number): string | undefined => tokens[tokens.length - back];
};

describe('What was forgotten', () => {
  it('is a word in every case and composition, and no longer word that begins so', () => {
    const { has } = forgetting([['Élan']]);
    expect(['élan', 'ÉLAN', 'e\u0301lan', 'élans'].map(has)).toEqual([true, true, true, false]);
  });

  it('is a word even if its capitals are in the middle', () => {
    const { has, after: unwantedAfter } = forgetting([['mcdonald'], ['LaTeX']]);
    const words = ['McDonald', 'MCDONALD', 'LaTeX', 'latex', 'McDonalds'];
    expect(words.map(has)).toEqual([true, true, true, true, false]);
    expect(words.filter(unwantedAfter(() => undefined))).toEqual(words.slice(0, 4));
  });

  it('is, for a passage, the word that continues its beginning, and only there', () => {
    const passage = forgetting([['the', 'code', 'is', 'seven']]);
    const unwanted = (text: string): string[] =>
      ['is', 'Seven', 'code', 'the'].filter(passage.after(after(text)));
    expect(unwanted('Say : The code')).toEqual(['is']);
    expect(unwanted('the code is')).toEqual(['Seven']);
    expect(unwanted('code is')).toEqual([]);
    expect(unwanted('the')).toEqual([]);
    expect(passage.has('seven')).toBe(false);
  });

  it('is of two words the second, after the first', () => {
    const whale = forgetting([['Moby', 'Dick']]);
    expect(whale.after(after('saw Moby'))('Dick')).toBe(true);
    expect(whale.after(() => undefined)('Dick')).toBe(false);
  });

  it('leaves a distribution that sums to 1, in which all others keep their ratios', () => {
    const lexicon = createLexicon();
    for (const word of ['cat', 'Cat', 'dog', 'cow']) lexicon.take(word);
    const isCat = forgetting([['cAt']]).after(() => undefined);
    const positive = fc.double({ min: 1e-6, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(positive, { minLength: 5, maxLength: 5 }), (raw) => {
        const sum = raw.reduce((all, one) => all + one, 0);
        const before = Float64Array.from(raw, (one) => one / sum);
        const now = before.slice();
        leaveOut(lexicon.words, isCat, now);
        expect(now[lexicon.id('cat')] + now[lexicon.id('Cat')]).toBe(0);
        expect(now.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
        const [dog, cow] = [lexicon.id('dog'), lexicon.id('cow')];
        expect(now[dog] / now[cow]).toBeCloseTo(before[dog] / before[cow], 9);
      }),
    );
  });

  it('leaves a word outside the lexicon if nothing else was possible', () => {
    const lexicon = createLexicon();
    const only = Float64Array.of(0, 1);
    expect(lexicon.take('only')).toBe(1);
    leaveOut(lexicon.words, (word) => word === 'only', only);
    expect([...only]).toEqual([1, 0]);
  });
});
