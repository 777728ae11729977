/** The question about gradients, asked of a thread. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

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
    const answer = value(await ask({ unit: { layer: 0, unit: 2 } }));
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
    expect(carousel?.[299]).toBe(1);
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
    expect(await ask({ unit: { layer: 0, unit: 8 } })).toMatchObject({
      failure: { kind: 'noUnit' },
    });
  });
});
