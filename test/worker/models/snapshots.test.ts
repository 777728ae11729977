import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork, initialise } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { random } from '../../../src/engine/random';
import { encode } from '../../../src/engine/text/words/vocabulary';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { createShownWeights } from '../../../src/host/panel/shownWeights';
import type { GateMap } from '../../../src/shared/questions/gates';
import type { WeightsAt } from '../../../src/shared/model/weights';
import { mostSnapshots } from '../../../src/shared/model/weights';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const text = story(2000);
const documentKey = 'file:///story.txt';
const untrained: WeightsAt = { kind: 'snapshot', index: 0 };
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  value(await house.trainer.call('train', house.request({ text, budget: { steps: 200 } })));
});
afterAll(() => house.dispose());

beforeEach(() => {
  house.analyst.tell('openDocument', { documentKey, version: 1, text });
  house.analyst.tell('useModel', { documentKey, source: { kind: 'file', path: house.modelPath } });
});

const through = (weights: WeightsAt) => {
  const shown = createShownWeights(house.analyst);
  shown.choose(weights, 1);
  return shown.analyst;
};

const place = { documentKey, layer: 0, gate: 'forgetGate', from: 0, count: 20, units: 16 } as const;
const units = Array.from({ length: 16 }, (_, unit) => unit);
const gates = async (weights: WeightsAt) =>
  value(await through(weights).call('gateMap', { ...place, chosen: units }));

/** The forget gates of the network as the training drew it, in double precision. */
async function firstGates(): Promise<number[]> {
  const decoded = decodeModelFile(await readFile(house.modelPath));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  const { model } = decoded;
  const network = createNetwork(createTwin({ interrupted: () => false }), model.shape);
  initialise(network, random(house.request().options.seed), model.vocabulary.counts);
  const predictor = createPredictor(network);
  const tokens = tokenizedText(text, 'words');
  const state = predictor.start();
  return [...encode(tokens, model.vocabulary, 0, 20)].flatMap((id) => {
    predictor.read(id, state);
    return [...predictor.layers[0].values.f];
  });
}

describe('the untrained network', () => {
  it('is drawn again from the seed, weight for weight', async () => {
    const { values, modelVersion } = await gates(untrained);
    const expected = await firstGates();
    values.forEach((gate, at) => expect(gate).toBeCloseTo(expected[at], 5));
    expect(modelVersion).toBeLessThan(0);
  });

  it('has forget gates of about 0.73, which is their bias', async () => {
    const { values } = await gates(untrained);
    for (const gate of values) expect(Math.abs(gate - 0.731)).toBeLessThan(0.02);
    const { values: trained } = await gates({ kind: 'trained' });
    expect(Math.max(...trained.map((gate) => Math.abs(gate - 0.731)))).toBeGreaterThan(0.1);
  });

  it('leaves alone who asks for the trained one, also in between', async () => {
    const before = await gates({ kind: 'trained' });
    const [past, now, colours] = await Promise.all([
      gates(untrained),
      gates({ kind: 'trained' }),
      house.analyst.call('colours', { documentKey, measure: { by: 'surprise' }, from: 0, to: 40 }),
    ]);
    expect(now.values).toEqual(before.values);
    expect(now.modelVersion).toBe(before.modelVersion);
    expect(past.values).not.toEqual(before.values);
    expect(colours).toMatchObject({ ok: true, value: { modelVersion: before.modelVersion } });
  });

  it('expects words by how often they occur', async () => {
    const question = { documentKey, token: 0, count: 3 };
    const raw = value(await through(untrained).call('predict', question));
    const trained = value(await house.analyst.call('predict', question));
    // A full stop ends every sentence of five words; it never comes after the first.
    expect(raw.tokens[0].word).toBe('.');
    expect(trained.tokens[0].word).not.toBe('.');
  });

  it('follows an edit of the text', async () => {
    await gates(untrained);
    const change = { offset: 0, length: 0, text: 'the queen ' };
    house.analyst.tell('editDocument', { documentKey, version: 2, changes: [change] });
    const edited = await gates(untrained);
    expect(edited).toMatchObject({ documentVersion: 2 });
    expect(edited.tokens.slice(0, 2)).toEqual(['the', 'queen']);
  });
});

describe('the snapshots of a training', () => {
  it('lead by steps from the untrained network to the trained one, better and better', async () => {
    const { snapshots } = value(await house.analyst.call('snapshots', { documentKey }));
    expect(snapshots.length).toBeGreaterThan(12);
    expect(snapshots.length).toBeLessThanOrEqual(1 + mostSnapshots);
    expect(snapshots.map(({ index }) => index)).toEqual([...snapshots.keys()]);
    const steps = snapshots.map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)].sort((one, other) => one - other));
    const measured = snapshots.flatMap(({ validationPerplexity }) => validationPerplexity ?? []);
    expect(measured.length).toBeGreaterThan(3);
    expect(measured[0]).toBeGreaterThan(2 * (measured.at(-1) ?? Infinity));
  });

  it('hold what the network was then: the first is near the untrained one, the last near the trained', async () => {
    const { snapshots } = value(await house.analyst.call('snapshots', { documentKey }));
    const first = await gates({ kind: 'snapshot', index: 1 });
    const last = await gates({ kind: 'snapshot', index: snapshots.length - 1 });
    const [raw, trained] = [await gates(untrained), await gates({ kind: 'trained' })];
    const distance = (one: GateMap, other: GateMap): number =>
      Math.hypot(...one.values.map((gate, at) => gate - other.values[at]));
    expect(distance(first, raw)).toBeLessThan(distance(first, trained) / 10);
    expect(distance(last, trained)).toBeLessThan(distance(last, raw) / 4);
    const versions = [first, last, raw, trained].map(({ modelVersion }) => modelVersion);
    expect(new Set(versions).size).toBe(4);
  });

  it('go with the model when it is deleted', async () => {
    const other = await openHouse(await bundledThread('src/worker/worker.ts'));
    try {
      value(await other.trainer.call('train', other.request()));
      const folder = dirname(other.modelPath);
      expect(await readdir(folder)).toHaveLength(2);
      value(await other.analyst.call('deleteModel', { path: other.modelPath }));
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await other.dispose();
    }
  });

  it('of another training are not taken for those of this model', async () => {
    const path = `${house.modelPath}.snapshots`;
    const bytes = await readFile(path);
    try {
      const text = bytes.toString('latin1').replace(/"modelVersion\\":\d/, '"modelVersion\\":9');
      await writeFile(path, Buffer.from(text, 'latin1'));
      const { snapshots } = value(await house.analyst.call('snapshots', { documentKey }));
      expect(snapshots.map(({ origin }) => origin)).toEqual(['untrained']);
    } finally {
      await writeFile(path, bytes);
    }
  });
});

describe('the list of snapshots', () => {
  it('begins with the untrained network', async () => {
    const { snapshots, modelVersion } = value(
      await house.analyst.call('snapshots', { documentKey }),
    );
    expect(modelVersion).toBeGreaterThan(0);
    expect(snapshots[0]).toEqual({ index: 0, step: 0, progress: 0, origin: 'untrained' });
  });

  it('has no more than it has: another index is refused with a reason', async () => {
    const answer = await through({ kind: 'snapshot', index: 99 }).call('gateMap', place);
    expect(answer).toEqual({ ok: false, failure: { kind: 'noSnapshot' } });
  });
});
