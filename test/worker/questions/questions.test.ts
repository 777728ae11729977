import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { bits } from '../../../src/engine/reading/bitsAndRank';
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork, loadTensors } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import { encode } from '../../../src/engine/text/words/vocabulary';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import type { GateMap, UnitOrder } from '../../../src/shared/questions/gates';
import { layerCellOf } from '../../layerCells';
import type { ColourAnswer, ColourMeasure } from '../../../src/shared/questions/editor/colours';
import type { DocumentsContract } from '../../../src/shared/contracts/documents';
import type { Remote } from '../../../src/shared/wire/rpc';
import type { TokenReading } from '../../../src/shared/questions/editor/hover';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { exactly, openHouse, story, value } from '../house';

const gateNames = layerCellOf('lstm').quantities.map(({ name }) => name);

const text = story(2000);
const documentKey = 'file:///story.txt';
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  value(await trainer.call('train', request({ text, budget: { steps: 200 } })));
});
afterAll(() => house.dispose());

/** The document as it is on disk, seen by both threads through the saved model. */
function open(raw = text): void {
  const source = { kind: 'file', path: house.modelPath } as const;
  const threads: readonly { tell: Remote<DocumentsContract>['tell'] }[] = [
    house.reader,
    house.analyst,
  ];
  for (const { tell } of threads) {
    tell('openDocument', { documentKey, version: 1, text: raw });
    tell('useModel', { documentKey, source });
  }
}
beforeEach(() => open());

/** What a token was, computed here in double precision from the model's file. */
async function oracle(raw: string) {
  const decoded = decodeModelFile(await readFile(house.modelPath));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  const { model } = decoded;
  const network = createNetwork(createTwin({ interrupted: () => false }), model.shape);
  loadTensors(network, model.weights);
  const predictor = createPredictor(network);
  const tokens = tokenizedText(raw, 'words');
  const ids = encode(tokens, model.vocabulary, 0, tokens.count);
  const state = predictor.start();
  return Array.from(ids, (id) => {
    const surprise = bits(predictor.probabilities(state), id);
    predictor.read(id, state);
    const [layer] = predictor.layers;
    return { bits: surprise, h: layer.h.slice(), f: layer.values.f.slice() };
  });
}

const inspect = async (offset: number): Promise<TokenReading> =>
  value(await house.reader.call('inspect', { documentKey, offset }));

describe('the reader', () => {
  it('hovers over the word asked for, also where only guesses are at hand after an edit', async () => {
    const long = story(60_000);
    open(long);
    const offset = long.length - 500;
    const before = await inspect(offset);
    expect(before.approximate).toBe(true);
    const changes = [{ offset: long.length - 4000, length: 0, text: 'forgets every candle ' }];
    house.reader.tell('editDocument', { documentKey, version: 2, changes });
    const after = await inspect(offset + changes[0].text.length);
    expect(after.token).toBe(before.token);
    expect(after.bits).toBeCloseTo(before.bits, 1);
    expect(after.expected[0].word).toBe(before.expected[0].word);
    after.layers[0].hiddenState.forEach((h, unit) =>
      expect(h).toBeCloseTo(before.layers[0].hiddenState[unit], 2),
    );
  }, 60_000);

  it('shows what the network computed, token by token', async () => {
    const expected = await oracle(text);
    const tokens = tokenizedText(text, 'words');
    for (const index of [0, 1, 7, 255, 256, 257, 600, tokens.count - 1]) {
      const reading = await exactly(() => inspect(tokens.start(index)));
      expect(reading).toMatchObject({ index, token: tokens.token(index) });
      expect(reading.range).toEqual({ start: tokens.start(index), end: tokens.end(index) });
      expect(reading.bits).toBeCloseTo(expected[index].bits, 3);
      expect(reading.recent).toHaveLength(Math.min(20, index + 1));
      reading.recent.forEach((recent, n) => {
        expect(recent).toBeCloseTo(expected[index + 1 - reading.recent.length + n].bits, 3);
      });
      const [{ hiddenState, forgetGate }] = reading.layers;
      hiddenState.forEach((h, unit) => expect(h).toBeCloseTo(expected[index].h[unit], 4));
      forgetGate.forEach((f, unit) => expect(f).toBeCloseTo(expected[index].f[unit], 4));
      expect(reading.changed).toHaveLength(3);
      expect(reading.expected).toHaveLength(5);
    }
  });

  it('knows which places it was trained on, and which words it knows', async () => {
    const reading = await inspect(text.indexOf('\n') + 1);
    expect(reading).toMatchObject({ known: true, seen: true });
    open(`Zebra ${text}`);
    const zebra = await inspect(0);
    expect(zebra).toMatchObject({
      token: 'Zebra',
      known: false,
      seen: false,
      rank: expect.any(Number),
    });
  });

  it('reads on in the background, so that percentiles are of the whole document', async () => {
    const tokens = tokenizedText(text, 'words').count;
    await vi.waitFor(
      async () => {
        const [{ erased, written, shown }] = (await inspect(100)).memory;
        expect([erased?.of, written?.of, shown.of]).toEqual([tokens, tokens, tokens]);
        expect(erased?.percentile).toBeGreaterThanOrEqual(0);
        expect(erased?.percentile).toBeLessThanOrEqual(100);
      },
      { interval: 50 },
    );
  });

  it('finds no token between words and none in an empty document', async () => {
    open('  the cat');
    const ask = (offset: number) => house.reader.call('inspect', { documentKey, offset });
    await expect(ask(0)).resolves.toMatchObject({ failure: { kind: 'noToken' } });
    expect((await inspect(5)).token).toBe('the');
    open('');
    await expect(ask(0)).resolves.toMatchObject({ failure: { kind: 'noToken' } });
  });

  it('answers about an edited document as if it had been opened like that', async () => {
    const version = 2;
    const changes = [
      { offset: 40, length: 6, text: 'the king forgets' },
      { offset: 0, length: 0, text: 'every ship\n' },
      { offset: 300, length: 50, text: '' },
    ];
    await exactly(() => inspect(1500));
    house.reader.tell('editDocument', { documentKey, version, changes });
    const edited = changes.reduce(
      (raw, { offset, length, text: put }) =>
        raw.slice(0, offset) + put + raw.slice(offset + length),
      text,
    );
    const offsets = [0, 20, 45, 330, 1500, edited.length - 2];
    const incremental = [];
    for (const offset of offsets) incremental.push(await exactly(() => inspect(offset)));
    open(edited);
    for (const [n, offset] of offsets.entries()) {
      // Both are of what was read so far.
      const { memory: _, unknownShare: __, ...fresh } = await exactly(() => inspect(offset));
      expect(incremental[n]).toMatchObject({ ...fresh, documentVersion: 2 });
    }
  });

  it('completes a word that was begun, with probabilities over the words like it', async () => {
    open('the cat sees the mount');
    const offset = 'the cat sees the mount'.length;
    const answer = value(await house.reader.call('complete', { documentKey, offset, count: 3 }));
    expect(answer.range).toEqual({ start: offset - 5, end: offset });
    expect(answer.words).toMatchObject([{ word: 'mountain', probability: expect.closeTo(1, 6) }]);
  });

  it('offers the next word after white space, one that the grammar allows', async () => {
    open('the cat ');
    const answer = value(await house.reader.call('complete', { documentKey, offset: 8, count: 3 }));
    expect(answer.range).toEqual({ start: 8, end: 8 });
    const verbs = ['sees', 'finds', 'follows', 'forgets', 'remembers'];
    for (const { word } of answer.words) expect(verbs).toContain(word);
  });

  it('extends the item that the suggest list has chosen', async () => {
    open('the r');
    const request = { documentKey, offset: 5, count: 5, extending: 'ri' };
    const answer = value(await house.reader.call('complete', request));
    expect(answer.words.map(({ word }) => word)).toEqual(['river']);
  });

  it.each([
    ['the cat sees the Mou', 'Mountain'],
    ['the cat sees the MOU', 'MOUNTAIN'],
  ])('goes on in the case of what is typed: %s', async (raw, word) => {
    open(raw);
    const request = { documentKey, offset: raw.length, count: 5 };
    const answer = value(await house.reader.call('complete', request));
    expect(answer.words).toMatchObject([{ word, probability: expect.closeTo(1, 6) }]);
  });

  it('offers nothing after a digit, for unknown beginnings and for a whole word without more', async () => {
    for (const raw of ['room 12', 'the qzx', 'the mountain']) {
      open(raw);
      const request = { documentKey, offset: raw.length, count: 5 };
      expect(value(await house.reader.call('complete', request)).words).toEqual([]);
    }
  });

  it('predicts what comes, and says where the actual word stood', async () => {
    const answer = value(await house.reader.call('predict', { documentKey, token: 0, count: 10 }));
    const tokens = tokenizedText(text, 'words');
    const reading = await inspect(tokens.start(1));
    expect(answer.actual).toMatchObject({ word: tokens.token(1), rank: reading.rank });
    expect(-Math.log2(answer.actual?.probability ?? 0)).toBeCloseTo(reading.bits, 6);
    expect(answer.tokens.slice(0, 5)).toEqual(reading.expected);
    expect(answer.actual?.known).toBe(reading.known);
    expect(answer.unknown.probability).toBe(reading.unknownExpected);
    const all = value(await house.reader.call('predict', { documentKey, token: 0, count: 1e5 }));
    const sum = all.tokens.reduce((total, { probability }) => total + probability, 0);
    expect(sum + all.unknown.probability).toBeCloseTo(1, 5);
    const above = all.tokens.filter((one) => one.probability > all.unknown.probability);
    expect(all.unknown.rank).toBe(above.length + 1);
    const last = { documentKey, token: tokens.count - 1, count: 1 };
    expect(value(await house.reader.call('predict', last)).actual).toBeUndefined();
    const beyond = await house.reader.call('predict', { ...last, token: tokens.count });
    expect(beyond).toEqual({ ok: false, failure: { kind: 'noToken' } });
    const first = value(await house.reader.call('predict', { documentKey, token: -1, count: 1 }));
    expect(first.actual?.word).toBe(tokens.token(0));
  });

  it('says that there is no model, and that a closed document is gone', async () => {
    house.reader.tell('useModel', { documentKey });
    const ask = () => house.reader.call('inspect', { documentKey, offset: 0 });
    await expect(ask()).resolves.toEqual({
      ok: false,
      failure: { kind: 'noModel', name: 'story.txt' },
    });
    house.reader.tell('closeDocument', { documentKey });
    await expect(ask()).resolves.toMatchObject({ failure: { kind: 'stale' } });
  });

  it('answers during a training, from newer and newer weights', async () => {
    const { trainer, request, published, reader } = house;
    const other = 'file:///other.txt';
    const seen = published.length;
    const modelPath = `${house.modelPath}.other`;
    const training = trainer.call(
      'train',
      request({ documentKey: other, modelPath, start: 'afresh', budget: { steps: 100_000 } }),
    );
    await vi.waitFor(() => expect(published.length).toBe(seen + 1), 10_000);
    reader.tell('openDocument', { documentKey: other, version: 5, text });
    const source = { kind: 'live', model: published[seen] } as const;
    reader.tell('useModel', { documentKey: other, source });
    const versions = new Set<number>();
    await vi.waitFor(
      async () => {
        const ask = { documentKey: other, offset: 4, count: 3 };
        const answer = value(await reader.call('complete', ask));
        expect(answer.documentVersion).toBe(5);
        versions.add(answer.modelVersion);
        expect(versions.size).toBeGreaterThan(2);
      },
      { timeout: 50_000, interval: 100 },
    );
    expect([...versions]).toEqual([...versions].sort((one, two) => one - two));
    trainer.command('stop');
    value(await training);
    trainer.command('run');
  });
});

describe('the analyst', () => {
  it('gives an overview', async () => {
    open(`Zebra ${text}`);
    const answer = value(await house.analyst.call('overview', { documentKey, offset: 7 }));
    const tokens = tokenizedText(`Zebra ${text}`, 'words').count;
    expect(answer).toMatchObject({ tokens, layers: 1, hiddenSize: 16, cursorToken: 1 });
    expect(answer.unknownShare).toBeCloseTo(1 / tokens, 10);
  });

  it('shows in the map the same numbers as the reader shows of a token', async () => {
    const request = { documentKey, layer: 0, from: 300, count: 40, units: 8 };
    for (const gate of gateNames) {
      const map = await exactly(async () =>
        value(await house.analyst.call('gateMap', { ...request, gate })),
      );
      expect(map.units).toHaveLength(8);
      expect(map.tokens).toHaveLength(40);
      const reading = await exactly(() => inspect(map.spans[5].start));
      expect(reading.index).toBe(305);
      map.units.forEach((unit, n) =>
        expect(map.values[5 * 8 + n]).toBe(reading.layers[0][gate][unit]),
      );
    }
  });

  it('puts the units that vary most first, and keeps chosen ones in their order', async () => {
    const request = { documentKey, layer: 0, gate: 'hiddenState', from: 0, count: 100 } as const;
    const all = value(await house.analyst.call('gateMap', { ...request, units: 16 }));
    const variance = (unit: number): number => {
      const column = Array.from({ length: 100 }, (_, t) => all.values[t * 16 + unit]);
      const mean = column.reduce((sum, value) => sum + value, 0) / 100;
      return column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    for (let n = 1; n < 16; n++) expect(variance(n)).toBeLessThanOrEqual(variance(n - 1) + 1e-9);
    const chosen = [3, 1, 99, 2];
    const some = value(await house.analyst.call('gateMap', { ...request, units: 3, chosen }));
    expect(some.units).toEqual([3, 1, 2]);
    expect(some.values[1]).toBe(all.values[all.units.indexOf(1)]);
  });

  it('colours by the same numbers as the reader shows of a token', async () => {
    const tokens = tokenizedText(text, 'words');
    const [from, to] = [tokens.start(300), tokens.end(339)];
    const ask = async (measure: ColourMeasure): Promise<ColourAnswer> => {
      const request = { documentKey, from, to, measure };
      const answer = await exactly(async () => value(await house.analyst.call('colours', request)));
      expect(answer.documentVersion).toBe(1);
      expect([answer.starts[0], answer.ends.at(-1)]).toEqual([from, to]);
      return answer;
    };
    const unit = { by: 'unit', gate: 'cellState', layer: 0, unit: 5 } as const;
    // Twice: computed, and from what is known by then.
    for (let time = 0; time < 2; time++) {
      const surprise = await ask({ by: 'surprise' });
      const ranks = await ask({ by: 'rank' });
      const cells = await ask(unit);
      const erased = await ask({ by: 'erased', layer: 0 });
      const written = await ask({ by: 'written', layer: 0 });
      for (const n of [0, 1, 17, 39]) {
        const reading = await exactly(() => inspect(surprise.starts[n]));
        expect(reading.range).toEqual({ start: surprise.starts[n], end: surprise.ends[n] });
        expect(surprise.values[n]).toBeCloseTo(reading.bits, 5);
        expect(ranks.values[n]).toBe(reading.rank);
        expect(cells.values[n]).toBe(reading.layers[0].cellState[5]);
        expect(erased?.values[n]).toBeCloseTo(reading.memory[0].erased?.value ?? NaN, 5);
        expect(written?.values[n]).toBeCloseTo(reading.memory[0].written?.value ?? NaN, 5);
      }
    }
  });

  it('divides what was erased so that 1 word in 10 lies above the third border', async () => {
    const measure = { by: 'erased', layer: 0 } as const;
    const request = { documentKey, from: 0, to: text.length, measure };
    const tokens = tokenizedText(text, 'words').count;
    const { values, borders = [] } = await exactly(async () =>
      value(await house.analyst.call('colours', request)),
    );
    expect(values).toHaveLength(tokens);
    const share = values.filter((erased) => erased > borders[2]).length / values.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  });

  it('colours an edited text as if it had been opened like that', async () => {
    const request = { documentKey, from: 0, to: 900, measure: { by: 'surprise' } } as const;
    const asked = async (): Promise<ColourAnswer> =>
      value(await house.analyst.call('colours', request));
    await exactly(asked);
    const changes = [{ offset: 400, length: 10, text: 'forgets every candle ' }];
    house.analyst.tell('editDocument', { documentKey, version: 2, changes });
    const [quickly, followed] = [await asked(), await exactly(asked)];
    expect(quickly.documentVersion).toBe(2);
    open(text.slice(0, 400) + changes[0].text + text.slice(410));
    const fresh = await exactly(asked);
    expect(followed.starts).toEqual(fresh.starts);
    expect(followed.values).toEqual(fresh.values);
    expect(quickly.starts).toEqual(fresh.starts);
    quickly.values.forEach((bits, n) => expect(bits).toBeCloseTo(fresh.values[n], 1));
  });

  it('guesses far from where it has read, and gives the guess up for what is exact', async () => {
    const long = story(60_000);
    open(long);
    const request = {
      ...{ documentKey, from: long.length - 900, to: long.length },
      measure: { by: 'surprise' },
    } as const;
    const guessed = value(await house.analyst.call('colours', request));
    expect(guessed.approximate).toBe(true);
    const exact = await exactly(async () => value(await house.analyst.call('colours', request)));
    expect(guessed.starts).toEqual(exact.starts);
    for (const n of [0, 50, 100]) {
      const reading = await exactly(() => inspect(exact.starts[n]));
      expect(exact.values[n]).toBeCloseTo(reading.bits, 4);
    }
  }, 90_000);

  it('colours by the changes that the memory view shows, and marks words outside the vocabulary', async () => {
    const tokens = tokenizedText(text, 'words');
    const token = 310;
    const at = tokens.start(token);
    const word = tokens.token(token);
    const ask = (from: number, to: number, of: { at: number; word: string } = { at, word }) =>
      house.analyst.call('colours', {
        ...{ documentKey, from: tokens.start(from), to: tokens.end(to) },
        measure: { by: 'substituted', replacement: { kind: 'likely' }, ...of },
      });
    const request = { documentKey, token, replacement: { kind: 'likely' }, count: 60 } as const;
    const { change } = value(await house.analyst.call('substitution', request));
    // Further ahead, then back: once computed, once taken from what is known.
    for (const [from, to] of [
      [300, 330],
      [340, 370],
      [300, 330],
    ] as const) {
      const answer = value(await ask(from, to));
      expect(answer.word).toEqual({ start: at, end: at + word.length });
      answer.values.forEach((by, n) => {
        const place = from + n - token - 1;
        if (place < 0) expect(by).toBeNaN();
        else expect(by).toBeCloseTo(change[place], 4);
      });
    }
    await expect(ask(300, 330, { at: at + word.length + 90, word })).resolves.toMatchObject({
      failure: { kind: 'noToken' },
    });
    const odd = `${text.slice(0, at)}Xylophones ${text.slice(at)}`;
    open(odd);
    const measure = { by: 'rank' } as const;
    const marked = value(
      await house.analyst.call('colours', { documentKey, from: at - 20, to: at + 40, measure }),
    );
    const strange = [...marked.unknown.keys()].filter((n) => marked.unknown[n] === 1);
    expect(strange.map((n) => odd.slice(marked.starts[n], marked.ends[n]))).toEqual(['Xylophones']);
  });

  it('says which share of a text is unknown, the same in hover, colours and panel at once', async () => {
    open('Xylophones whisper. '.repeat(150) + text.slice(0, 4000));
    const { unknownShare } = value(
      await house.analyst.call('overview', { documentKey, offset: 0 }),
    );
    expect(unknownShare).toBeGreaterThan(0.1);
    expect(unknownShare).toBeLessThan(1);
    const colours = { documentKey, from: 0, to: 50, measure: { by: 'rank' } as const };
    expect((await inspect(200)).unknownShare).toBe(unknownShare);
    expect(value(await house.analyst.call('colours', colours)).unknownShare).toBe(unknownShare);
  });

  it('says where there is no such unit, and colours nothing in an empty text', async () => {
    const measure = { by: 'unit', gate: 'cellState', layer: 0, unit: 16 } as const;
    const request = { documentKey, from: 0, to: 50, measure };
    await expect(house.analyst.call('colours', request)).resolves.toMatchObject({
      failure: { kind: 'noUnit', unit: 16, units: 16, layers: 1 },
    });
    open('');
    const empty = { documentKey, from: 0, to: 0, measure: { by: 'surprise' } } as const;
    expect(value(await house.analyst.call('colours', empty)).values).toHaveLength(0);
  });

  it('cuts ranges to the document', async () => {
    const tokens = tokenizedText(text, 'words').count;
    const request = { documentKey, layer: 9, gate: 'cellState', units: 4 } as const;
    const end = { ...request, from: tokens - 3, count: 100 };
    expect(value(await house.analyst.call('gateMap', end)).tokens).toHaveLength(3);
    const beyond = { ...request, from: tokens + 10, count: 5 };
    expect(value(await house.analyst.call('gateMap', beyond)).values).toHaveLength(0);
  });

  it('tells all six gates of a unit', async () => {
    const request = { documentKey, layer: 0, unit: 4, from: 10, count: 5 };
    const table = value(await house.analyst.call('unitTable', request));
    const reading = await inspect(tokenizedText(text, 'words').start(12));
    for (const gate of gateNames) expect(table.gates[gate][2]).toBe(reading.layers[0][gate][4]);
  });

  it('sorts units by half-life, by the value at a token and by similarity to one of them', async () => {
    const request = { documentKey, layer: 0, gate: 'cellState', from: 100, count: 60 } as const;
    const map = async (order: UnitOrder) =>
      value(await house.analyst.call('gateMap', { ...request, units: 16, order }));
    const forget = value(
      await house.analyst.call('gateMap', { ...request, gate: 'forgetGate', units: 16 }),
    );
    const course = (of: GateMap, unit: number): number[] =>
      Array.from({ length: 60 }, (_, t) => of.values[t * 16 + of.units.indexOf(unit)]);
    const falls = (scores: number[]): void =>
      scores.forEach((score, n) => expect(score).toBeLessThanOrEqual((scores[n - 1] ?? Infinity) + 1e-9)); // prettier-ignore

    const byLife = await map({ by: 'halfLife' });
    falls(
      byLife.units.map((unit) => {
        const logs = course(forget, unit).map(Math.log);
        return -Math.LN2 / (logs.reduce((sum, log) => sum + log, 0) / logs.length);
      }),
    );
    const byValue = await map({ by: 'value', token: 110 });
    falls(byValue.units.map((unit) => course(byValue, unit)[10]));
    const alike = await map({ by: 'similarity', unit: 6 });
    expect(alike.units[0]).toBe(6);
    const off = (unit: number): number[] => {
      const all = course(alike, unit);
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
      return all.map((one) => one - mean);
    };
    const dot = (a: number[], b: number[]): number => a.reduce((sum, x, n) => sum + x * b[n], 0);
    falls(
      alike.units.map((unit) => {
        const [a, b] = [off(unit), off(6)];
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
      }),
    );
    for (const sorted of [byLife, byValue, alike]) expect(new Set(sorted.units).size).toBe(16);
  });

  it('gives an overview whose bytes stand for the means of the numbers of the map', async () => {
    const tokens = tokenizedText(text, 'words').count;
    const chosen = [3, 0, 15];
    const request = { documentKey, layer: 0, gate: 'hiddenState', chosen } as const;
    await vi.waitFor(
      async () => {
        const columns = Math.ceil(tokens / 64);
        const overview = value(
          await house.analyst.call('gateOverview', { ...request, tokensPerColumn: 64, from: 0, count: 1900 }), // prettier-ignore
        );
        expect(overview).toMatchObject({ units: chosen, from: 0, approximate: false });
        expect(overview.scales).toHaveLength(columns);
      },
      { interval: 50 },
    );
    const overview = value(
      await house.analyst.call('gateOverview', { ...request, tokensPerColumn: 64, from: 3, count: 2 }), // prettier-ignore
    );
    const map = value(
      await house.analyst.call('gateMap', { ...request, from: 192, count: 128, units: 3 }),
    );
    for (let column = 0; column < 2; column++) {
      chosen.forEach((_, u) => {
        let sum = 0;
        for (let t = 64 * column; t < 64 * (column + 1); t++) sum += map.values[3 * t + u];
        const shown = (overview.values[3 * column + u] * overview.scales[column]) / 127;
        expect(Math.abs(shown - sum / 64)).toBeLessThan(0.01);
      });
    }
  });

  it('forgets the overview of what was edited', async () => {
    const request = { documentKey, layer: 0, gate: 'cellState', chosen: [1], tokensPerColumn: 16, from: 20, count: 5 } as const; // prettier-ignore
    const ask = async () => value(await house.analyst.call('gateOverview', request));
    await exactly(ask);
    const before = await ask();
    const { start } = value(
      await house.analyst.call('gateMap', { documentKey, layer: 0, gate: 'cellState', from: 330, count: 1, units: 1 }), // prettier-ignore
    ).spans[0];
    const changes = [{ offset: start, length: 0, text: 'Zebra zebra zebra ' }];
    house.analyst.tell('editDocument', { documentKey, version: 2, changes });
    await exactly(ask);
    const after = await ask();
    expect(after.documentVersion).toBe(2);
    expect([...after.scales]).not.toEqual([...before.scales]);
  });

  it('takes a step apart with the numbers of hover and map, and sums that lead to them', async () => {
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    const from = 300;
    const request = { documentKey, layer: 0, from, count: 3 };
    for (const unit of [0, 7, 15]) {
      const steps = await exactly(async () =>
        value(await house.analyst.call('cellSteps', { ...request, unit, terms: 6 })),
      );
      expect(steps).toMatchObject({ from, unit, layer: 0 });
      const table = value(await house.analyst.call('unitTable', { ...request, unit }));
      for (const [n, step] of steps.steps.entries()) {
        const reading = await exactly(() => inspect(step.span.start));
        expect(reading).toMatchObject({ index: from + n, token: step.word, known: step.known });
        const worked = (name: string) => {
          const found = step.equations.find((one) => one.name === name);
          if (!found) throw new Error(name);
          return found;
        };
        for (const gate of ['inputGate', 'forgetGate', 'candidate', 'outputGate']) {
          const { value: shown, sums } = worked(gate);
          const [{ sum, bias = NaN, terms, rest, restCount }] = sums;
          expect(shown).toBe(table.gates[gate][n]);
          expect(shown).toBe(reading.layers[0][gate][unit]);
          const activated = gate === 'candidate' ? Math.tanh(sum) : sigmoid(sum);
          expect(activated).toBeCloseTo(shown, 5);
          const products = terms.reduce((total, term) => total + term.weight * term.value, 0);
          expect(bias + products + rest).toBeCloseTo(sum, 10);
          expect(terms.length + restCount).toBe(32);
        }
        const { value: cellState } = worked('cellState');
        expect(cellState).toBe(reading.layers[0].cellState[unit]);
        expect(worked('hiddenState').value).toBe(reading.layers[0].hiddenState[unit]);
        const row = (name: string) => step.rows.find((one) => one.name === name)?.value ?? NaN;
        expect(row('Kept, f · c before') + row('Written, i · g')).toBeCloseTo(cellState, 5);
        const before = steps.steps.at(n - 1)?.equations.find(({ name }) => name === 'cellState');
        if (n > 0) expect(row('Cell state before')).toBe(before?.value);
      }
    }
  });

  it('cuts steps to the document, its layers and its units', async () => {
    const tokens = tokenizedText(text, 'words').count;
    const request = { documentKey, layer: 5, unit: 999, from: tokens - 1, count: 8, terms: 99 };
    const answer = value(await house.analyst.call('cellSteps', request));
    expect(answer).toMatchObject({ layer: 0, unit: 15, from: tokens - 1 });
    expect(answer.steps).toHaveLength(1);
    expect(answer.steps[0].equations[0].sums[0].terms).toHaveLength(16);
  });

  it('describes a saved model, and attaches an untitled text only when it is the same', async () => {
    const path = house.modelPath;
    const described = value(await house.analyst.call('describeModel', { path }));
    expect(described).toMatchObject({ documentKey, unfinished: false });
    expect(described.summary?.steps).toBe(200);
    expect(described.history.length).toBeGreaterThan(20);
    const slightlyEdited = text.replace('king', 'emperor');
    value(await house.analyst.call('describeModel', { path, text: slightlyEdited }));
    const other = await house.analyst.call('describeModel', {
      path,
      text: 'Another text. '.repeat(99),
    });
    expect(other).toMatchObject({ failure: { kind: 'noModel' } });
  });

  it('lists models from their headers, says what is wrong with a damaged one, and moves none', async () => {
    const damaged = `${house.modelPath}.damaged.safetensors`;
    await writeFile(damaged, (await readFile(house.modelPath)).subarray(0, 3000));
    const paths = [house.modelPath, damaged, '/no/such/file.safetensors'];
    const [sound, bad, ...more] = await house.analyst.call('listModels', { paths });
    expect(more).toEqual([]);
    expect(sound).toMatchObject({
      path: house.modelPath,
      facts: { ok: true, value: { documentKey, tokens: 'words', layers: 1, hiddenSize: 16 } },
    });
    const parts = [house.modelPath, `${house.modelPath}.snapshots`];
    const sizes = await Promise.all(parts.map(async (part) => (await stat(part)).size));
    expect(sound.bytes).toBe(sizes[0] + sizes[1]);
    expect(Math.abs(Date.now() - sound.saved)).toBeLessThan(600_000);
    expect(bad).toMatchObject({ bytes: 3000, facts: { ok: false } });
    if (!bad.facts.ok) expect(bad.facts.failure).toMatch(/cut short/);
    expect(await readFile(damaged)).toHaveLength(3000);
  });

  it('counts how many words of a text the model does not know', async () => {
    open('the zebra sees a zebra.');
    const fit = value(await house.analyst.call('vocabularyFit', { documentKey }));
    expect(fit).toMatchObject({ tokens: 6, unknownTokens: 2, words: 5, unknownWords: 2 });
  });

  it('exports a model with the same weights under PyTorch names, and nothing to go on training with', async () => {
    const target = `${house.modelPath}.exported`;
    const request = { path: house.modelPath, target };
    const { bytes } = value(await house.analyst.call('exportModel', request));
    expect((await stat(target)).size).toBe(bytes);
    const whole = decodeModelFile(await readFile(house.modelPath));
    const exported = decodeModelFile(await readFile(target));
    if (!whole.ok || !exported.ok) throw new Error('not a model');
    expect([...exported.model.weights.keys()]).toEqual([
      'encoder.weight',
      'rnn.weight_ih_l0',
      'rnn.weight_hh_l0',
      'rnn.bias_ih_l0',
      'rnn.bias_hh_l0',
      'decoder.weight',
      'decoder.bias',
    ]);
    expect(exported.model.weights).toEqual(whole.model.weights);
    expect(exported.model.resume).toBeUndefined();
    const given = await house.analyst.call('exportModel', { path: house.modelPath });
    expect(value(given).content).toHaveLength(bytes);
    const nowhere = { path: house.modelPath, target: '/no/such/folder/m.safetensors' };
    await expect(house.analyst.call('exportModel', nowhere)).resolves.toMatchObject({
      failure: { kind: 'disk', doing: 'Writing the file' },
    });
    const none = { path: `${house.modelPath}.none`, target };
    await expect(house.analyst.call('exportModel', none)).resolves.toMatchObject({
      failure: { kind: 'noModel' },
    });
  });

  it('deletes a model', async () => {
    const path = `${house.modelPath}.other`;
    expect(await house.analyst.call('deleteModel', { path })).toEqual({ ok: true });
    const gone = await house.analyst.call('describeModel', { path });
    expect(gone).toMatchObject({ failure: { kind: 'noModel' } });
  });
});
