import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../../src/engine/files/modelFile';
import { createTwin } from '../../../../src/engine/twin/twin';
import { createNetwork, loadTensors } from '../../../../src/engine/network/network';
import { createPredictor } from '../../../../src/engine/network/predictor';
import { tokenizedText } from '../../../../src/engine/text/tokens/tokenizedText';
import type { Explanation, ExplanationRequest } from '../../../../src/shared/questions/explain';
import { bundledThread } from '../../bundle';
import type { House } from '../../house';
import { openHouse, story, value } from '../../house';

const raw = story(2000);
const text = tokenizedText(raw, 'words');
const documentKey = 'file:///story.txt';
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  value(await trainer.call('train', request({ text: raw, budget: { steps: 200 } })));
});
afterAll(() => house.dispose());
beforeEach(() => open(raw));

function open(words: string): void {
  house.analyst.tell('openDocument', { documentKey, version: 1, text: words });
  const source = { kind: 'file', path: house.modelPath } as const;
  house.analyst.tell('useModel', { documentKey, source });
}

const explain = async (
  token: number,
  choice: ExplanationRequest['choice'] = 'actual',
): Promise<Explanation> =>
  value(await house.analyst.call('explain', { documentKey, token, choice }));

/** Surprise of a text's last token, computed in double precision from the model's file. */
async function lastBits(): Promise<(words: string[]) => number> {
  const decoded = decodeModelFile(await readFile(house.modelPath));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  const { shape, weights, vocabulary } = decoded.model;
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  loadTensors(network, weights);
  const predictor = createPredictor(network);
  return (words) => {
    const state = predictor.start();
    const ids = words.map((word) => vocabulary.id(word));
    for (const id of ids.slice(0, -1)) predictor.read(id, state);
    return -Math.log2(predictor.probabilities(state)[ids[ids.length - 1]]);
  };
}

describe('an explanation', () => {
  it('finds what replacing each word and reading all again finds', async () => {
    const surprise = await lastBits();
    const token = 90;
    const { words, bits, word, came, known } = await explain(token);
    const tokens = Array.from({ length: token + 1 }, (_, at) => text.token(at));
    expect({ word, came, known }).toEqual({ word: text.token(token), came: true, known: true });
    expect(bits).toBeCloseTo(surprise(tokens), 3);
    expect(words.map((earlier) => earlier.token)).toEqual(
      Array.from({ length: 64 }, (_, n) => token - 1 - n),
    );
    const [nearest] = words;
    expect(nearest.word).toBe(text.token(token - 1));
    expect(raw.slice(nearest.span.start, nearest.span.end)).toBe(nearest.word);
    // The three told are the likeliest of the four tried, and their mean is most of the change.
    const total = nearest.replacedBy.reduce((sum, { probability }) => sum + probability, 0);
    const mean = nearest.replacedBy.reduce((sum, { word: other, probability }) => {
      const changed = [...tokens.slice(0, -2), other, tokens[token]];
      return sum + (probability / total) * (surprise(changed) - surprise(tokens));
    }, 0);
    expect(Math.sign(nearest.bits)).toBe(Math.sign(mean));
    expect(Math.max(...words.map((earlier) => Math.abs(earlier.bits)))).toBeGreaterThan(0.05);
    expect(words.every(({ gradient }) => Number.isFinite(gradient))).toBe(true);
  });

  it('explains what the network would say where the text ends', async () => {
    const { word, came, rank, words } = await explain(text.count, 'first');
    expect({ came, rank }).toEqual({ came: false, rank: 1 });
    expect(word.length).toBeGreaterThan(0);
    expect(words).toHaveLength(64);
    const beyond = { documentKey, token: text.count, choice: 'actual' } as const;
    await expect(house.analyst.call('explain', beyond)).resolves.toMatchObject({
      failure: { kind: 'noToken' },
    });
  });

  it('has no earlier words at the first one', async () => {
    expect((await explain(0)).words).toEqual([]);
  });

  it('leads to the places that cache and n-gram copy from', async () => {
    const said = 'the captain remembers no ship at dawn';
    const before = `${said}.\n${story(150)}the captain remembers no `;
    open(before + 'ship');
    const tokens = tokenizedText(before, 'words');
    const { places } = await explain(tokens.count);
    const [first] = places;
    expect(first).toMatchObject({ matched: 4, token: 4 });
    expect(before.slice(first.span.start, first.span.end)).toBe('ship');
    expect(first.passage).toEqual(['the', 'captain', 'remembers', 'no', 'ship']);
    for (const { span } of places) expect(before.slice(span.start, span.end)).toBe('ship');
    expect(places.some(({ cacheShare }) => cacheShare > 0)).toBe(true);
  });

  it('says that an unknown word is one', async () => {
    open('the cat sees the zebra');
    expect(await explain(4)).toMatchObject({ word: 'zebra', known: false });
  });
});

describe('what the cache looks at', () => {
  const looks = async (token: number) =>
    value(await house.analyst.call('cacheLooks', { documentKey, token }));

  it('is earlier places alone, whose weights sum to 1', async () => {
    const token = 300;
    const { recent, strongest, rest, states, came, spread } = await looks(token);
    expect([states, came, recent.from]).toEqual([token, text.token(token), token - 64]);
    const far = strongest.filter((place) => place.token < recent.from);
    const sum = [...recent.weights, ...far.map(({ weight }) => weight), rest];
    expect(sum.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 4);
    expect(strongest.every((place) => place.token < token)).toBe(true);
    expect(spread).toBeGreaterThan(0);
    for (const { token: at, word, span, passage } of strongest) {
      expect(raw.slice(span.start, span.end)).toBe(word);
      expect([text.token(at), passage.at(-1)]).toEqual([word, word]);
    }
  });

  it('is what an explanation names as copied from, by the same share', async () => {
    const found: (readonly [number, number])[] = [];
    for (let token = 290; token < 300; token++) {
      const { strongest } = await looks(token);
      for (const { token: at, cacheShare } of (await explain(token)).places) {
        const place = strongest.find((one) => one.token === at);
        if (place && cacheShare > 0) found.push([place.weight, cacheShare]);
      }
    }
    expect(found).not.toEqual([]);
    for (const [weight, cacheShare] of found) expect(weight).toBeCloseTo(cacheShare, 6);
  });

  it('is told with the strongest place first', async () => {
    const weights = (await looks(300)).strongest.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((one, other) => other - one));
  });

  it('is nothing at the first word, and there is no place beyond what comes after the last', async () => {
    expect(await looks(0)).toMatchObject({ states: 0, strongest: [], rest: 0, votes: [] });
    expect((await looks(text.count)).came).toBeUndefined();
    const beyond = { documentKey, token: text.count + 1 };
    expect(await house.analyst.call('cacheLooks', beyond)).toMatchObject({
      failure: { kind: 'noToken' },
    });
  });
});
