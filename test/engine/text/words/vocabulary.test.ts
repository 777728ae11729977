import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenizedText } from '../../../../src/engine/text/tokens/tokenizedText';
import {
  LONGEST_WORD,
  buildVocabulary,
  encode,
  extendVocabulary,
  parseVocabulary,
  serialiseVocabulary,
  tokensIn,
} from '../../../../src/engine/text/words/vocabulary';

const words = fc.array(
  fc.oneof(
    fc.constantFrom('a', 'b', 'c', 'd', 'the', '__proto__', 'constructor', 'toString', '\ud800'),
    fc.string({ minLength: 1, maxLength: 2 }),
  ),
  { maxLength: 80 },
);

describe('buildVocabulary', () => {
  it('orders words by count, ties by first occurrence, behind the unknown class', () => {
    const vocabulary = buildVocabulary('x b a c a b c a y'.split(' '));
    expect(vocabulary.words).toEqual(['', 'a', 'b', 'c']);
    expect([...vocabulary.counts]).toEqual([2, 3, 2, 2]);
    expect(vocabulary.unknown).toBe(0);
    expect(vocabulary.size).toBe(4);
  });

  it('keeps at most the given number of ids, the unknown class included', () => {
    const tokens = 'a a a b b c c'.split(' ');
    const vocabulary = buildVocabulary(tokens, { minimumCount: 2, maximumSize: 3 });
    expect(vocabulary.words).toEqual(['', 'a', 'b']);
    expect(vocabulary.counts[0]).toBe(2);
  });

  it('counts every token once, and knows exactly the words that are frequent enough', () => {
    fc.assert(
      fc.property(words, (tokens) => {
        const vocabulary = buildVocabulary(tokens, { minimumCount: 2, maximumSize: 10_000 });
        expect(vocabulary.counts.reduce((sum, n) => sum + n, 0)).toBe(tokens.length);
        for (const token of tokens) {
          const count = tokens.filter((other) => other === token).length;
          const id = vocabulary.id(token);
          expect(id !== vocabulary.unknown).toBe(count >= 2);
          if (count >= 2)
            expect([vocabulary.words[id], vocabulary.counts[id]]).toEqual([token, count]);
        }
      }),
    );
  });

  it('does not take names of object properties for words', () => {
    const vocabulary = buildVocabulary(['a', 'a']);
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
      expect(vocabulary.id(name)).toBe(vocabulary.unknown);
    }
    const learnt = buildVocabulary(['__proto__', 'constructor', '__proto__', 'constructor']);
    expect(learnt.words).toEqual(['', '__proto__', 'constructor']);
    expect(learnt.id('constructor')).toBe(2);
  });

  it('counts a range of a text as it counts the tokens', () => {
    const text = tokenizedText('the cat and the dog and the bird', 'words');
    expect(buildVocabulary(text, 1, 7).words).toEqual(['', 'and', 'the']);
    const ranges = [
      { from: 0, to: 2 },
      { from: 6, to: 8 },
    ];
    expect([...tokensIn(text, ranges)]).toEqual(['the', 'cat', 'the', 'bird']);
  });

  it('takes an endless word for unknown', () => {
    const endless = 'a'.repeat(LONGEST_WORD + 1);
    expect(buildVocabulary([endless, endless, 'b', 'b']).words).toEqual(['', 'b']);
  });

  it('takes 200,000 different words, of which none is frequent', () => {
    const vocabulary = buildVocabulary(Array.from({ length: 200_000 }, (_, i) => `w${i}`));
    expect([vocabulary.size, vocabulary.counts[0]]).toEqual([1, 200_000]);
  });
});

describe('encode', () => {
  it('gives the ids of the tokens of a range', () => {
    const text = tokenizedText('a b a c b a', 'words');
    const vocabulary = buildVocabulary(text, 0, text.count);
    expect([...encode(text, vocabulary, 1, 5)]).toEqual([2, 1, 0, 2]);
    expect(encode(text, vocabulary, 3, 3).length).toBe(0);
  });
});

describe('extendVocabulary', () => {
  const old = buildVocabulary('a a a b b'.split(' '));

  it('keeps the ids of old words and appends new ones', () => {
    const { vocabulary, added, newShare } = extendVocabulary(old, 'c c d d d b b x'.split(' '));
    expect(vocabulary.words).toEqual(['', 'a', 'b', 'd', 'c']);
    expect([...vocabulary.counts]).toEqual([1, 0, 2, 3, 2]);
    expect(added).toBe(2);
    expect(newShare).toBeCloseTo(2 / 3, 12);
  });

  it('appends only as many as there is room for, and still says how much is new', () => {
    const tokens = 'c c d d d'.split(' ');
    const extended = extendVocabulary(old, tokens, { minimumCount: 2, maximumSize: 4 });
    expect(extended.vocabulary.words).toEqual(['', 'a', 'b', 'd']);
    expect([extended.added, extended.newShare, extended.vocabulary.counts[0]]).toEqual([1, 1, 2]);
  });

  it('reports no new share for the same text and for none', () => {
    expect(extendVocabulary(old, 'a a b b'.split(' ')).newShare).toBe(0);
    expect(extendVocabulary(old, []).newShare).toBe(0);
  });
});

describe('parseVocabulary', () => {
  it('reads back what was written, lone surrogates and property names included', () => {
    fc.assert(
      fc.property(words, (tokens) => {
        const vocabulary = buildVocabulary(tokens);
        const stored: unknown = JSON.parse(JSON.stringify(serialiseVocabulary(vocabulary)));
        const parsed = parseVocabulary(stored);
        expect(parsed.ok && parsed.vocabulary.words).toEqual(vocabulary.words);
        expect(parsed.ok && parsed.vocabulary.counts).toEqual(vocabulary.counts);
        for (const token of tokens) {
          expect(parsed.ok && parsed.vocabulary.id(token)).toBe(vocabulary.id(token));
        }
      }),
    );
  });

  it.each([
    [null, 'is not a list of words with their counts'],
    [{ words: ['', 1], counts: [0, 1] }, 'is not a list of words with their counts'],
    [{ words: [''], counts: [-1] }, 'is not a list of words with their counts'],
    [{ words: ['', 'a'], counts: [0] }, 'has 2 words but 1 counts'],
    [{ words: [], counts: [] }, 'does not begin with the unknown class'],
    [{ words: ['a'], counts: [1] }, 'does not begin with the unknown class'],
    [{ words: ['', 'a', 'a'], counts: [0, 1, 1] }, 'has a word twice'],
    [{ words: ['', 'a'], counts: [0, 2 ** 32] }, 'has an impossible count'],
  ])('says what is wrong with %j', (stored, problem) => {
    expect(parseVocabulary(stored)).toEqual({ ok: false, problem });
  });
});
