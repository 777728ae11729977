/** Gates, hover, colours and exports ask the description of the cell: so they work with any. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentsContract } from '../../../src/shared/contracts/documents';
import type { TrainingOptions } from '../../../src/shared/model/training';
import type { Overview } from '../../../src/shared/questions/gates';
import type { Remote } from '../../../src/shared/wire/rpc';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const own = {
  path: 'my own.cell',
  text: `cell My own
name k = keeper "Keeper" gate
name r = proposal "Proposal" candidate
k = sigmoid(W x + U h' + b)
r = relu(W x + U (k*h') + b)
c = k*c' + (1 - k)*r
h = tanh(c)
`,
};

const kinds = [
  ['a GRU', { cells: ['gru'] }],
  ['a plain RNN', { cells: ['rnn'] }],
  ['an sLSTM', { cells: ['slstm'] }],
  ['an LSTM below a GRU', { cells: ['lstm', 'gru'], layers: 2 }],
  ['a window of three words', { cells: ['window:3'] }],
  ['a cell of one’s own', { cells: [own] }],
] as const satisfies readonly (readonly [string, Partial<TrainingOptions>])[];

const text = story(400);
const documentKey = 'file:///story.txt';
let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  folder = await mkdtemp(join(tmpdir(), 'gatescope-'));
});
afterAll(async () => {
  await house.dispose();
  await rm(folder, { recursive: true, force: true });
});

const place = text.indexOf(' ', 300) + 1;
const inspect = async () =>
  value(await house.reader.call('inspect', { documentKey, offset: place }));
const colours = (measure: object) =>
  house.analyst.call('colours', {
    ...{ documentKey, from: 200, to: 400 },
    measure: measure as { by: 'surprise' },
  });

describe.each(kinds)('A text that %s was trained on', (_, options) => {
  let overview: Overview;
  beforeAll(async () => {
    await house.begin();
    const request = house.request({ text, budget: { steps: 12 } });
    const all = { ...request.options, hiddenSize: 8, embeddingSize: 8, ...options };
    value(await house.trainer.call('train', { ...request, options: all }));
    const threads: readonly { tell: Remote<DocumentsContract>['tell'] }[] = [
      house.reader,
      house.analyst,
    ];
    for (const { tell } of threads) {
      tell('openDocument', { documentKey, version: 1, text });
      tell('useModel', { documentKey, source: { kind: 'file', path: house.modelPath } });
    }
    overview = value(await house.analyst.call('overview', { documentKey, offset: place }));
  });

  const namesAt = (layer: number): string[] =>
    overview.cells[layer].quantities.map(({ name }) => name);

  it('has in map, table and record the same numbers, under the names of its cell', async () => {
    const { index, layers } = await inspect();
    expect(layers).toHaveLength(overview.layers);
    for (const [layer, record] of layers.entries()) {
      expect(Object.keys(record)).toEqual(namesAt(layer));
      const at = { documentKey, layer, from: index, count: 1 };
      const table = value(await house.analyst.call('unitTable', { ...at, unit: 3 }));
      expect(Object.keys(table.gates)).toEqual(namesAt(layer));
      for (const gate of namesAt(layer)) {
        const map = value(await house.analyst.call('gateMap', { ...at, gate, units: 8 }));
        map.units.forEach((unit, n) => expect(map.values[n]).toBe(record[gate][unit]));
        expect(table.gates[gate][0]).toBe(record[gate][3]);
      }
    }
  });

  it('has an overview of each quantity', async () => {
    for (const gate of namesAt(0)) {
      const asked = { documentKey, layer: 0, gate, tokensPerColumn: 16, from: 0, count: 4 };
      const { scales } = value(
        await house.analyst.call('gateOverview', { ...asked, chosen: [0, 5] }),
      );
      expect([...scales].every(Number.isFinite)).toBe(true);
    }
  });

  it('says what it has where something else is asked for', async () => {
    const asked = { documentKey, layer: 0, from: 0, count: 1, units: 8 };
    const has = overview.cells[0].quantities.map(({ title }) => title);
    for (const gate of ['noSuchGate', 'constructor']) {
      const answer = await house.analyst.call('gateMap', { ...asked, gate });
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'noQuantity', name: gate, has } });
    }
  });

  it('sorts units by half-life where something is kept, else as ever', async () => {
    const asked = { documentKey, layer: 0, from: 0, count: 60, units: 8 } as const;
    const gate = overview.cells[0].first;
    const order = { by: 'halfLife' } as const;
    const sorted = value(await house.analyst.call('gateMap', { ...asked, gate, order }));
    expect([...sorted.units].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    if (overview.cells[0].memory) return;
    const usual = value(await house.analyst.call('gateMap', { ...asked, gate }));
    expect(sorted.units).toEqual(usual.units);
  });

  it('is told of in a hover: what was erased and written where there is such a memory', async () => {
    const { memory, changed } = await inspect();
    for (const [layer, { erased, written, shown, moved }] of memory.entries()) {
      const hasMemory = overview.cells[layer].memory !== undefined;
      expect([erased, written].map((one) => one !== undefined)).toEqual([hasMemory, hasMemory]);
      expect(moved === undefined).toBe(hasMemory);
      expect(shown.value).toBeGreaterThan(0);
    }
    for (const { layer, quantities } of changed) {
      const letters = overview.cells[layer].quantities.map(({ letter }) => letter);
      const last = quantities[quantities.length - 1];
      expect(last.before).not.toBe(last.value);
      for (const { letter, value: number } of quantities) {
        expect(letters).toContain(letter);
        expect(number).not.toBeNaN();
      }
    }
  });

  it('is coloured by any quantity of a unit, with borders that follow from its range or its values', async () => {
    for (const [layer, { quantities }] of overview.cells.entries()) {
      for (const { name: gate, title, low } of quantities) {
        const { ofUnit, values } = value(await colours({ by: 'unit', gate, layer, unit: 3 }));
        expect(ofUnit).toMatchObject({ title, isSigned: low < 0 });
        const borders = ofUnit?.borders ?? [];
        expect(borders).toHaveLength(low < 0 ? 3 : 4);
        expect(borders).toEqual([...borders].sort((one, other) => one - other));
        expect([...values].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('is coloured by what was erased where there is such a memory, or says why not', async () => {
    for (const [layer, { memory }] of overview.cells.entries()) {
      const answer = await colours({ by: 'erased', layer });
      if (memory) expect(value(answer).values.length).toBeGreaterThan(10);
      else expect(answer).toMatchObject({ ok: false, failure: { kind: 'noLedger', layer } });
    }
  });

  it('is exported with an array for each quantity of each layer', async () => {
    const path = join(folder, 'a.npz');
    value(await house.analyst.call('writeActivations', { documentKey, path, unitNames: {} }));
    const file = await readFile(path, 'latin1');
    const arrays = [...file.matchAll(/(\w+_l\d+)\.npy/g)].map(([, name]) => name);
    const wanted = overview.cells.flatMap((_cell, layer) =>
      namesAt(layer).map((name) => `${name}_l${layer}`),
    );
    const quantities = arrays.filter((name) => !name.startsWith('unit_names'));
    expect([...new Set(quantities)]).toEqual(wanted);
  });
});
