/** Questions about memory and units, asked about models of cells that are no LSTM. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChosenCell } from '../../../src/engine/network/cellChoice';
import type { Overview } from '../../../src/shared/questions/gates';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const text = story(600);
const documentKey = 'file:///story.txt';
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
});
afterAll(() => house.dispose());

const own = {
  path: 'fading.cell',
  text: `cell that fades by itself
vector a
r = sigmoid(W x + U h' + b)
m = sigmoid(a)*m' + r*(V x)
h = tanh(m + b)
`,
};

async function open(cells: readonly ChosenCell[], more: object = {}): Promise<Overview> {
  await house.begin();
  const { trainer, analyst, request } = house;
  const options = { ...request().options, hiddenSize: 8, embeddingSize: 8, layers: 2, cells };
  const asked = request({ text, options: { ...options, ...more }, budget: { steps: 12 } });
  value(await trainer.call('train', asked));
  const source = { kind: 'file', path: house.modelPath } as const;
  analyst.tell('openDocument', { documentKey, version: 1, text });
  analyst.tell('useModel', { documentKey, source });
  return value(await analyst.call('overview', { documentKey, offset: 0 }));
}

const kinds: readonly (readonly [string, readonly ChosenCell[], object])[] = [
  ['GRUs', ['gru'], {}],
  ['sLSTMs', ['slstm'], {}],
  ['minLSTMs', ['minLstm'], {}],
  ['a plain network below an LSTM', ['rnn', 'lstm'], {}],
  ['a window of words', ['window:3'], { layers: 1 }],
  ['a cell of one’s own with a deep read-out', [own], { layers: 1, readout: 'deep' }],
];

describe.each(kinds)('A model of %s', (_, cells, more) => {
  let overview: Overview;
  beforeAll(async () => {
    overview = await open(cells, more);
  });

  it('has a ledger that adds up, or says why there is none', async () => {
    for (const [layer, cell] of overview.cells.entries()) {
      const request = { documentKey, layer, token: 300, count: 200, unit: 5 };
      const answer = await house.analyst.call('ledger', request);
      if (!cell.memory) {
        expect(answer).toMatchObject({
          failure: { kind: 'noLedger', layer, cell: cell.title },
        });
        continue;
      }
      const { left, before, held, units } = value(answer);
      const sum = left.reduce((all, one) => all + one, before.left);
      expect(Math.abs(sum - held)).toBeLessThan(1e-5 * Math.max(1, Math.abs(held)));
      expect(units.find(({ unit }) => unit === 5)?.held).toBe(held);
      const all = value(
        await house.analyst.call('ledger', { documentKey, layer, token: 30, count: 9 }),
      );
      expect(all.held).toBeGreaterThan(0);
    }
  });

  it('has units with the gates, the half-lives and the states of their cell', async () => {
    for (const [layer, cell] of overview.cells.entries()) {
      const survey = value(
        await house.analyst.call('layerSurvey', { documentKey, layer, token: 0 }),
      );
      const gates = cell.quantities.filter(({ opens }) => opens).map(({ name }) => name);
      expect(Object.keys(survey.saturation)).toEqual(gates);
      expect(survey.halfLife !== undefined).toBe(cell.memory !== undefined);
      expect(survey.deviation.every((one) => one > 0)).toBe(true);
      const page = value(
        await house.analyst.call('unitPage', {
          ...{ documentKey, layer, unit: 3, token: 0 },
          gate: cell.quantities[0].name,
        }),
      );
      expect(Object.keys(page.saturation)).toEqual(gates);
      expect(Object.keys(page.mean).sort()).toEqual([...cell.carried].sort());
      expect(page.halfLife).toBe(survey.halfLife?.[3]);
      const isProjected = layer === overview.layers - 1 && !('readout' in more);
      expect(page.pushes !== undefined).toBe(isProjected);
    }
  });

  it('can be held at the mean of what it shows and remembers, and of nothing it does not have', async () => {
    for (const [layer, cell] of overview.cells.entries()) {
      const request = { documentKey, layer, unit: 3, value: 0.05, token: 100, count: 50 };
      for (const what of new Set([cell.carried[0], ...(cell.memory?.states ?? [])])) {
        const { change, bits } = value(await house.analyst.call('ablation', { ...request, what }));
        expect(Number.isFinite(change) && bits > 0).toBe(true);
      }
      await expect(
        house.analyst.call('ablation', { ...request, what: 'moonlight' }),
      ).resolves.toMatchObject({ failure: { kind: 'noQuantity' } });
    }
  });

  it('remembers a word: what is left of it is compared in what each unit holds', async () => {
    const replacement = { kind: 'likely' } as const;
    const request = { documentKey, token: 5, replacement, at: 6, units: 4 };
    const { units } = value(await house.analyst.call('cellChanges', request));
    expect(units[0].size).toBeGreaterThan(0);
    const [first] = units;
    const cell = overview.cells[first.layer];
    if (cell.memory?.states.length !== 1 && cell.memory) return;
    const gate = cell.memory?.states[0] ?? cell.carried[0];
    const { values } = value(
      await house.analyst.call('gateMap', {
        ...{ documentKey, layer: first.layer, gate, from: 6, count: 1, units: 1 },
        chosen: [first.unit],
      }),
    );
    expect(first.held).toBeCloseTo(values[0], 5);
  });

  it('is searched for units and similar passages', async () => {
    const labels = { by: 'pattern', source: '\\b(king|queen)\\b', flags: '' } as const;
    const found = value(await house.analyst.call('findUnits', { documentKey, labels, offset: 0 }));
    const series = overview.cells.reduce((sum, { quantities }) => sum + quantities.length, 0);
    expect(found.considered).toBe(8 * series);
    const at = text.indexOf('captain');
    const query = { by: 'span', start: at, end: at + 'captain'.length } as const;
    const similar = await house.analyst.call('findSimilar', { documentKey, query });
    if (similar.ok) expect(similar.value.passages.length).toBeGreaterThan(0);
    else expect(similar.failure.kind).toBe('noUnitsOn');
  });
});
