import { describe, expect, it } from 'vitest';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import type { MirroredDocument } from '../../../src/worker/documents/mirroredDocument';
import { createMirroredTexts } from '../../../src/worker/documents/mirroredTexts';

const book = 'file:///book/';
const job = { cancelled: false, whenCancelled: () => undefined };

function stage(counting = true) {
  const seen = { changes: 0, bugs: [] as unknown[] };
  const texts = createMirroredTexts({
    ...{ counting, breathe: () => Promise.resolve() },
    changed: () => seen.changes++,
    onBug: (error) => void seen.bugs.push(error),
  });
  const open = (documentKey: string, text: string): MirroredDocument => {
    texts.open({ documentKey, version: 1, text });
    const document = texts.find(documentKey);
    if (!document) throw new Error('not open');
    return document;
  };
  const chapter = (documentKey: string, text: string): MirroredDocument => {
    const document = open(documentKey, text);
    texts.moveTo(document, book);
    return document;
  };
  const edit = (documentKey: string): boolean =>
    texts.edit({ documentKey, version: 2, changes: [{ offset: 0, length: 0, text: 'so ' }] });
  return { texts, open, chapter, edit, seen };
}

describe('The tokens of a text', () => {
  it('are made when they are first asked for, then kept', async () => {
    const { texts, open } = stage();
    const document = open('a', 'the sea');
    expect(document.text).toBeUndefined();
    const text = await texts.tokensOf(document, newestCut('words'));
    expect(text?.count).toBe(2);
    expect(await texts.tokensOf(document, newestCut('words'))).toBe(text);
  });

  it('are made once where two callers ask at the same time', async () => {
    const { texts, open } = stage();
    const document = open('a', 'the sea');
    const both = await Promise.all([1, 2].map(() => texts.tokensOf(document, newestCut('words'))));
    expect(both[0]).toBeDefined();
    expect(both[0]).toBe(both[1]);
  });

  it('are made anew of the text as it is edited where a model wants others', async () => {
    const { texts, open, edit } = stage();
    const document = open('a', 'the sea');
    await texts.tokensOf(document, newestCut('words'));
    edit('a');
    const text = await texts.tokensOf(document, newestCut('characters'));
    expect(text).toMatchObject({ kind: 'characters', text: 'so the sea' });
  });

  it.each<[string, (on: ReturnType<typeof stage>, document: MirroredDocument) => void]>([
    ['edited', ({ edit }) => void edit('a')],
    ['closed', ({ texts }) => texts.close('a')],
    ['opened again', ({ open }) => void open('a', 'the boat')],
    ['made a chapter', ({ texts }, document) => texts.moveTo(document, book)],
  ])('are not given to a document that was %s meanwhile', async (_, happens) => {
    const on = stage();
    const document = on.open('a', 'the sea');
    const making = on.texts.tokensOf(document, newestCut('words'));
    happens(on, document);
    expect(await making).toBeUndefined();
    expect(document.text).toBeUndefined();
  });
});

describe('An edit', () => {
  it('is followed in order and says whether there is such a document', () => {
    const { texts, open } = stage();
    const document = open('a', 'the sea');
    const changes = [
      { offset: 0, length: 3, text: 'a' },
      { offset: 2, length: 3, text: 'boat' },
    ];
    expect(texts.edit({ documentKey: 'a', version: 5, changes })).toBe(true);
    expect(document).toMatchObject({ raw: 'a boat', version: 5 });
    expect(texts.edit({ documentKey: 'b', version: 5, changes })).toBe(false);
  });
});

describe('A chapter', () => {
  it('has its tokens and counts in common with its manuscript, also when it is opened again', async () => {
    const { texts, chapter } = stage();
    const first = chapter('1', 'the sea was calm');
    const text = await texts.tokensOf(first, newestCut('words'));
    expect(first.counted).toBeDefined();
    texts.close('1');
    const again = chapter('1', 'the sea was very calm');
    expect(await texts.tokensOf(again, newestCut('words'))).toBe(text);
    expect(again.counted?.counts).toBe(first.counted?.counts);
  });

  it('sees the others, those that nobody has looked at and those that the host sent', async () => {
    const { texts, chapter, seen } = stage();
    const first = chapter('1', 'the sea');
    chapter('2', 'the boat');
    const sent = { manuscript: book, chapterKey: '3', piece: 'the light', last: true };
    void texts.chapterHandlers.tellChapter(sent, job);
    const others = await texts.otherChapters(first);
    expect(others.map(({ key, text }) => `${key} ${text.text}`).sort()).toEqual([
      '2 the boat',
      '3 the light',
    ]);
    expect(seen.changes).toBe(2);
    expect(seen.bugs).toEqual([]);
  });

  it('leaves its tokens to the manuscript that it leaves', async () => {
    const { texts, chapter, edit } = stage();
    const first = chapter('1', 'the sea');
    const second = chapter('2', 'the boat');
    const text = await texts.tokensOf(first, newestCut('words'));
    texts.moveTo(first, undefined);
    expect(first).toMatchObject({ text: undefined, raw: 'the sea', counted: undefined });
    edit('1');
    expect(text?.text).toBe('the sea');
    expect((await texts.otherChapters(second))[0].text).toBe(text);
    expect(await texts.otherChapters(first)).toEqual([]);
  });

  it('brings its tokens with it where it had them before', async () => {
    const { texts, open } = stage();
    const document = open('1', 'the sea');
    const text = await texts.tokensOf(document, newestCut('words'));
    texts.moveTo(document, book);
    expect(document.text).toBe(text);
    expect(document.counted).toBeDefined();
  });

  it('is not counted by a thread that completes nothing', async () => {
    const { texts, chapter } = stage(false);
    const first = chapter('1', 'the sea');
    await texts.tokensOf(first, newestCut('words'));
    expect(first.counted).toBeUndefined();
  });
});
