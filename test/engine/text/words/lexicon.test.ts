import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLexicon, type Lexicon } from '../../../../src/engine/text/words/lexicon';
import { buildVocabulary } from '../../../../src/engine/text/words/vocabulary';

const word = fc.constantFrom('a', 'b', 'c', 'd', ',', '__proto__', 'é');
const text = fc.array(word, { maxLength: 40 });

const seen = (lexicon: Lexicon, word: string) => lexicon.counts[lexicon.id(word)];

describe('a lexicon', () => {
  it('counts added tokens and forgets removed ones', () => {
    fc.assert(
      fc.property(text, text, (kept, dropped) => {
        const lexicon = createLexicon();
        const ids = [...dropped, ...kept].map((one) => lexicon.take(one));
        dropped.forEach((_, position) => lexicon.drop(ids[position]));
        for (const one of new Set([...kept, ...dropped])) {
          const count = kept.filter((other) => other === one).length;
          expect(lexicon.id(one) > 0).toBe(count > 0);
          if (count > 0) expect(seen(lexicon, one)).toBe(count);
        }
      }),
    );
  });

  it('counts as strangers what the model does not know, before and after it is attached', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const vocabulary = buildVocabulary(['a', 'a', 'b', 'b']);
        const lexicon = createLexicon();
        before.forEach((one) => lexicon.take(one));
        lexicon.attach(vocabulary);
        after.forEach((one) => lexicon.take(one));
        const strange = [...before, ...after].filter((one) => one !== 'a' && one !== 'b');
        expect(lexicon.strangers).toEqual({
          tokens: strange.length,
          types: new Set(strange).size,
        });
        expect(lexicon.modelIds[lexicon.id('a')]).toBe(vocabulary.id('a'));
      }),
    );
  });

  it('keeps a word of the model that the text no longer has', () => {
    const lexicon = createLexicon();
    lexicon.attach(buildVocabulary(['a', 'a']));
    lexicon.drop(lexicon.take('a'));
    expect(lexicon.id('a')).toBeGreaterThan(0);
  });

  it('knows words of letters from others', () => {
    const lexicon = createLexicon();
    expect(lexicon.alphabetic[lexicon.take('é')]).toBe(1);
    expect(lexicon.alphabetic[lexicon.take(',')]).toBe(0);
  });
});
