/** Models of a real PyTorch, made by `test/fixtures/import/make.py`, imported by a real thread. */
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredModel } from '../../../src/engine/files/modelFile';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { serialiseSafetensors } from '../../../src/engine/files/safetensors/safetensors';
import { parseSafetensors } from '../../../src/engine/files/safetensors/safetensors';
import type { StoredTensor } from '../../../src/engine/files/safetensors/safetensors';
import type { Failure, Result } from '../../../src/shared/failures';
import { sentence } from '../../../src/shared/failures';
import type { ImportReport, ImportRequest } from '../../../src/shared/model/importing';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

const fixtures = join(import.meta.dirname, '../../fixtures/import');
let house: House;
let folder: string;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  folder = await mkdtemp(join(tmpdir(), 'gatescope-import-'));
  await cp(fixtures, folder, { recursive: true });
});
afterAll(async () => {
  await house.dispose();
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string) => ({ name, path: join(folder, name) });
const documentKey = 'gatescope-import:words';

function importIt(name: string, more: Partial<ImportRequest> = {}) {
  const request: ImportRequest = {
    file: file(name),
    names: {},
    tokens: 'whitespace',
    vocabulary: file('words.vocabulary.json'),
    ...{ documentKey, modelPath: join(folder, 'models', 'one.safetensors'), memoryMB: 256 },
    ...more,
  };
  return house.analyst.call('importModel', request);
}

async function stored(path: string): Promise<StoredModel> {
  const decoded = decodeModelFile(await readFile(path));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  return decoded.model;
}

function told(result: Result<ImportReport, Failure>): string {
  return result.ok ? 'imported' : sentence(result.failure);
}

const characters = {
  tokens: 'characters',
  vocabulary: file_('characters.vocabulary.json'),
} as const;
function file_(name: string) {
  return { name, path: join(fixtures, name) };
}

describe('Importing a model of PyTorch', () => {
  it('computes the losses that PyTorch computed, with two layers and another embedding size', async () => {
    const report = value(
      await importIt('words.safetensors', { parity: file('words.parity.json') }),
    );
    expect(report).toMatchObject({ layers: 2, hiddenSize: 8, embeddingSize: 6, vocabulary: 13 });
    expect(report).toMatchObject({ tied: false, unknownAdded: false, converted: [] });
    expect(report.parity?.tokens).toBe(200);
    expect(report.parity?.theirs).toBeCloseTo(0.0412, 3);
    expect(report.parity?.largest).toBeLessThan(1e-5);
  });

  it('puts the class of unknown words first and keeps the others in their order', async () => {
    value(await importIt('words.safetensors'));
    const model = await stored(join(folder, 'models', 'one.safetensors'));
    expect(model.vocabulary.words.slice(0, 4)).toEqual(['', 'the', 'cat', 'sees']);
    expect(model.shape).toMatchObject({ V: 13, tokens: 'whitespace' });
    const { file: theirs } = value_(
      parseSafetensors(await readFile(join(folder, 'words.safetensors'))),
    );
    const bias = theirs.tensors.get('decoder.bias');
    const numbers = new Float32Array(Uint8Array.from(bias?.bytes ?? []).buffer);
    expect([...(model.weights.get('decoder.bias') ?? [])]).toEqual([
      numbers[12],
      ...numbers.slice(0, 12),
    ]);
    expect(model.resume).toBeUndefined();
    expect(model.validationPerplexity).toBeUndefined();
    value(await importIt('words.safetensors'));
    const again = await stored(join(folder, 'models', 'one.safetensors'));
    expect(again.version).toBe(model.version + 1);
  });

  it('adds a class that is never expected where the model has none for unknown words', async () => {
    const parity = file('characters.parity.json');
    const report = value(await importIt('characters.safetensors', { ...characters, parity }));
    expect(report).toMatchObject({ unknownAdded: true, tied: true, vocabulary: 17 });
    expect(report.parity?.largest).toBeLessThan(1e-5);
  });

  it.each([
    ['half', 'F16', 0.02],
    ['brain', 'BF16', 0.2],
    ['double', 'F64', 1e-5],
  ] as const)('converts %s precision, under names of its own', async (name, dtype, within) => {
    const parity = file('characters.parity.json');
    const report = value(await importIt(`${name}.safetensors`, { ...characters, parity }));
    expect(report.converted).toEqual([dtype]);
    expect(report.parity?.largest).toBeGreaterThan(0);
    expect(report.parity?.largest).toBeLessThan(within);
  });

  it('tells another model apart by its losses', async () => {
    const record = JSON.parse(await readFile(join(folder, 'words.parity.json'), 'utf8')) as {
      tokens: number[];
    };
    const moved = { ...record, tokens: record.tokens.map((token) => (token + 1) % 13) };
    await writeFile(join(folder, 'moved.parity.json'), JSON.stringify(moved));
    const report = value(
      await importIt('words.safetensors', { parity: file('moved.parity.json') }),
    );
    expect(report.parity?.largest).toBeGreaterThan(1);
  });

  it('reads texts of token ids without a vocabulary', async () => {
    const modelPath = join(folder, 'models', 'ids.safetensors');
    value(await importIt('words.safetensors', { tokens: 'ids', modelPath }));
    const { analyst } = house;
    const key = 'file:///ids.txt';
    analyst.tell('openDocument', { documentKey: key, version: 1, text: '0 1 2 3\n4 99\n5' });
    analyst.tell('useModel', { documentKey: key, source: { kind: 'file', path: modelPath } });
    const fit = value(await analyst.call('vocabularyFit', { documentKey: key }));
    expect(fit).toMatchObject({ tokens: 7, unknownTokens: 1 });
  });

  it('is used on a text: every line ends in the <eos> that the model learnt', async () => {
    const modelPath = join(folder, 'models', 'one.safetensors');
    value(await importIt('words.safetensors'));
    const { reader } = house;
    const key = 'file:///cats.txt';
    reader.tell('openDocument', { documentKey: key, version: 1, text: 'the cat sees a dog\nthe ' });
    reader.tell('useModel', { documentKey: key, source: { kind: 'file', path: modelPath } });
    const reading = value(await reader.call('inspect', { documentKey: key, offset: 18 }));
    expect(reading).toMatchObject({ token: '<eos>', known: true, rank: 1 });
    const next = value(await reader.call('complete', { documentKey: key, offset: 23, count: 3 }));
    expect(next.words.map(({ word }) => word)).toContain('dog');
  });

  it('takes back what Gatescope exported, bit for bit, without a question', async () => {
    const { trainer, analyst, request, modelPath } = house;
    value(await trainer.call('train', request({ text: story(1000) })));
    const target = join(folder, 'mine.safetensors');
    value(await analyst.call('exportModel', { path: modelPath, target }));
    const names = {};
    expect(
      value(await analyst.call('examineImport', { file: file('mine.safetensors'), names })),
    ).toEqual({
      kind: 'own',
    });
    const back = join(folder, 'models', 'back.safetensors');
    value(await importIt('mine.safetensors', { modelPath: back }));
    const [before, after] = [await stored(modelPath), await stored(back)];
    expect(after.vocabulary.words).toEqual(before.vocabulary.words);
    for (const [name, numbers] of before.weights) expect(after.weights.get(name)).toEqual(numbers);
    expect(after).toMatchObject({ documentKey, imported: { file: 'mine.safetensors' } });

    const inspected = [];
    for (const path of [modelPath, back]) {
      house.reader.tell('openDocument', { documentKey: path, version: 1, text: story(60) });
      house.reader.tell('useModel', { documentKey: path, source: { kind: 'file', path } });
      const reading = value(await house.reader.call('inspect', { documentKey: path, offset: 90 }));
      inspected.push({ bits: reading.bits, expected: reading.expected, layers: reading.layers });
    }
    expect(inspected[1]).toEqual(inspected[0]);
  });
});

function value_<T extends { ok: boolean }>(parsed: T): Extract<T, { ok: true }> {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed as Extract<T, { ok: true }>;
}

/** The words model with one tensor changed. */
async function spoiled(
  name: string,
  change: (tensor: StoredTensor) => StoredTensor,
  to: string,
): Promise<void> {
  const { file: sound } = value_(
    parseSafetensors(await readFile(join(folder, 'words.safetensors'))),
  );
  const tensors = new Map(sound.tensors);
  const tensor = tensors.get(name);
  if (tensor) tensors.set(name, change(tensor));
  await writeFile(join(folder, to), serialiseSafetensors(new Map(), tensors));
}

describe('A file that cannot be imported', () => {
  const nothingLeft = async () =>
    (await readdir(join(folder, 'models'))).filter((n) => /none|tmp/.test(n));
  const refused = async (name: string, more: Partial<ImportRequest> = {}) =>
    told(await importIt(name, { modelPath: join(folder, 'models', 'none.safetensors'), ...more }));

  it('is told by its tensor, and nothing is put away', async () => {
    const bytes = await readFile(join(folder, 'words.safetensors'));
    await writeFile(join(folder, 'cut.safetensors'), bytes.subarray(0, 3000));
    expect(await refused('cut.safetensors')).toMatch(/^cut.* was not imported\. The tensor "/);
    const wrong = Uint8Array.from(bytes);
    wrong.fill(0xff, wrong.length - 4);
    await writeFile(join(folder, 'nan.safetensors'), wrong);
    expect(await refused('nan.safetensors')).toMatch(
      /tensor ".+" has an infinite or undefined number/,
    );
    await spoiled('rnn.bias_hh_l1', (t) => ({ ...t, shape: [4, 8] }), 'bent.safetensors');
    expect(await refused('bent.safetensors')).toMatch(
      /"rnn\.bias_hh_l1" has the shape \[4, 8\] where \[32\]/,
    );
    expect(await nothingLeft()).toEqual([]);
  });

  it('is known for what it is, whatever it is called', async () => {
    await writeFile(join(folder, 'zip.safetensors'), Buffer.from('PK\x03\x04 and more than eight'));
    expect(await refused('zip.safetensors')).toMatch(/ends after 24 bytes.*it was cut/);
    await writeFile(
      join(folder, 'old.safetensors'),
      Buffer.from([0x80, 2, 0x8a, 10, 1, 2, 3, 4, 5]),
    );
    expect(await refused('old.safetensors')).toMatch(/It is a bare pickle/);
  });

  it('is told by both numbers where the vocabulary is another', async () => {
    const vocabulary = file('characters.vocabulary.json');
    expect(await refused('words.safetensors', { vocabulary })).toMatch(
      /The vocabulary has 17 words, but the tensor "encoder\.weight" has 13 rows/,
    );
  });

  it('is refused before it is read where memory would not do', async () => {
    expect(await refused('words.safetensors', { memoryMB: 64 })).toMatch(
      /needs 65 MB of memory and the limit is 64 MB/,
    );
  });

  it('is told where it is gone', async () => {
    expect(await refused('gone.safetensors')).toMatch(/gone.*no such file/);
  });

  it('leaves the model before it alone', async () => {
    const modelPath = join(folder, 'models', 'one.safetensors');
    value(await importIt('words.safetensors'));
    const before = await readFile(modelPath);
    expect((await importIt('nan.safetensors')).ok).toBe(false);
    expect(await readFile(modelPath)).toEqual(before);
    expect(basename(modelPath)).toBe('one.safetensors');
  });
});
