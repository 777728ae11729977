import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';
import { createTokenIds } from '../../../src/worker/view/tokenIds';

const words = ['the', 'cat', 'sees', 'a', 'dog'];
const vocabulary = buildVocabulary([...words, ...words]);
const raw = fc.array(fc.constantFrom(...words, 'zebra', ' ', ' ', '.', '\n'), { maxLength: 60 });

it('are those of the edited text, whatever was looked up before', () => {
  const edit = fc.record({ at: fc.nat(), length: fc.nat(20), text: raw, look: fc.nat() });
  fc.assert(
    fc.property(raw, fc.array(edit, { maxLength: 8 }), (initial, edits) => {
      const text = tokenizedText(initial.join(''), 'words');
      const ids = createTokenIds(text, vocabulary);
      for (const { at, length, text: put, look } of edits) {
        if (ids.length > 0) ids.id(look % ids.length);
        if (look % 3 === 0) ids.lookUp(look % 11);
        const offset = at % (text.text.length + 1);
        const cut = Math.min(length, text.text.length - offset);
        ids.replace(text.edit({ offset, length: cut, text: put.join('') }));
      }
      expect(ids.length).toBe(text.count);
      for (let turn = 0; !ids.lookUp(7); turn++) expect(turn).toBeLessThan(text.count);
      const own = Array.from({ length: text.count }, (_, token) =>
        vocabulary.id(text.token(token)),
      );
      const unknown = own.filter((id) => id === vocabulary.unknown).length;
      if (text.count > 0) expect(ids.unknownShare()).toBeCloseTo(unknown / text.count, 12);
      for (let token = 0; token < ids.length; token++) {
        expect(ids.id(token)).toBe(vocabulary.id(text.token(token)));
      }
    }),
  );
});

it('make room when a text grows far beyond its beginning', () => {
  const text = tokenizedText('the cat', 'words');
  const ids = createTokenIds(text, vocabulary);
  ids.replace(text.edit({ offset: 3, length: 0, text: ' dog'.repeat(5000) }));
  expect(ids.length).toBe(5002);
  expect(ids.id(5001)).toBe(vocabulary.id('cat'));
  expect(ids.id(4000)).toBe(vocabulary.id('dog'));
});
