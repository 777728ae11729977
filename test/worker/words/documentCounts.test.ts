import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probability } from '../../../src/engine/experts/ngram/kneserNey';
import { tokenizedText, type TokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import {
  createDocumentCounts,
  type DocumentCounts,
} from '../../../src/worker/words/documentCounts';

const sentence = 'the sea was calm and the light was far away , so the boat came home .\n';

const countAll = (counts: DocumentCounts): void => {
  while (!counts.advance(10));
};

/** What the counts say of every token, by its word and not its id. */
function predictions(text: TokenizedText, counts: DocumentCounts): number[] {
  const places = Array.from({ length: Math.min(60, text.count) }, (_, position) => position);
  return places.map((position) => {
    const { ids } = counts.placeAt(position);
    return probability(counts.ngram, ids, position, counts.idAt(position));
  });
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  share: fc.double({ min: 0, max: 0.1, noNaN: true }),
  text: fc.constantFrom('', ' ', 'new ', 'the sea', 'zig zag zig', ',', '\n'),
});

describe('the counts of a document', () => {
  it('are after any edits those of the text as it is then', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), fc.nat(200), (edits, early) => {
        const text = tokenizedText(sentence.repeat(4), 'words');
        const counts = createDocumentCounts(text);
        counts.advance(early / 16);
        for (const { at, share, text: written } of edits) {
          const offset = Math.floor(at * text.text.length);
          const length = Math.floor(share * (text.text.length - offset));
          counts.replace(text.edit({ offset, length, text: written }));
        }
        countAll(counts);
        const afresh = createDocumentCounts(text);
        countAll(afresh);
        const lexicon = (of: DocumentCounts) =>
          of.lexicon.words.flatMap((word, id) =>
            word ? [`${word} ${of.lexicon.counts[id]}`] : [],
          );
        expect(lexicon(counts).sort()).toEqual(lexicon(afresh).sort());
        const expected = predictions(text, afresh);
        // The size of the lexicon, with ids given back, is the uniform part below the unigrams.
        predictions(text, counts).forEach((p, n) => expect(p).toBeCloseTo(expected[n], 2));
      }),
      { numRuns: 60 },
    );
  });

  it('speak from the first stretch on, and say when all is counted', () => {
    const text = tokenizedText(sentence.repeat(50), 'words');
    const counts = createDocumentCounts(text);
    expect(counts.advance(2)).toBe(false);
    expect(counts.reached).toBeGreaterThan(0);
    expect(counts.idAt(0)).toBeGreaterThan(0);
    countAll(counts);
    expect(counts.reached).toBe(text.count);
  });

  it('start anew after an edit of a great part of the text', () => {
    const text = tokenizedText(sentence.repeat(300), 'words');
    const counts = createDocumentCounts(text);
    countAll(counts);
    counts.replace(text.edit({ offset: 0, length: text.text.length, text: 'short text' }));
    countAll(counts);
    expect(counts.reached).toBe(2);
    expect(counts.lexicon.id('sea')).toBe(0);
  });
});
