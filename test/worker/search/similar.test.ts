import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimilarAnswer, SimilarRequest } from '../../../src/shared/questions/editor/similar';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const documentKey = 'file:///story.txt';
const otherKey = 'gatescope-similar:file:///other.txt';
const text = story(2000);
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  value(await trainer.call('train', request({ text, budget: { steps: 200 } })));
});
afterAll(() => house.dispose());

function open(key: string, raw: string, version = 1): void {
  house.analyst.tell('openDocument', { documentKey: key, version, text: raw });
  const source = { kind: 'file', path: house.modelPath } as const;
  house.analyst.tell('useModel', { documentKey: key, source });
}
const ask = (query: SimilarRequest['query'], key = documentKey) =>
  house.analyst.call('findSimilar', { documentKey: key, query });
const over = async (start: number, end: number): Promise<SimilarAnswer> =>
  value(await ask({ by: 'span', start, end }));

describe('Find Similar Passages', () => {
  // A sentence that comes again, word for word, after another beginning.
  const twice = 'the captain remembers every candle';
  const raw = `${text}${twice}.\n${story(300, 9)}${twice}.\n`;
  const first = raw.indexOf(twice, text.length);
  const word = first + 'the '.length;

  it('finds the same words elsewhere, and not the selection itself', async () => {
    open(documentKey, raw);
    const end = word + 'captain'.length;
    const { passages, pattern, tokens, indexed, widened } = await over(word, end);
    expect([indexed, widened]).toEqual([tokens, false]);
    expect(pattern.length).toBe(1);
    expect(pattern.rows.length).toBeGreaterThan(2);
    expect(passages.length).toBeGreaterThan(10);
    expect(passages[0].likeness).toBeGreaterThan(0.7);
    expect(passages.every(({ span }) => span.start !== word)).toBe(true);
    for (const { span, text: quoted } of passages) {
      expect(raw.slice(span.start, span.end)).toBe(quoted);
    }
    // Mostly nouns of that place in the sentence.
    const nouns = /^(cat|dog|bird|king|queen|river|garden|captain)$/;
    expect(
      passages.slice(0, 10).filter(({ text: quoted }) => nouns.test(quoted)).length,
    ).toBeGreaterThan(7);
  });

  it('finds them in another text by this model', async () => {
    open(documentKey, raw);
    const { pattern } = await over(word, word + 'captain'.length);
    open(otherKey, `zebra ${twice}.\n`);
    const other = value(await ask({ by: 'pattern', pattern }, otherKey));
    expect(other.passages[0].text).toBe('captain');
    const older = { ...pattern, weights: 'another' };
    await expect(ask({ by: 'pattern', pattern: older }, otherKey)).resolves.toMatchObject({
      failure: { kind: 'stale' },
    });
  });

  it('follows an edit as if the text had been read anew', async () => {
    open(documentKey, raw);
    await over(word, word + 'captain'.length);
    const changes = [{ offset: 0, length: 3, text: 'every' }];
    house.analyst.tell('editDocument', { documentKey, version: 2, changes });
    const edited = await over(word + 2, word + 2 + 'captain'.length);
    expect(edited.documentVersion).toBe(2);
    open(otherKey, `every${raw.slice(3)}`);
    const query = { by: 'span', start: word + 2, end: word + 2 + 'captain'.length } as const;
    const fresh = value(await ask(query, otherKey));
    expect(edited.passages).toEqual(fresh.passages);
  });

  it('widens a selection to whole words, and refuses one without a word', async () => {
    open(documentKey, raw);
    expect((await over(word + 1, word + 3)).widened).toBe(true);
    await expect(ask({ by: 'span', start: word, end: word })).resolves.toMatchObject({
      failure: { kind: 'noLabels' },
    });
    await expect(ask({ by: 'span', start: 0, end: raw.length })).resolves.toMatchObject({
      failure: { kind: 'noUnitsOn' },
    });
    open(documentKey, '');
    await expect(ask({ by: 'span', start: 0, end: 1 })).resolves.toMatchObject({
      failure: { kind: 'noLabels' },
    });
  });

  it('is read ahead once the text was looked into, and again after an edit', async () => {
    const { analyst, indexing } = house;
    const done = () => indexing.filter(({ share }) => share === 1).length;
    open(documentKey, raw);
    value(await analyst.call('overview', { documentKey, offset: 0 }));
    await expect.poll(done, { timeout: 20_000 }).toBe(1);
    expect(indexing.every((news) => news.documentKey === documentKey)).toBe(true);
    const before = await over(word, word + 'captain'.length);

    const changes = [{ offset: 0, length: 3, text: 'every' }];
    analyst.tell('editDocument', { documentKey, version: 2, changes });
    await expect.poll(done, { timeout: 20_000 }).toBe(2);
    const after = await over(word + 2, word + 2 + 'captain'.length);
    expect(after.indexed).toBe(before.indexed);
    open(otherKey, `every${raw.slice(3)}`);
    const query = { by: 'span', start: word + 2, end: word + 2 + 'captain'.length } as const;
    expect(after.passages).toEqual(value(await ask(query, otherKey)).passages);
    analyst.tell('closeDocument', { documentKey: otherKey });
    analyst.tell('dropIndex', { documentKey });
    expect((await over(word + 2, word + 2 + 'captain'.length)).passages).toEqual(after.passages);
  });
});
