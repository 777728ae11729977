/** The question about gradients, asked of a thread. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledThread } from '../../bundle';
import type { House } from '../../house';
import { openHouse, story, value } from '../../house';

const text = story(600);
const documentKey = 'file:///story.txt';
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  await house.begin();
  const { trainer, analyst, request } = house;
  const options = {
    ...request().options,
    hiddenSize: 8,
    embeddingSize: 8,
    layers: 1,
    cells: ['lstm'],
  };
  value(await trainer.call('train', request({ text, options, budget: { steps: 8 } })));
  analyst.tell('openDocument', { documentKey, version: 1, text });
  analyst.tell('useModel', { documentKey, source: { kind: 'file', path: house.modelPath } });
});
afterAll(() => house.dispose());

const ask = (asked: object) =>
  house.analyst.call('gradient', { documentKey, token: 400, count: 300, ...asked });

describe('The gradient of a word’s loss', () => {
  it('is told for each earlier word, beyond what training went back', async () => {
    const answer = value(await ask({ memory: { layer: 0, unit: 2 } }));
    const { passage, layers, carousel, truncation, loss } = answer;
    expect(passage).toMatchObject({ from: 100 });
    expect(passage.tokens).toHaveLength(300);
    expect(layers[0]?.map(({ letter, title }) => [letter, title])).toEqual([
      ['h', 'Hidden state'],
      ['c', 'Cell state'],
    ]);
    for (const { lengths } of layers[0] ?? []) {
      expect(lengths).toHaveLength(300);
      expect(lengths[299]).toBeGreaterThan(0);
    }
    expect(carousel?.shares[299]).toBe(1);
    expect(truncation).toBeLessThan(300);
    expect(loss).toBeGreaterThan(0);
  });

  it('has as many words as the text has before it', async () => {
    const { passage } = value(await ask({ token: 5 }));
    expect(passage).toMatchObject({ from: 0 });
    expect(passage.tokens).toHaveLength(5);
  });

  it('says where there is no word or no unit', async () => {
    expect(await ask({ token: 0 })).toMatchObject({ failure: { kind: 'noToken' } });
    expect(await ask({ token: 1e6 })).toMatchObject({ failure: { kind: 'noToken' } });
    expect(await ask({ memory: { layer: 0, unit: 8 } })).toMatchObject({
      failure: { kind: 'noUnit' },
    });
  });
});

describe('The same loss in other models', () => {
  const id = '0'.repeat(32);
  const besides = (path: string) => ask({ beside: [id], paths: [path] });

  it('is followed through their files', async () => {
    const answer = value(await besides(house.modelPath));
    const [one] = answer.beside;
    if (!one || 'problem' in one) throw new Error('It was not read.');
    expect(one).toMatchObject({ id, truncation: answer.truncation });
    // The same weights; read from 512 words before instead of from the beginning.
    expect(one.loss).toBeCloseTo(answer.loss ?? NaN, 5);
    const [own] = answer.layers[0] ?? [];
    const [other] = one.layers[0] ?? [];
    expect(other?.lengths).toHaveLength(300);
    expect((other?.lengths[299] ?? 0) / (own?.lengths[299] ?? 1)).toBeCloseTo(1, 4);
  });

  it('says why one is not in the picture', async () => {
    const answer = value(await besides(`${house.modelPath}.gone`));
    expect(answer.beside).toEqual([{ id, problem: 'Its file is not there any more.' }]);
  });
});

describe('A network that has learnt nothing', () => {
  const fresh = { cell: 'rnn', units: 8, scale: 1, seed: 1 };
  const askFresh = (part: object) =>
    house.analyst.call('freshGradient', {
      ...{ documentKey, token: 400, count: 100 },
      fresh: { ...fresh, ...part },
    });

  it('is drawn of what was chosen, and told with its weights', async () => {
    const { layers, count, weights, carousel } = value(await askFresh({}));
    expect(count).toBe(100);
    expect(layers.map((layer) => layer.map(({ letter }) => letter))).toEqual([['h']]);
    expect(carousel).toBeUndefined();
    expect(weights.gradient).toBeGreaterThan(0);
    const lstm = value(await askFresh({ cell: 'lstm', bias: 8 }));
    expect(lstm.carousel?.shares[0]).toBeGreaterThan(0.8);
    expect(lstm.weights.count).toBeGreaterThan(weights.count);
  });

  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = [{}, {}, { seed: 2 }].map(askFresh);
    const loss = async (asked: typeof one) => value(await (asked ?? askFresh({}))).loss;
    expect(await loss(one)).toBe(await loss(same));
    expect(await loss(one)).not.toBe(await loss(other));
  });

  it('has no numbers in its answer that a message to a page cannot hold', async () => {
    const wild = { cell: 'rnnRelu', scale: 100, units: 8 };
    const { loss, weights, layers } = value(await askFresh(wild));
    expect(loss).toBeNull();
    expect(weights.gradient).toBeNull();
    expect(layers[0]?.[0]?.lengths[0]).toBeGreaterThan(1e100);
    const checked = value(
      await house.analyst.call('checkGradient', {
        ...{ documentKey, token: 400, count: 300 },
        fresh: { ...fresh, ...wild, units: 3 },
      }),
    );
    expect(JSON.parse(JSON.stringify(checked))).toEqual(checked);
    expect(checked.entries).toEqual([]);
    expect(checked.leftOut).toBeGreaterThan(0);
  });

  it('is not made of a cell that nobody knows', async () => {
    expect(await askFresh({ cell: 'lstn' })).toMatchObject({ failure: { kind: 'badCell' } });
  });
});

describe('The check', () => {
  const check = (part: object) =>
    house.analyst.call('checkGradient', { documentKey, token: 400, count: 300, ...part });

  it('of the text’s network agrees with finite differences to 1e-6', async () => {
    const { entries, words, paths } = value(await check({}));
    expect(words).toBe(64);
    expect(entries.length).toBeGreaterThan(4);
    expect(Math.max(...entries.map(({ error }) => error))).toBeLessThan(1e-6);
    expect(paths).toBeUndefined();
  });

  it('of three units has the sum over paths, too', async () => {
    const fresh = { cell: 'gru', units: 3, scale: 1, seed: 1 };
    const { entries, paths } = value(await check({ fresh }));
    expect(Math.max(...entries.map(({ error }) => error))).toBeLessThan(1e-6);
    expect(paths?.rows).toHaveLength(3);
    for (const { sum, back } of paths?.rows ?? []) expect(sum).toBeCloseTo(back, 14);
  });
});
