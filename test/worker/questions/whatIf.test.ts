/** The analyst's answers to what if, against readings from scratch in double precision. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import type { Intervention as Acting } from '../../../src/engine/inspection/interventions';
import { createMeanTaker } from '../../../src/engine/inspection/means';
import { changeOf, createWhatIfReadings } from '../../../src/engine/inspection/whatIf';
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork, loadTensors } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { encode } from '../../../src/engine/text/words/vocabulary';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import type { Intervention } from '../../../src/shared/questions/whatIf';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { exactly, openHouse, story, value } from '../house';

const text = story(2000);
const documentKey = 'file:///story.txt';
const tokens = tokenizedText(text, 'words');
const from = 30;
const trace = { layer: 1, unit: 7, gate: 'cellState' } as const;
let house: House;
let scratch: Awaited<ReturnType<typeof openScratch>>;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  const options = { ...request().options, layers: 2 };
  value(await trainer.call('train', request({ text, options, budget: { steps: 200 } })));
  scratch = await openScratch();
});
afterAll(() => house.dispose());

beforeEach(() => {
  const { analyst, modelPath: path } = house;
  analyst.tell('openDocument', { documentKey, version: 1, text });
  analyst.tell('useModel', { documentKey, source: { kind: 'file', path } });
});

/** The text in double precision, with the means over all of it. */
async function openScratch() {
  const decoded = decodeModelFile(await readFile(house.modelPath));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  const { shape, weights, vocabulary } = decoded.model;
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  loadTensors(network, weights);
  const ids = encode(tokens, vocabulary, 0, tokens.count);
  const predictor = createPredictor(network);
  const taker = createMeanTaker();
  const all = predictor.start();
  for (const id of ids) {
    predictor.read(id, all);
    taker.note(predictor.layers);
  }
  const means = taker.means();
  const compare = (count: number, first: number, ...readings: Acting[][]) => {
    const state = predictor.start();
    for (let t = 0; t < first; t++) predictor.read(ids[t], state);
    const courses: number[][] = readings.map(() => []);
    const compared = createWhatIfReadings(network).compare({
      text: { length: ids.length, id: (token) => ids[token] },
      ...{ from: first, count, state, means, readings },
      visit: (_, n, layers) => void courses[n].push(layers[1].values.c[7]),
    });
    while (!compared.advance());
    return { ...compared, courses };
  };
  return { means, compare, vocabulary, ids };
}

const forgetting: Intervention = {
  ...{ layer: 0, gate: 'forgetGate', from },
  to: { kind: 'mean', amount: 0 },
};
const forgettingLetters: Acting = {
  ...{ layer: 0, gate: 'f', units: 'all', from },
  to: { kind: 'mean' },
};
const ask = (...interventions: Intervention[]) => ({
  ...{ documentKey, interventions, count: 200, trace },
});

describe('What if', () => {
  it('agrees with a reading from the beginning in double precision', async () => {
    const answer = await exactly(async () =>
      value(await house.analyst.call('whatIf', ask(forgetting))),
    );
    const wanted = scratch.compare(200, from, [], [forgettingLetters]);
    const change = changeOf(wanted);
    expect(answer.bits).toHaveLength(200);
    expect(answer.words).toMatchObject({ from, tokens: { length: 201 } });
    expect(answer.words.tokens[4]).toBe(tokens.token(from + 4));
    answer.change.forEach((one, n) => {
      expect(answer.bits[n]).toBeCloseTo(wanted.bits[0][n], 3);
      expect(one).toBeCloseTo(change[n], 3);
      expect(answer.trace.before[n]).toBeCloseTo(wanted.courses[0][n], 4);
      expect(answer.trace.after[n]).toBeCloseTo(wanted.courses[1][n], 4);
    });
    expect(Math.max(...answer.change.map(Math.abs))).toBeGreaterThan(0.01);
    expect(answer.meanOver).toEqual({ from: 0, count: tokens.count });
  });

  it('compares what was expected where it matters most, and where it is asked to', async () => {
    const most = value(await house.analyst.call('whatIf', ask(forgetting)));
    const sizes = most.change.map(Math.abs);
    expect(most.at).toBe(from + 1 + sizes.indexOf(Math.max(...sizes)));
    const chosen = value(await house.analyst.call('whatIf', { ...ask(forgetting), at: from + 17 }));
    for (const { at, bits, change, came, expected } of [most, chosen]) {
      const n = at - from - 1;
      expect(came.word).toBe(tokens.token(at));
      expect(-Math.log2(came.before.probability)).toBeCloseTo(bits[n], 3);
      expect(-Math.log2(came.after.probability)).toBeCloseTo(bits[n] + change[n], 3);
      for (const side of ['before', 'after'] as const) {
        const ranks = expected.map((word) => word[side].rank).sort((a, b) => a - b);
        expect(ranks.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      }
    }
    expect(chosen.at).toBe(from + 17);
  });

  it('agrees with what the page of a unit says about the unit switched off', async () => {
    const [layer, unit] = [1, 7];
    const page = value(
      await house.analyst.call('unitPage', {
        documentKey,
        layer,
        unit,
        gate: 'cellState',
        token: 0,
      }),
    );
    for (const gate of ['hiddenState', 'cellState'] as const) {
      const off = value(
        await house.analyst.call('ablation', {
          ...{ documentKey, layer, unit, what: gate, value: page.mean[gate] },
          ...{ token: 300, count: 100 },
        }),
      );
      const here = off.from - 1;
      const answer = value(
        await house.analyst.call('whatIf', {
          ...ask({ layer, gate, units: [unit], to: { kind: 'mean', amount: 0 }, from: here }),
          count: off.count,
        }),
      );
      const mean = (values: Float32Array) => values.reduce((all, one) => all + one, 0) / 100;
      expect(answer.bits).toHaveLength(100);
      expect(mean(answer.bits)).toBeCloseTo(off.bits, 5);
      expect(mean(answer.change)).toBeCloseTo(off.change, 5);
      expect(Math.abs(off.change)).toBeGreaterThan(1e-4);
    }
  });

  it('parts the change by labels: inside and outside them, of a unit, of gates and of interventions', async () => {
    const { analyst } = house;
    const starts: number[] = [];
    const ends: number[] = [];
    for (let token = from + 20; token < from + 140; token += 10) {
      starts.push(tokens.start(token));
      ends.push(tokens.end(token + 2));
    }
    const spans = { starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
    const labels = { by: 'spans', ...spans } as const;
    const answer = value(await analyst.call('whatIf', { ...ask(forgetting), labels }));
    const isInside = (n: number): boolean => n >= 19 && n < 139 && (n - 19) % 10 < 3;
    const meanWhere = (inside: boolean): number => {
      const those = [...answer.change].filter((_, n) => isInside(n) === inside);
      return those.reduce((all, one) => all + one, 0) / those.length;
    };
    expect(answer.labelled?.inside.count).toBe(36);
    expect(answer.labelled?.outside.count).toBe(200 - 36);
    expect(answer.labelled?.inside.change).toBeCloseTo(meanWhere(true), 5);
    expect(answer.labelled?.outside.change).toBeCloseTo(meanWhere(false), 5);
    const stretch = { documentKey, token: 130, count: 200, labels };
    const held = value(await analyst.call('heldGates', stretch));
    const off = { layer: 1, unit: 7, what: 'hiddenState', value: 0.1 } as const;
    const without = value(await analyst.call('ablation', { ...stretch, ...off }));
    for (const { change, labelled } of [...held.gates, without]) {
      if (!labelled) throw new Error('not parted');
      const { inside, outside } = labelled;
      const sum = inside.count * inside.change + outside.count * outside.change;
      expect(inside.count + outside.count).toBe(200);
      expect(sum / 200).toBeCloseTo(change, 6);
    }
    const none = { by: 'pattern', source: 'zebra', flags: '' } as const;
    const unlabelled = value(await analyst.call('whatIf', { ...ask(forgetting), labels: none }));
    expect(unlabelled.labelled).toBeUndefined();
  });

  it('changes nothing else: afterwards the map is what it was', async () => {
    const map = () =>
      house.analyst.call('gateMap', {
        ...{ documentKey, layer: 0, gate: 'forgetGate', from, count: 50, units: 16 },
      });
    const before = value(await map());
    value(await house.analyst.call('whatIf', ask(forgetting)));
    expect(value(await map())).toEqual(before);
  });

  it('takes means anew when the text has changed', async () => {
    const { analyst } = house;
    const before = value(await analyst.call('whatIf', ask(forgetting)));
    const changes = [
      { offset: 0, length: Math.floor(text.length / 2), text: 'the cat sees a ship.\n' },
    ];
    analyst.tell('editDocument', { documentKey, version: 2, changes });
    const after = value(await analyst.call('whatIf', ask(forgetting)));
    expect(after.documentVersion).toBe(2);
    expect(after.meanOver?.count).toBeLessThan(before.meanOver?.count ?? 0);
  });

  it('says what the network does not have, and that nothing follows', async () => {
    const call = (change: Partial<Intervention>) =>
      house.analyst.call('whatIf', ask({ ...forgetting, ...change }));
    await expect(call({ layer: 2 })).resolves.toMatchObject({
      failure: { kind: 'noUnit', layer: 2, layers: 2 },
    });
    await expect(call({ units: [3, 16] })).resolves.toMatchObject({
      failure: { kind: 'noUnit', unit: 16, units: 16 },
    });
    await expect(call({ from: tokens.count - 1 })).resolves.toMatchObject({
      failure: { kind: 'noToken' },
    });
    const last = value(await call({ from: tokens.count - 3 }));
    expect(last.bits).toHaveLength(2);
  });

  it('can be called off', async () => {
    const listeners: (() => void)[] = [];
    const cancel = {
      cancelled: false,
      whenCancelled: (listener: () => void) => void listeners.push(listener),
    };
    const long = { ...ask(forgetting), count: 2000 };
    const first = house.analyst.call('whatIf', long);
    const called = house.analyst.call('whatIf', long, { cancel });
    for (const listener of listeners) listener();
    await expect(called).rejects.toThrow(/cancelled/);
    await first;
  });
});

describe('Which gate matters', () => {
  it('is the mean loss with each gate of a layer at its mean', async () => {
    const request = { documentKey, token: 400, count: 150 };
    const answer = value(await house.analyst.call('heldGates', request));
    expect(answer.gates.map(({ layer, gate }) => `${layer} ${gate}`)).toEqual(
      [0, 1].flatMap((layer) =>
        ['inputGate', 'forgetGate', 'candidate', 'outputGate'].map((gate) => `${layer} ${gate}`),
      ),
    );
    const first = answer.from - 1;
    const held = ([0, 1] as const).flatMap((layer) =>
      (['i', 'f', 'g', 'o'] as const).map((gate): Acting[] => [
        { layer, gate, units: 'all', to: { kind: 'mean' }, from: first },
      ]),
    );
    const { bits } = scratch.compare(150, first, [], ...held);
    const mean = (values: Float64Array) => values.reduce((all, one) => all + one, 0) / 150;
    expect(answer.bits).toBeCloseTo(mean(bits[0]), 4);
    answer.gates.forEach(({ change }, n) => {
      expect(change).toBeCloseTo(mean(bits[n + 1]) - mean(bits[0]), 3);
    });
    expect(Math.max(...answer.gates.map(({ change }) => change))).toBeGreaterThan(0.01);
  });
});
