import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { probability } from '../../../src/engine/experts/ngram/kneserNey';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import {
  createDocumentCounts,
  type DocumentCounts,
} from '../../../src/worker/words/documentCounts';
import { createManuscripts, type Chapter } from '../../../src/worker/words/manuscripts';
import { createWordCounts } from '../../../src/worker/words/wordCounts';

const newest = newestCut('words');
const bugs: unknown[] = [];
const stage = (counting = true) =>
  createManuscripts({
    ...{ counting, changed: () => undefined },
    ...{ breathe: () => Promise.resolve(), onBug: (error) => void bugs.push(error) },
  });

type Stage = ReturnType<typeof stage>;

const job = { cancelled: false, whenCancelled: () => undefined };

const book = 'file:///book/';
const placeOf = (key: string) => ({ manuscript: book, key });
/** Not a chapter: for looking at all the others. */
const all = placeOf('');

const tell = ({ handlers }: Stage, chapterKey: string, text: string): void => {
  const half = text.length >> 1;
  const chapter = { manuscript: book, chapterKey };
  void handlers.tellChapter({ ...chapter, piece: text.slice(0, half), last: false }, job);
  void handlers.tellChapter({ ...chapter, piece: text.slice(half), last: true }, job);
};

function countAll(counts: DocumentCounts | undefined): void {
  while (counts && !counts.advance(5));
}

/** What the counts are, by words and not by ids. */
function contents(counts: DocumentCounts) {
  const { lexicon, ngram } = counts;
  return {
    words: lexicon.words
      .flatMap((word, id) => (word ? [`${word} ${lexicon.counts[id]}`] : []))
      .sort(),
    unigrams: lexicon.words
      .flatMap((word, id) => (word ? [`${word} ${ngram.counts.unigrams[id]}`] : []))
      .sort(),
    countsOfCounts: [...ngram.counts.countsOfCounts],
    contexts: ngram.counts.contexts.live,
    followers: ngram.counts.followers.live,
    counted: counts.counted,
  };
}

function predictions(chapter: Pick<Chapter, 'text'>, counts: DocumentCounts): number[] {
  return Array.from({ length: Math.min(40, chapter.text.count) }, (_, position) => {
    const { ids } = counts.placeAt(position);
    return probability(counts.ngram, ids, position, counts.idAt(position));
  });
}

const sentence = 'the sea was calm and the light was far away , so the boat came home .\n';
const words = fc.constantFrom('the sea ', 'zig zag ', 'a calm light ', ',', '\n', sentence, '');
const someText = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''));
const key = fc.constantFrom('1', '2', '3');
const step = fc.oneof(
  fc.record({ does: fc.constant('tell' as const), key, text: someText }),
  fc.record({ does: fc.constant('open' as const), key, text: someText }),
  fc.record({ does: fc.constant('close' as const), key }),
  fc.record({ does: fc.constant('drop' as const), key }),
  fc.record({ does: fc.constant('count' as const), key, tokens: fc.nat(3) }),
  fc.record({
    ...{ does: fc.constant('edit' as const), key, text: someText },
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 0.4, noNaN: true }),
  }),
);

describe('The counts of a manuscript', () => {
  it('are after any steps those of its chapters as they are then, each counted once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const manuscripts = stage();
        const open = new Map<string, Chapter>();
        /** What each chapter must be in the end. */
        const expected = new Map<string, string>();
        for (const one of steps) {
          const chapter = open.get(one.key);
          switch (one.does) {
            case 'tell':
              tell(manuscripts, one.key, one.text);
              if (!chapter) expected.set(one.key, one.text);
              await manuscripts.settled();
              break;
            case 'open': {
              if (chapter) break;
              const place = placeOf(one.key);
              const known = manuscripts.tokensOf(place, one.text, newest);
              const text = known ?? tokenizedText(one.text, newest);
              open.set(one.key, manuscripts.open(place, text));
              expected.set(one.key, one.text);
              break;
            }
            case 'close':
              manuscripts.close(placeOf(one.key));
              open.delete(one.key);
              break;
            case 'drop':
              void manuscripts.handlers.dropChapter({ manuscript: book, chapterKey: one.key }, job);
              if (!chapter) expected.delete(one.key);
              break;
            case 'count':
              manuscripts.others(all)[0]?.counts?.advance(one.tokens);
              break;
            case 'edit': {
              if (!chapter) break;
              const { text, counts } = chapter;
              const offset = Math.floor(one.at * text.text.length);
              const length = Math.floor(one.share * (text.text.length - offset));
              counts?.replace(text.edit({ offset, length, text: one.text }));
              expected.set(one.key, text.text);
              break;
            }
            default:
              one satisfies never;
          }
        }
        const chapters = manuscripts.others(all);
        expect(new Map(chapters.map(({ key: name, text }) => [name, text.text]))).toEqual(expected);
        for (const { counts } of chapters) countAll(counts);
        const shared = createWordCounts();
        const afresh = [...expected.values()].map((raw) => {
          const text = tokenizedText(raw, newest);
          return { text, counts: createDocumentCounts(text, shared) };
        });
        for (const { counts } of afresh) countAll(counts);
        const [first] = chapters;
        const [again] = afresh;
        if (!first?.counts || !again) return;
        expect(contents(first.counts)).toEqual(contents(again.counts));
        chapters.forEach((chapter) => {
          const same = afresh.find(({ text }) => text.text === chapter.text.text);
          if (!chapter.counts || !same) throw new Error('a chapter without counts');
          const there = predictions(same, same.counts);
          // The size of the lexicon, with ids given back, is the uniform part below the unigrams.
          if (chapter.counts.lexicon.size !== same.counts.lexicon.size) return;
          predictions(chapter, chapter.counts).forEach((p, n) =>
            expect(p).toBeCloseTo(there[n] ?? NaN, 10),
          );
        });
      }),
      { numRuns: 150 },
    );
    expect(bugs).toEqual([]);
  });

  it('know in one chapter what only another one says', async () => {
    const manuscripts = stage();
    tell(manuscripts, '1', 'The quixotic lighthouse keeper wept . '.repeat(3));
    const { counts } = manuscripts.open(
      placeOf('2'),
      tokenizedText('a quixotic lighthouse', newest),
    );
    await manuscripts.settled();
    countAll(counts);
    if (!counts) throw new Error('nothing is counted');
    const keeper = counts.lexicon.id('keeper');
    const { ids } = counts.placeAt(3);
    expect(probability(counts.ngram, ids, 3, keeper)).toBeGreaterThan(0.5);
  });

  it('follow an edit of very much of one chapter without counting the others again', async () => {
    const manuscripts = stage();
    tell(manuscripts, '1', sentence.repeat(700));
    const { counts, text } = manuscripts.open(
      placeOf('2'),
      tokenizedText('one two three '.repeat(1_200), newest),
    );
    await manuscripts.settled();
    countAll(counts);
    const lexicon = counts?.lexicon;
    counts?.replace(text.edit({ offset: 0, length: text.text.length, text: 'four' }));
    countAll(counts);
    expect(counts?.lexicon).toBe(lexicon);
    expect(lexicon?.id('two')).toBe(0);
    expect(lexicon?.counts[lexicon.id('four')]).toBe(1);
    expect(lexicon?.counts[lexicon.id('calm')]).toBe(700);
  });

  it('take up a chapter that is opened or closed as it was, without cutting it anew', async () => {
    const manuscripts = stage();
    tell(manuscripts, '1', sentence.repeat(3));
    await manuscripts.settled();
    const [closed] = manuscripts.others(all);
    const text = manuscripts.tokensOf(placeOf('1'), sentence.repeat(3) + 'More .', newest);
    expect(text).toBe(closed?.text);
    expect(text?.text.endsWith('More .')).toBe(true);
  });

  it('are none in a thread that does not count, which has the texts all the same', async () => {
    const manuscripts = stage(false);
    tell(manuscripts, '1', sentence);
    await manuscripts.settled();
    const [chapter] = manuscripts.others(all);
    expect([chapter?.text.text, chapter?.counts]).toEqual([sentence, undefined]);
  });

  it('are gone with the manuscript', async () => {
    const manuscripts = stage();
    tell(manuscripts, '1', sentence);
    await manuscripts.settled();
    void manuscripts.handlers.closeManuscript({ manuscript: book }, job);
    expect(manuscripts.others(all)).toEqual([]);
  });

  it('are cut anew by the rules of the model whose text is opened', async () => {
    const manuscripts = stage();
    tell(manuscripts, '1', 'the l·l ligature , the l·l .');
    await manuscripts.settled();
    const opened = tokenizedText('an older model', 'words');
    manuscripts.open(placeOf('2'), opened);
    await manuscripts.settled();
    const [first] = manuscripts.others(placeOf('2'));
    expect(manuscripts.cutOf(all.manuscript)).toEqual({ kind: 'words', version: 1 });
    expect(first.text.cut.version).toBe(1);
    expect(first.text.count).toBe(tokenizedText(first.text.text, 'words').count);
    expect(manuscripts.tokensOf(placeOf('1'), first.text.text, newest)).toBeUndefined();
  });
});
