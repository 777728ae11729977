/** What has been learnt and what is forgotten, over the threads that answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LearntAnswer } from '../../../src/shared/questions/editor/learnt';
import { bundledThread } from '../bundle';
import { openHouse, story, value, type House } from '../house';

const documentKey = 'file:///story.txt';
const raw = story(1_500);
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  value(await trainer.call('train', request({ text: raw, budget: { steps: 120 } })));
  house.reader.tell('openDocument', { documentKey, version: 1, text: raw });
  read();
});
afterAll(() => house.dispose());

/** As the host does after the model's file was rewritten. */
const read = (): void =>
  house.reader.tell('useModel', { documentKey, source: { kind: 'file', path: house.modelPath } });

const learnt = async (query: string): Promise<LearntAnswer> =>
  value(await house.reader.call('learnt', { documentKey, query, most: 60 }));

async function forget(text: string, undo = false): Promise<void> {
  value(await house.analyst.call('forget', { path: house.modelPath, text, undo }));
  read();
}

async function offered(offset: number): Promise<string[]> {
  const answer = value(await house.reader.call('complete', { documentKey, offset, count: 500 }));
  return answer.words.map(({ word }) => word);
}

const occurrences = (text: string): number => raw.split(text).length - 1;
const words = [...new Set(raw.match(/\p{L}+/gu) ?? [])];

describe('What has been learnt', () => {
  it('is every word with its number and its places', async () => {
    const { rows, tokens, counted, differentWords } = await learnt('');
    expect(counted).toBe(tokens);
    expect(differentWords).toBe(words.length);
    for (const { text, count, tokens: length, places } of rows) {
      for (const { start, end } of places) expect(raw.slice(start, end)).toBe(text);
      if (length > 1) continue;
      expect(count).toBe(raw.match(new RegExp(`\\b${text}\\b`, 'gu'))?.length);
    }
  });

  it('has also what comes back again and again, where nothing is asked for', async () => {
    const { rows } = await learnt('');
    const sequences = rows.filter(({ tokens }) => tokens >= 4);
    expect(sequences.length).toBeGreaterThan(0);
    expect(rows.some(({ tokens }) => tokens === 1)).toBe(true);
    for (const { count, text } of sequences) {
      expect(count).toBeGreaterThan(2);
      expect(text).not.toContain('\n');
    }
  });

  it('is searched by the words that somebody types, with what follows them', async () => {
    const [first, second] = raw.match(/\p{L}+/gu) ?? [];
    const { rows } = await learnt(`${first} ${second}`);
    const [row] = rows.filter(({ text }) => text === `${first} ${second}`);
    const more = rows.filter(({ text }) => text.startsWith(`${first} ${second} `));
    if (row) expect(row.count).toBe(occurrences(`${first} ${second}`));
    expect(row ?? more[0]).toBeDefined();
  });

  it('is nothing where the text has no such word', async () => {
    expect((await learnt('xylophone')).rows).toEqual([]);
  });
});

describe('A forgotten word', () => {
  it('is neither offered nor generated nor shown as learnt, until it is taken back', async () => {
    const [word] = await offered(raw.length);
    await forget(word.toUpperCase());
    expect(await offered(raw.length)).not.toContain(word);
    const listed = await house.reader.call('listWords', {
      ...{ documentKey, offset: raw.length, from: raw.length, precision: 0.8 },
      ...{ anywhere: false, others: [] },
    });
    const { ranked, others } = value(listed);
    expect([...ranked.map((one) => one.word), ...others]).not.toContain(word);
    const now = await learnt('');
    expect(now.rows.map(({ text }) => text)).not.toContain(word);
    expect(now.forgotten).toEqual([word.toUpperCase()]);
    const request = { documentKey, offset: raw.length, words: 60, temperature: 1, seed: 1 };
    let text = '';
    for (let from = 0, done = false; !done;) {
      const answer = value(
        await house.reader.call('generate', { ...request, generation: 1, from }),
      );
      from += answer.pieces.length;
      text += answer.pieces.map((piece) => piece.text).join('');
      done = answer.done;
    }
    expect(text.match(/\p{L}+/gu)).not.toContain(word);
    await forget(word, true);
    expect(await offered(raw.length)).toContain(word);
    expect((await learnt('')).forgotten).toEqual([]);
  });

  it('stays forgotten when the training goes on, as the names of units stay', async () => {
    const [word] = await offered(raw.length);
    await forget(word);
    const { analyst, trainer, request, modelPath: path } = house;
    value(await analyst.call('nameUnit', { path, layer: 0, unit: 1, name: 'ends' }));
    value(await trainer.call('train', request({ text: raw, budget: { steps: 130 } })));
    read();
    expect(await offered(raw.length)).not.toContain(word);
    const { unitNames } = value(await analyst.call('describeModel', { path }));
    expect(unitNames).toEqual({ '0:1': 'ends' });
    await forget(word, true);
  });
});
