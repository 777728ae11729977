import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { random } from '../../../src/engine/random';
import type { ExampleRequest, TaskResult } from '../../../src/shared/tasks';
import { bundledThread } from '../bundle';
import { openHouse, value, type House } from '../house';

let shared: House;
beforeAll(async () => {
  shared = await openHouse(await bundledThread('src/worker/worker.ts'));
});
afterAll(() => shared.dispose());

async function house(): Promise<House> {
  await shared.begin();
  return shared;
}

async function stored(path: string) {
  const decoded = decodeModelFile(await readFile(path), undefined, 'any');
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
  return decoded.model;
}

/** Each letter is written as the one after it. */
function shifted(count: number): string {
  const chance = random(1);
  const lines = new Set<string>();
  while (lines.size < count) {
    const letters = Array.from({ length: 2 + chance.below(3) }, () => chance.below(5));
    const word = (by: number): string =>
      letters.map((letter) => 'abcdef'.charAt(letter + by)).join('');
    lines.add(`${word(0)}\t${word(1)}`);
  }
  return [...lines].join('\n');
}

/** A wave, and beside it noise of one sign only. */
function table(rows: number): string {
  const chance = random(1);
  const lines = Array.from({ length: rows }, (_, t) => {
    const wave = Math.sin(t / 3) + Math.sin(t / 7);
    return `${wave.toFixed(4)},${chance.next().toFixed(4)}`;
  });
  return ['wave,noise', ...lines].join('\n');
}

/** Steps up and down by chance. */
function walk(rows: number): string {
  const chance = random(3);
  let value = 100;
  return Array.from({ length: rows }, () => (value += chance.next() - 0.5).toFixed(4)).join('\n');
}

async function train(
  text: string,
  task: ExampleRequest,
  steps: number,
  { hiddenSize = 0 }: { readonly hiddenSize?: number } = {},
) {
  const { trainer, request, modelPath, analyst } = await house();
  const options = { ...request().options, hiddenSize };
  const asked = request({ text, name: 'table.tsv', task, budget: { steps }, options });
  const summary = value(await trainer.call('train', asked));
  const described = value(await analyst.call('describeModel', { path: modelPath }));
  return { summary, described, model: await stored(modelPath), modelPath };
}

describe('a training on pairs', () => {
  it('stops by targets that are exactly right, and is judged beside its opponents', async () => {
    const { summary, described, model } = await train(shifted(160), { id: 'pairs' }, 120);
    expect(summary.metric.id).toBe('exactMatch');
    expect(summary.validationPerplexity).toBeUndefined();
    expect(model.shape.source?.attention).toBe('dot');
    expect(described.task).toMatchObject({ task: 'pairs', attention: 'dot' });
    expect(described.metric).toEqual(summary.metric);
    const { rows, examples } = model.result as TaskResult;
    expect(rows.map(({ judge }) => judge).sort()).toEqual([
      ...['copySource', 'mostFrequentTarget', 'nearestSource', 'network'],
    ]);
    expect(described.result?.rows).toEqual(rows);
    expect(examples).toEqual({ train: 128, valid: 16, test: 16 });
    const own = rows.find(({ judge }) => judge === 'network')?.figures;
    expect(own && 'exactMatch' in own && own.exactMatch).toBeGreaterThan(10);
  });

  it('looks back as it was asked, and a listing tells such models apart', async () => {
    const task = { id: 'pairs', attention: 'none' } as const;
    const { model, modelPath } = await train(shifted(40), task, 2);
    expect(model.shape.source?.attention).toBe('none');
    const [listed] = await shared.analyst.call('listModels', { paths: [modelPath] });
    expect(listed.facts).toMatchObject({ ok: true, value: { task: 'pairs', variant: 'none' } });
  });

  it('is exported as a file, which comes in again, and as nothing for the next word', async () => {
    const { modelPath } = await train(shifted(40), { id: 'pairs' }, 2);
    const exported = value(await shared.analyst.call('exportModel', { path: modelPath }));
    if (!exported.content) throw new Error('nothing exported');
    const file = { name: 'pairs.safetensors', content: exported.content };
    const path = modelPath.replace(/[^/]+$/, 'imported.safetensors');
    const asked = { file, names: {}, documentKey: 'imported:x', modelPath: path, memoryMB: 512 };
    value(await shared.analyst.call('importModel', asked));
    const described = value(await shared.analyst.call('describeModel', { path }));
    expect(described.task).toMatchObject({ task: 'pairs', attention: 'dot' });
    for (const to of ['project', 'onnx'] as const) {
      const request = { path: modelPath, to, target: `${modelPath}-${to}`, name: 'words.tsv' };
      const refused = await shared.analyst.call('exportModel', request);
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'notExported' } });
    }
  });

  it('refuses one target for all, with its sentence', async () => {
    const { trainer, request } = await house();
    const text = Array.from({ length: 20 }, (_, n) => `source ${n}\tthe same`).join('\n');
    const answer = await trainer.call('train', request({ text, task: { id: 'pairs' } }));
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'badExamples', flaw: { kind: 'oneTarget' } },
    });
  });
});

describe('a training on a series', () => {
  it('stops by its error as a share of the best opponent’s, of the column that was chosen', async () => {
    const task = { id: 'series', columns: ['noise', '1'], horizon: 3 } as const;
    const { summary, described, model } = await train(table(200), task, 60, { hiddenSize: 8 });
    expect(summary.metric.id).toBe('error');
    expect(summary.metric.value).toBeGreaterThan(0.5);
    expect(described.task).toMatchObject({ columns: ['noise', 'wave'], horizon: 3 });
    const { rows, examples } = described.result as TaskResult;
    expect(examples).toEqual({ train: 160, valid: 20, test: 20 });
    const [network] = rows.filter(({ judge }) => judge === 'network');
    expect('rolledOut' in network.figures && network.figures.rolledOut).toHaveLength(3);
    expect(rows.length).toBeGreaterThan(3);
    expect(model.shape.H).toBe(8);
  });

  it('is the best line where there is nothing more to learn, and ties with it', async () => {
    const { summary, described } = await train(walk(300), { id: 'series' }, 50, { hiddenSize: 8 });
    expect(summary.metric.value).toBeLessThanOrEqual(1.0001);
    const yesterday = described.result?.rows.find(({ judge }) => judge === 'yesterday');
    expect(yesterday?.against).toMatchObject({ tie: true });
  });

  it.each([
    ['a,b\n7,x\n2,y\n', { kind: 'fewValues' }],
    [`v\n${'7\n'.repeat(60)}`, { kind: 'constantSeries' }],
    [`v\n${'1\n2\n'.repeat(30)}n/a\n${'1\n2\n'.repeat(30)}`, { kind: 'missingValue', line: 62 }],
    ['date,v\n2024-01-02,1\n2024-01-01,2\n', { kind: 'datesOutOfOrder' }],
    ['only words here\nand there\n', { kind: 'noNumbers' }],
  ])('refuses %j, with its sentence', async (text, flaw) => {
    const { trainer, request } = await house();
    const answer = await trainer.call('train', request({ text, task: { id: 'series' } }));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'badExamples', flaw } });
  });

  it('gives the columns to choose from, those that say when left out', async () => {
    const { analyst } = await house();
    const text = 'date,open,close\n2024-01-01,1,2\n2024-01-02,3,4\n';
    const asked = await analyst.call('numericColumns', { name: 'prices.csv', text });
    expect(value(asked)).toEqual([
      { name: 'open', number: 2 },
      { name: 'close', number: 3 },
    ]);
  });
});
