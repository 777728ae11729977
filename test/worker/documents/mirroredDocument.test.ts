import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import {
  applyChange,
  countedOf,
  dropTokens,
  mirrorDocument,
  placeOf,
  rawText,
  viewThrough,
  type MirroredDocument,
} from '../../../src/worker/documents/mirroredDocument';
import { tinyModel } from '../tinyModel';

const sentence = 'the sea was calm and the light was far away , so the boat came home .\n';
const model = tinyModel(sentence);
const parts = { withOverviews: true, otherChapters: () => Promise.resolve([]) };

const opened = (text = sentence): MirroredDocument =>
  mirrorDocument({ documentKey: 'file:///sea.txt', version: 1, text });

/** As somebody has looked at it who completes words, too. */
function lookedAt(text = sentence): MirroredDocument {
  const document = opened(text);
  const tokens = tokenizedText(text, 'words');
  document.text = tokens;
  viewThrough(document, 'view', model, tokens, parts);
  viewThrough(document, 'past', model, tokens, parts);
  const { counts } = countedOf(document, tokens);
  while (!counts.advance(100));
  return document;
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  share: fc.double({ min: 0, max: 0.2, noNaN: true }),
  text: fc.constantFrom('', ' ', 'new ', 'the sea', ',', '\n'),
});

const idsOf = (view: MirroredDocument['view']): number[] =>
  Array.from({ length: view?.ids.length ?? 0 }, (_, token) => view?.ids.id(token) ?? -1);

describe('An edit of a document', () => {
  it('changes the text alone where nobody has asked for tokens', () => {
    const document = opened('the sea');
    applyChange(document, { offset: 4, length: 3, text: 'boat' });
    expect(document).toMatchObject({ raw: 'the boat', text: undefined, view: undefined });
  });

  it('moves tokens, views and counts to what they are of the new text', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
        const document = lookedAt(sentence.repeat(2));
        for (const { at, share, text } of edits) {
          const all = rawText(document).length;
          const offset = Math.floor(at * all);
          applyChange(document, { offset, length: Math.floor(share * (all - offset)), text });
        }
        const afresh = lookedAt(rawText(document));
        expect(idsOf(document.view)).toEqual(idsOf(afresh.view));
        expect(idsOf(document.past)).toEqual(idsOf(afresh.view));
        expect(document.counted?.counts.counted).toBe(afresh.counted?.counts.counted);
      }),
      { numRuns: 40 },
    );
  });
});

describe('A document', () => {
  it('keeps its text as it was edited where its tokens are dropped', () => {
    const document = lookedAt();
    applyChange(document, { offset: 0, length: 3, text: 'every' });
    dropTokens(document);
    expect(rawText(document)).toBe(sentence.replace('the', 'every'));
    expect(document).toMatchObject({ text: undefined, view: undefined, past: undefined });
    expect(document.counted).toBeUndefined();
  });

  it('keeps its model and its manuscript when it is opened again, and nothing else', () => {
    const before = lookedAt();
    before.source = { kind: 'counts' };
    before.manuscript = 'file:///';
    const again = mirrorDocument({ documentKey: before.key, version: 7, text: 'new' }, before);
    expect(again).toMatchObject({ version: 7, source: { kind: 'counts' }, text: undefined });
    expect(placeOf(again)).toEqual({ manuscript: 'file:///', key: before.key });
    expect(placeOf(opened())).toBeUndefined();
  });

  it('shows the same view until the weights, the model or the tokens are others', () => {
    let version = 1;
    const learning = tinyModel(sentence, { version: () => version });
    const document = opened();
    const text = tokenizedText(sentence, 'words');
    const look = (through = learning, tokens = text) =>
      viewThrough(document, 'view', through, tokens, parts);
    const first = look();
    expect(look()).toBe(first);
    version++;
    const second = look();
    expect(second).not.toBe(first);
    expect(second.versions).toEqual({ documentVersion: 1, modelVersion: 2 });
    expect(look(model)).not.toBe(second);
    const third = look();
    expect(look(learning, tokenizedText(sentence, 'words'))).not.toBe(third);
    expect(document.past).toBeUndefined();
  });
});
