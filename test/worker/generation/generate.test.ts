import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelSource } from '../../../src/shared/contracts/documents';
import type {
  GeneratedPiece,
  GenerationRequest,
} from '../../../src/shared/questions/editor/generation';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const raw = story(2000);
const documentKey = 'file:///story.txt';
let house: House;
let generations = 0;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  value(await trainer.call('train', request({ text: raw, budget: { steps: 200 } })));
});
afterAll(() => house.dispose());

const file = (): ModelSource => ({ kind: 'file', path: house.modelPath });

function open(text = raw, source: ModelSource = file(), version = 1): void {
  house.reader.tell('openDocument', { documentKey, version, text });
  house.reader.tell('useModel', { documentKey, source });
}

type Wish = Partial<GenerationRequest> & { between?: (pieces: readonly GeneratedPiece[]) => void };

async function generate({ between, ...wish }: Wish = {}): Promise<GeneratedPiece[]> {
  const pieces: GeneratedPiece[] = [];
  const usual = { documentKey, offset: raw.length, words: 40, temperature: 0.8, seed: 3 };
  const generation = ++generations;
  for (let part = 0; part < 5_000; part++) {
    const request = { ...usual, generation, from: pieces.length, ...wish };
    const answer = value(await house.reader.call('generate', request));
    pieces.push(...answer.pieces);
    if (answer.done) return pieces;
    between?.(pieces);
  }
  throw new Error('no end');
}

const textOf = (pieces: readonly GeneratedPiece[]): string =>
  pieces.map(({ text }) => text).join('');
const wordsIn = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];

describe('generated text', () => {
  it('is as long as it was asked for and looks like the text', async () => {
    open();
    const text = textOf(await generate());
    expect(wordsIn(text)).toHaveLength(40);
    const known = new Set(wordsIn(raw));
    for (const word of wordsIn(text)) expect(known).toContain(word);
    expect(text).toMatch(/^\S/u);
    expect(text).toMatch(/\.\n\w/u);
    expect(text).not.toMatch(/ [.\n]|\.\w/u);
  });

  it('is the same for the same seed, whatever was asked before, and another for another', async () => {
    open();
    const first = textOf(await generate());
    await house.reader.call('complete', { documentKey, offset: 500, count: 5 });
    expect(textOf(await generate())).toBe(first);
    open(`x${raw}`);
    house.reader.tell('editDocument', {
      documentKey,
      version: 2,
      changes: [{ offset: 0, length: 1, text: '' }],
    });
    expect(textOf(await generate())).toBe(first);
    expect(textOf(await generate({ seed: 4 }))).not.toBe(first);
  });

  it('takes the most probable words at temperature 0, whatever the seed', async () => {
    open();
    const greedy = textOf(await generate({ temperature: 0, seed: 1 }));
    expect(textOf(await generate({ temperature: 0, seed: 2 }))).toBe(greedy);
  });

  it('continues as completion would', async () => {
    const begun = 'every captain remembers no ';
    open(raw + begun);
    const offset = raw.length + begun.length;
    const [best] = value(
      await house.reader.call('complete', { documentKey, offset, count: 1 }),
    ).words;
    const pieces = await generate({ offset, temperature: 0, words: 1 });
    expect(textOf(pieces)).toBe(best.word);
  });

  it('says which expert gave each word', async () => {
    open();
    const pieces = await generate();
    for (const { text, start, shares } of pieces) {
      expect(text.slice(start).length).toBeGreaterThan(0);
      expect((shares?.ngram ?? 0) + (shares?.network ?? 0) + (shares?.cache ?? 0)).toBeCloseTo(1);
    }
  });

  it('needs counts only', async () => {
    open(raw, { kind: 'counts' });
    const pieces = await generate();
    expect(wordsIn(textOf(pieces))).toHaveLength(40);
    expect(pieces.every(({ shares }) => shares?.ngram === 1)).toBe(true);
    expect(textOf(await generate())).toBe(textOf(pieces));
  });

  it('answers other questions in between, and goes on behind an edit', async () => {
    open();
    const whole = textOf(await generate({ words: 1_500, offset: 3000 }));
    let asked = 0;
    const pieces = await generate({
      ...{ words: 1_500, offset: 3000 },
      between: () => {
        if (asked++ !== 1) return;
        const changes = [{ offset: raw.length, length: 0, text: 'the end' }];
        house.reader.tell('editDocument', { documentKey, version: 2, changes });
      },
    });
    expect(asked).toBeGreaterThan(2);
    expect(wordsIn(textOf(pieces))).toHaveLength(1_500);
    expect(whole.slice(0, 5)).toBe(textOf(pieces).slice(0, 5));
  });

  it('ends if the text before it changes or it is unknown', async () => {
    open();
    const request = { documentKey, offset: 3000, words: 5000, temperature: 1, seed: 1 };
    const ask = (generation: number, from: number) =>
      house.reader.call('generate', { ...request, generation, from });
    const first = value(await ask(900_001, 0));
    const changes = [{ offset: 2990, length: 1, text: 'x' }];
    house.reader.tell('editDocument', { documentKey, version: 2, changes });
    const stale = { ok: false, failure: { kind: 'stale' } };
    await expect(ask(900_001, first.pieces.length)).resolves.toEqual(stale);
    await expect(ask(900_002, 7)).resolves.toEqual(stale);
    house.reader.tell('endGeneration', { generation: 900_001 });
  });

  it('needs a model', async () => {
    house.reader.tell('openDocument', { documentKey, version: 1, text: raw });
    house.reader.tell('useModel', { documentKey });
    const request = { documentKey, offset: 9, words: 5, temperature: 1, seed: 1 };
    await expect(
      house.reader.call('generate', { ...request, generation: 900_003, from: 0 }),
    ).resolves.toMatchObject({ failure: { kind: 'noModel' } });
  });
});

describe('a model of characters', () => {
  it('generates whole words, letter by letter', async () => {
    const { trainer, request, modelPath } = house;
    const options = { ...request().options, tokens: 'characters' as const };
    const path = `${modelPath}.letters`;
    const order = { text: raw, budget: { steps: 150 }, options, modelPath: path };
    value(await trainer.call('train', request(order)));
    open(raw, { kind: 'file', path });
    const pieces = await generate({ words: 12 });
    expect(wordsIn(textOf(pieces)).length).toBeLessThanOrEqual(12);
    expect(textOf(pieces).length).toBeGreaterThan(20);
    expect(pieces.every(({ shares }) => shares === undefined)).toBe(true);
    expect(textOf(await generate({ words: 12 }))).toBe(textOf(pieces));
  });
});
