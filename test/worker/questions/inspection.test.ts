/** The analyst's long questions, against readings from scratch in double precision. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { bits, top } from '../../../src/engine/reading/bitsAndRank';
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork, loadTensors } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { principalComponents } from '../../../src/engine/inspection/components/principalComponents';
import { encode } from '../../../src/engine/text/words/vocabulary';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { exactly, openHouse, story, value } from '../house';

const text = story(2000);
const documentKey = 'file:///story.txt';
const tokens = tokenizedText(text, 'words');
const token = 30;
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

async function storedModel() {
  const decoded = decodeModelFile(await readFile(house.modelPath));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  return decoded.model;
}

/** The text, or one like it, read in double precision. */
async function openScratch() {
  const model = await storedModel();
  const network = createNetwork(createTwin({ interrupted: () => false }), model.shape);
  loadTensors(network, model.weights);
  const predictor = createPredictor(network);
  const ids = encode(tokens, model.vocabulary, 0, tokens.count);
  function read(changed: Int32Array, end = changed.length) {
    const state = predictor.start();
    return Array.from(changed.subarray(0, end), (id) => {
      const surprise = bits(predictor.probabilities(state), id);
      predictor.read(id, state);
      const layers = predictor.layers.map(({ values: { i, f, g, o, c, h } }) => ({
        ...{ i: i.slice(), f: f.slice(), g: g.slice(), o: o.slice(), c: c.slice(), h: h.slice() },
      }));
      return { bits: surprise, layers };
    });
  }
  const likely = () => {
    const state = predictor.start();
    for (let t = 0; t < token; t++) predictor.read(ids[t], state);
    const passes = (id: number): boolean => id !== 0 && id !== ids[token];
    return top(predictor.probabilities(state), 8, passes);
  };
  const put = (id: number): Int32Array => {
    const changed = Int32Array.from(ids);
    changed[token] = id;
    return changed;
  };
  return { model, ids, read, put, likely, own: read(ids, 400) };
}

describe('What is left of a word', () => {
  it('agrees with reading the changed text from its beginning', async () => {
    const word = tokens.token(token + 11);
    const request = {
      documentKey,
      token,
      replacement: { kind: 'word', word },
      count: 200,
    } as const;
    const answer = value(await house.analyst.call('substitution', request));
    const other = scratch.read(scratch.put(scratch.model.vocabulary.id(word)), 400);
    expect(answer.instead).toEqual([{ word, probability: 1 }]);
    expect(answer.change).toHaveLength(200);
    expect(answer.toTheEnd).toBe(false);
    answer.change.forEach((change, n) => {
      const at = token + 1 + n;
      expect(answer.bits[n]).toBeCloseTo(scratch.own[at].bits, 3);
      expect(change).toBeCloseTo(other[at].bits - scratch.own[at].bits, 3);
      expect(answer.size[n]).toBeCloseTo(Math.abs(change), 6);
    });
    expect(Math.max(...answer.size)).toBeGreaterThan(0.01);
    expect(answer.context.tokens.at(-1)).toBe(tokens.token(token));
    expect(answer.later.from).toBe(token + 1);
    expect(answer.later.tokens).toEqual(
      Array.from({ length: 200 }, (_, n) => tokens.token(token + 1 + n)),
    );
    expect(answer.later.spans[3].start).toBe(tokens.start(token + 4));
  });

  it('takes the mean over what the network held likely', async () => {
    const request = { documentKey, token, replacement: { kind: 'likely' }, count: 20 } as const;
    const answer = value(await house.analyst.call('substitution', request));
    const likely = scratch.likely();
    const sum = likely.reduce((all, { probability }) => all + probability, 0);
    expect(answer.instead.map(({ word }) => word)).toEqual(
      likely.map(({ id }) => scratch.model.vocabulary.words[id]),
    );
    const others = likely.map(({ id }) => scratch.read(scratch.put(id), token + 30));
    answer.change.forEach((change, n) => {
      const at = token + 1 + n;
      const expected = others.reduce(
        (all, other, k) =>
          all + (likely[k].probability / sum) * (other[at].bits - scratch.own[at].bits),
        0,
      );
      expect(change).toBeCloseTo(expected, 3);
    });
  });

  it('lists the units whose memory differs, with their histories', async () => {
    const word = tokens.token(token + 11);
    const replacement = { kind: 'word', word } as const;
    const request = { documentKey, token, replacement, at: token + 9, units: 6 };
    const answer = value(await house.analyst.call('cellChanges', request));
    const other = scratch.read(scratch.put(scratch.model.vocabulary.id(word)), 100);
    expect(answer.units).toHaveLength(6);
    expect(answer.passage).toMatchObject({ from: token });
    expect(answer.passage.tokens).toHaveLength(10);
    answer.units.forEach(({ layer, unit, change, held }, n) => {
      const at = token + 9;
      const own = scratch.own[at].layers[layer].c[unit];
      expect(held).toBeCloseTo(own, 4);
      expect(change).toBeCloseTo(other[at].layers[layer].c[unit] - own, 4);
      const first = other[token].layers[layer].c[unit] - scratch.own[token].layers[layer].c[unit];
      expect(answer.history[n * 10]).toBeCloseTo(first, 4);
      expect(answer.history[n * 10 + 9]).toBeCloseTo(change, 6);
    });
    const sizes = answer.units.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((one, two) => two - one));
  });

  it('says which word the network does not know, and that there is no such token', async () => {
    const ask = (at: number, word: string) =>
      house.analyst.call('substitution', {
        ...{ documentKey, token: at, count: 10 },
        replacement: { kind: 'word', word },
      });
    await expect(ask(3, 'Zebra')).resolves.toEqual({
      ok: false,
      failure: { kind: 'unknownWord', word: 'Zebra' },
    });
    await expect(ask(1e6, 'the')).resolves.toMatchObject({ failure: { kind: 'noToken' } });
  });

  it('ends with the text', async () => {
    const last = tokens.count - 1;
    const ask = (at: number) =>
      house.analyst.call('substitution', {
        ...{ documentKey, token: at, count: 10 },
        replacement: { kind: 'likely' },
      });
    expect(value(await ask(last - 3))).toMatchObject({ toTheEnd: true, change: { length: 3 } });
    expect(value(await ask(last)).change).toHaveLength(0);
  });

  it('can be called off, and lets short questions pass', async () => {
    const listeners: (() => void)[] = [];
    const cancel = {
      cancelled: false,
      whenCancelled: (listener: () => void) => void listeners.push(listener),
    };
    const request = {
      documentKey,
      token: 0,
      replacement: { kind: 'likely' },
      count: 4000,
    } as const;
    const order: string[] = [];
    const long = house.analyst.call('substitution', request).then(() => order.push('long'));
    const called = house.analyst.call('substitution', request, { cancel });
    const short = house.analyst
      .call('overview', { documentKey, offset: 0 })
      .then(() => order.push('short'));
    for (const listener of listeners) listener();
    await expect(called).rejects.toThrow(/cancelled/);
    await Promise.all([long, short]);
    expect(order).toEqual(['short', 'long']);
  });
});

describe('The ledger', () => {
  it('adds up to the cell state that the map shows', async () => {
    const request = { documentKey, layer: 1, token: 700, count: 300 } as const;
    const map = value(
      await house.analyst.call('gateMap', {
        ...{ documentKey, layer: 1, gate: 'cellState', from: 700, count: 1, units: 16 },
        chosen: Array.from({ length: 16 }, (_, unit) => unit),
      }),
    );
    for (const unit of [0, 5, 15]) {
      const answer = value(await house.analyst.call('ledger', { ...request, unit }));
      const sum = answer.left.reduce((all, one) => all + one, answer.before.left);
      const bound = 1e-5 * Math.max(1, Math.abs(answer.held));
      expect(Math.abs(sum - answer.held)).toBeLessThan(bound);
      expect(answer.held).toBe(map.values[unit]);
      expect(answer.passage).toMatchObject({ from: 401, tokens: { length: 300 } });
      expect(answer.units[0].held).toBe(
        answer.units.map(({ held }) => held).sort((a, b) => Math.abs(b) - Math.abs(a))[0],
      );
    }
  });

  it('has nothing before the text’s first token', async () => {
    const request = { documentKey, layer: 0, unit: 3, token: 12, count: 300 };
    const answer = value(await house.analyst.call('ledger', request));
    expect(answer.before.value).toBe(0);
    expect(answer.passage.tokens).toHaveLength(13);
    const { i, g } = scratch.own[12].layers[0];
    expect(answer.written[12]).toBeCloseTo(i[3] * g[3], 4);
    expect(answer.survives[12]).toBe(1);
    expect(answer.survives[11]).toBeCloseTo(scratch.own[12].layers[0].f[3], 4);
  });

  it('of all units is lengths', async () => {
    const request = { documentKey, layer: 0, token: 12, count: 300 };
    const answer = value(await house.analyst.call('ledger', request));
    const { c, i, g } = scratch.own[12].layers[0];
    expect(answer.held).toBeCloseTo(Math.hypot(...c), 4);
    expect(answer.written[12]).toBeCloseTo(Math.hypot(...i.map((value_, j) => value_ * g[j])), 4);
    expect(answer).not.toHaveProperty('unit');
  });
});

describe('Units', () => {
  it('are surveyed over the whole text', async () => {
    const survey = await exactly(async () =>
      value(await house.analyst.call('layerSurvey', { documentKey, layer: 1, token: 5 })),
    );
    expect(survey).toMatchObject({ from: 0, count: tokens.count, layer: 1 });
    const all = scratch.read(scratch.ids);
    const f = all.map(({ layers }) => layers[1].f[7]);
    const low = f.filter((gate) => gate < 0.1).length / f.length;
    const high = f.filter((gate) => gate > 0.9).length / f.length;
    expect(survey.saturation.forgetGate.low[7]).toBeCloseTo(low, 2);
    expect(survey.saturation.forgetGate.high[7]).toBeCloseTo(high, 2);
    const logs = f.reduce((sum, gate) => sum + Math.log(gate), 0) / f.length;
    expect(survey.halfLife?.[7]).toBeCloseTo(-Math.LN2 / logs, 2);
  });

  it('have a page with the trace and the passages that drive it', async () => {
    const request = { documentKey, layer: 1, unit: 7, gate: 'cellState', token: 0 } as const;
    const page = value(await house.analyst.call('unitPage', request));
    const all = scratch.read(scratch.ids).map(({ layers }) => layers[1]);
    page.values.forEach((cell, t) => expect(cell).toBeCloseTo(all[t].c[7], 3));
    expect(page.highest[0].value).toBe(Math.max(...page.values));
    expect(page.lowest[0].value).toBe(Math.min(...page.values));
    const { token: at, passage } = page.highest[0];
    expect(passage.tokens[at - passage.from]).toBe(tokens.token(at));
    const mean = all.reduce((sum, { h }) => sum + h[7], 0) / all.length;
    expect(page.mean.hiddenState).toBeCloseTo(mean, 4);
    expect(page.pushes?.up).toHaveLength(10);
    expect(page.pushes?.up.map(({ word }) => word)).not.toContain('');
    const below = await house.analyst.call('unitPage', { ...request, layer: 0 });
    expect(value(below).pushes).toBeUndefined();
  });

  it('are switched off over the stretch that is named', async () => {
    const request = {
      ...({ documentKey, layer: 1, unit: 7, what: 'hiddenState', value: 0.1 } as const),
      ...{ token: 200, count: 100 },
    } as const;
    const answer = value(await house.analyst.call('ablation', request));
    expect(answer.count).toBe(100);
    const own = scratch.own.slice(answer.from, answer.from + 100);
    const mean = own.reduce((sum, one) => sum + one.bits, 0) / 100;
    expect(answer.bits).toBeCloseTo(mean, 3);
    for (const { change } of answer.worse) expect(change).toBeGreaterThan(0);
    for (const { change } of answer.better) expect(change).toBeLessThan(0);
    const [{ token: at, bits: surprise }] = answer.worse;
    expect(surprise).toBeCloseTo(scratch.own[at].bits, 3);
  });

  it('keep the names that they are given in the model’s file, and nothing else changes', async () => {
    const { analyst, modelPath: path } = house;
    const before = await storedModel();
    const name = { path, layer: 1, unit: 7, name: 'ends of sentences' };
    const { weights } = value(await analyst.call('describeModel', { path }));
    const unitNames = { '1:7': 'ends of sentences' };
    const namedWith = { '1:7': weights };
    expect(value(await analyst.call('nameUnit', name))).toEqual({ unitNames, namedWith });
    const after = await storedModel();
    expect(after).toEqual({
      ...before,
      ...{ unitNames, namedWith },
      vocabulary: expect.anything(),
    });
    const described = value(await analyst.call('describeModel', { path }));
    expect(described).toMatchObject({ unitNames, namedWith, weights });
    expect(described.weights).toBe(described.summary?.sha256);
    const none = await analyst.call('nameUnit', { ...name, name: '' });
    expect(value(none)).toEqual({ unitNames: {}, namedWith: {} });
    const missing = await analyst.call('nameUnit', { ...name, path: `${path}.none` });
    expect(missing).toMatchObject({ failure: { kind: 'noModel' } });
  });
});

describe('The map of states', () => {
  it('has what the network holds after each sentence, on the two directions of most variance', async () => {
    const map = value(await house.analyst.call('sentenceStates', { documentKey, token }));
    const model = await storedModel();
    const { H } = model.shape;
    const network = createNetwork(createTwin({ interrupted: () => false }), model.shape);
    loadTensors(network, model.weights);
    const predictor = createPredictor(network);
    const ids = encode(tokens, model.vocabulary, 0, tokens.count);
    const ends = Array.from(map.lengths, (_, n) => map.spans[2 * n + 1]);
    const states: number[] = [];
    const state = predictor.start();
    ids.forEach((id, n) => {
      predictor.read(id, state);
      if (ends.includes(tokens.end(n))) states.push(...predictor.layers[1].h.subarray(0, H));
    });
    expect(states).toHaveLength(map.count * H);
    const { coordinates, shares } = principalComponents(Float64Array.from(states), H, 2);
    coordinates.forEach((wanted, n) => expect(map.points[n]).toBeCloseTo(wanted, 3));
    expect(map.shares[0]).toBeCloseTo(shares[0] ?? 0, 4);
    map.texts.forEach((beginning, n) => {
      const whole = text.slice(map.spans[2 * n], map.spans[2 * n + 1]);
      expect(whole.startsWith(beginning.replace('…', '').slice(0, 5))).toBe(true);
      expect(whole.trim()).toMatch(/[.!?]$/);
    });
  });
});
