import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const documentKey = 'file:///story.txt';
const text = story(3000);
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, reader, request, modelPath } = house;
  const sizes = { hiddenSize: 48, embeddingSize: 16, tokens: 'characters' as const };
  const options = { ...request().options, ...sizes };
  value(await trainer.call('train', request({ text, options, budget: { steps: 600 } })));
  reader.tell('openDocument', { documentKey, version: 1, text: `${text}the cat sees the mou` });
  reader.tell('useModel', { documentKey, source: { kind: 'file', path: modelPath } });
});
afterAll(() => house.dispose());

it('spells whole words out of characters', async () => {
  const offset = text.length + 'the cat sees the mou'.length;
  const answer = value(await house.reader.call('complete', { documentKey, offset, count: 3 }));
  expect(answer.range).toEqual({ start: offset - 3, end: offset });
  expect(answer.words[0].word).toBe('mountain');
  const sum = answer.words.reduce((total, { probability }) => total + probability, 0);
  expect(sum).toBeGreaterThan(0.5);
  expect(sum).toBeLessThanOrEqual(1 + 1e-6);
});

it('spells the next word after a space', async () => {
  const offset = text.length + 'the cat '.length;
  const answer = value(await house.reader.call('complete', { documentKey, offset, count: 5 }));
  const verbs = ['sees', 'finds', 'follows', 'forgets', 'remembers'];
  expect(verbs).toContain(answer.words[0].word);
});
