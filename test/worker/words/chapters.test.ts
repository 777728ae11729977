/** A chapter of a manuscript, asked of the real threads. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Explanation } from '../../../src/shared/questions/explain';
import type { DocumentsContract } from '../../../src/shared/contracts/documents';
import type { Remote } from '../../../src/shared/wire/rpc';
import type { House } from '../house';
import { bundledThread } from '../bundle';
import { openHouse, story, value } from '../house';

const manuscript = 'file:///book/';
const first = 'file:///book/1.txt';
const second = 'file:///book/2.txt';
/** Stands in the first chapter alone; the model has never seen it. */
const secret = 'the quixotic lighthouse keeper';
const firstText = `${story(300, 3)}${`${secret} sees no ship.\n`.repeat(3)}`;
const secondText = `${story(200, 5)}the quixotic lighthouse `;
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  value(await trainer.call('train', request({ budget: { steps: 100 } })));
});
afterAll(() => house.dispose());

type Tell = Remote<DocumentsContract>['tell'];
const threads = (): readonly { readonly tell: Tell }[] => [house.reader, house.analyst];

function open(documentKey: string, text: string): void {
  const source = { kind: 'file', path: house.modelPath } as const;
  for (const { tell } of threads()) {
    tell('openDocument', { documentKey, version: 1, text });
    tell('useModel', { documentKey, source, manuscript });
  }
}
function tellChapter(chapterKey: string, text: string): void {
  for (const { tell } of threads()) {
    tell('tellChapter', { manuscript, chapterKey, piece: text.slice(0, 900), last: false });
    tell('tellChapter', { manuscript, chapterKey, piece: text.slice(900), last: true });
  }
}
const nextWord = async (): Promise<string | undefined> => {
  const offset = secondText.length;
  const asked = { documentKey: second, offset, count: 1 };
  return value(await house.reader.call('complete', asked)).words[0]?.word;
};
const explain = async (token: number): Promise<Explanation> =>
  value(await house.analyst.call('explain', { documentKey: second, token, choice: 'actual' }));

beforeEach(() => {
  for (const { tell } of threads()) {
    for (const documentKey of [first, second]) tell('closeDocument', { documentKey });
    tell('closeManuscript', { manuscript });
  }
});

describe('A chapter of a manuscript', () => {
  it('is completed with what only another chapter says, while that is closed', async () => {
    open(second, secondText);
    expect(await nextWord()).not.toBe('keeper');
    tellChapter(first, firstText);
    await vi.waitFor(async () => expect(await nextWord()).toBe('keeper'));
    for (const { tell } of threads()) tell('dropChapter', { manuscript, chapterKey: first });
    await vi.waitFor(async () => expect(await nextWord()).not.toBe('keeper'));
  });

  it('learns what is written in another open one, and unlearns what is deleted there', async () => {
    open(second, secondText);
    open(first, firstText.replaceAll('keeper', 'captain'));
    await vi.waitFor(async () => expect(await nextWord()).toBe('captain'));
    const replacements = firstText.split('keeper').length - 1;
    let version = 1;
    let text = firstText.replaceAll('keeper', 'captain');
    for (let n = 0; n < replacements; n++) {
      const offset = text.indexOf('lighthouse captain') + 'lighthouse '.length;
      const change = { offset, length: 'captain'.length, text: 'keeper' };
      text = text.slice(0, offset) + 'keeper' + text.slice(offset + change.length);
      version++;
      for (const { tell } of threads())
        tell('editDocument', { documentKey: first, version, changes: [change] });
    }
    await vi.waitFor(async () => expect(await nextWord()).toBe('keeper'));
    for (const { tell } of threads()) tell('closeDocument', { documentKey: first });
    expect(await nextWord()).toBe('keeper');
  });

  it.each([300, 3_000])('follows another open one of %i words that is replaced', async (words) => {
    const long = story(words, 3);
    let text = `${long}\n${'the quixotic lighthouse zookeeper sang . '.repeat(4)}`;
    tellChapter(first, long);
    open(second, `${story(3_000, 4)}${secondText}`);
    const next = async (): Promise<string | undefined> => {
      const offset = story(3_000, 4).length + secondText.length;
      const asked = { documentKey: second, offset, count: 1 };
      return value(await house.reader.call('complete', asked)).words[0]?.word;
    };
    await next();
    open(first, text);
    await vi.waitFor(async () => expect(await next()).toBe('zookeeper'));
    const change = { offset: 0, length: text.length, text: text.replaceAll('zookeeper', 'mole') };
    text = change.text;
    for (const { tell } of threads())
      tell('editDocument', { documentKey: first, version: 2, changes: [change] });
    await vi.waitFor(async () => expect(await next()).toBe('mole'));
  });

  it('leads from an explanation to the place in the other chapter', async () => {
    const text = `${secondText}keeper`;
    open(second, text);
    tellChapter(first, firstText);
    const tokens = text.split(/\s+|(?=\.)/).length + story(200, 5).split('\n').length - 1;
    const { places, word } = await explain(tokens - 1);
    expect(word).toBe('keeper');
    const there = places.filter(({ chapter }) => chapter === first);
    expect(there.map(({ matched }) => matched)).toEqual([4, 4, 4]);
    for (const { span, passage } of there) {
      expect(firstText.slice(span.start, span.end)).toBe('keeper');
      expect(passage.slice(-4).join(' ')).toBe(secret);
    }
    expect(places.every(({ chapter }) => chapter === first)).toBe(true);
  });
});
