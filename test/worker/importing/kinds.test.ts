/** Models as several programs store them, made by `test/fixtures/import/kinds.py` with a real PyTorch. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredModel } from '../../../src/engine/files/modelFile';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { parseSafetensors } from '../../../src/engine/files/safetensors/safetensors';
import { serialiseSafetensors } from '../../../src/engine/files/safetensors/safetensors';
import { sentence, success } from '../../../src/shared/failures';
import type { ImportRequest } from '../../../src/shared/model/importing';
import { sameModel } from '../../../src/shared/model/importing';
import type { Importing } from '../../../src/worker/importing/importModel';
import { createImporter } from '../../../src/worker/importing/importModel';
import { nextVersion } from '../../../src/worker/importing/importPlan';
import { platformEngine } from '../../../src/worker/platform/wasm';

const folder = join(import.meta.dirname, '../../fixtures/import');
const contentOf = (name: string) => Uint8Array.from(readFileSync(join(folder, name)));
const text = (name: string, content: string) => ({
  name,
  content: new TextEncoder().encode(content),
});
const job = { cancelled: false };

/** @param written is given what is put away */
function importer(written: (bytes: Uint8Array) => void = () => undefined) {
  const files = {
    visit: () => Promise.resolve(success(undefined)),
    lock: () => Promise.resolve(success({ release: () => Promise.resolve() })),
    write: (_: string, bytes: Uint8Array) => {
      written(bytes);
      return Promise.resolve(success(undefined));
    },
  } as unknown as Importing['files'];
  const { createKernels } = platformEngine();
  return createImporter({ files, createKernels, breathe: () => Promise.resolve() });
}

const words = [...Array.from({ length: 11 }, (_, n) => `w${n}`), '<unk>'];

const requestFor = (name: string, more: Partial<ImportRequest> = {}): ImportRequest => ({
  file: { name: `${name}.safetensors`, content: contentOf(`${name}.safetensors`) },
  ...{ names: {}, tokens: 'whitespace', documentKey: 'k', modelPath: '/m', memoryMB: 512 },
  vocabulary: text('v.json', JSON.stringify(words)),
  parity: { name: 'p.json', content: contentOf(`${name}.parity.json`) },
  ...more,
});

async function told(request: ImportRequest): Promise<string> {
  const done = await importer().importModel(request, job);
  return done.ok ? 'imported' : sentence(done.failure);
}

describe('A parity record', () => {
  const long = text('p.json', `{"tokens":[${'1,'.repeat(50_000)}1],"losses":[]}`).content;
  it.each([
    ['long', long, /It is far too long\. A parity/],
    ['large', new Uint8Array((64 << 20) + 1), /more than 64 MB\. A parity/],
  ])(
    'that is far too %s is refused as a record, not as a list of words',
    async (_, content, why) => {
      const said = await told(requestFor('chain', { parity: { name: 'p.json', content } }));
      expect(said).toMatch(why);
      expect(said).toContain('at most 2,001 tokens');
      expect(said).not.toMatch(/vocabulary|holds the words|entries than the model/);
    },
  );
});

describe('A model of another program', () => {
  it.each([
    ['chain', { layers: 2, embeddingSize: 5, tied: false }],
    ['onehot', { layers: 1, embeddingSize: 12, tied: false }],
    ['fastai', { layers: 2, embeddingSize: 12, tied: false }],
    ['allennlp', { layers: 1, embeddingSize: 5, tied: false }],
  ])('computes the losses that PyTorch computed: %s', async (name, shape) => {
    const done = await importer().importModel(requestFor(name), job);
    expect(done).toMatchObject({ ok: true, value: { ...shape, leftOut: [] } });
    expect(done.ok && done.value.parity?.largest).toBeLessThan(1e-5);
  });

  it('is not the same where a part of it was left out', async () => {
    const done = await importer().importModel(
      requestFor('chain', { names: { rnn: ['lstm2.'] } }),
      job,
    );
    if (!done.ok) throw new Error(sentence(done.failure));
    expect(done.value.leftOut).toContain('lstm1.weight_hh_l0');
    expect(done.value.parity?.largest).toBeGreaterThan(sameModel);
  });

  it('has the class of unknown words first, whatever it is called', async () => {
    for (const name of ['xxunk', '<OOV>', '@@UNKNOWN@@', 'UNK', '_UNK', '[UNK]', 'unk']) {
      let model: StoredModel | undefined;
      const put = (bytes: Uint8Array): void => {
        const decoded = decodeModelFile(bytes);
        if (decoded.ok) ({ model } = decoded);
      };
      const vocabulary = text('v.txt', [...words.slice(0, 11), name].join('\n'));
      await importer(put).importModel(requestFor('chain', { vocabulary }), job);
      expect(model?.vocabulary.words).toEqual(['', ...words.slice(0, 11)]);
      expect(model?.vocabulary.id('zebra')).toBe(model?.vocabulary.unknown);
    }
  });

  it('is asked about where no name of the class fits, and takes the answer', async () => {
    const vocabulary = text('v.txt', [...words.slice(0, 11), '<other words>'].join('\n'));
    const request = requestFor('chain', { vocabulary });
    const names = { rnn: ['lstm1.', 'lstm2.'], encoder: 'embedding.weight', decoder: 'fc.weight' };
    const { file } = request;
    const cut = { names: { ...names, decoderBias: 'fc.bias' }, tokens: 'whitespace' } as const;
    const examined = await importer().examineWords({ file, ...cut, vocabulary }, job);
    expect(examined).toMatchObject({
      value: { kind: 'question', suspects: ['<other words>'] },
    });
    expect(await told(request)).toMatch(/may be one of "<other words>"\. Choose one/);
    const answered = { ...request, unknown: '<other words>' };
    expect(await importer().importModel(answered, job)).toMatchObject({
      value: { unknownAdded: false },
    });
    expect(await told({ ...request, unknown: 'nowhere' })).toMatch(/no word "nowhere"/);
  });

  it('is told by name where its numbers overflow', async () => {
    const parsed = parseSafetensors(contentOf('chain.safetensors'));
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    const tensors = new Map(
      [...parsed.file.tensors].map(([name, tensor]) => {
        const numbers = new Float32Array(tensor.bytes.length / 4).fill(3e38);
        return [name, { ...tensor, bytes: new Uint8Array(numbers.buffer) }];
      }),
    );
    const content = serialiseSafetensors(new Map(), tensors);
    const request = requestFor('chain', { file: { name: 'huge.safetensors', content } });
    expect(await told(request)).toMatch(/Its numbers overflow: after token 1 .*Scale the weights/);
  });
});

describe('What a model file has no place for', () => {
  const V = 5;
  const shapes = (L: number): [string, number[]][] => [
    ['encoder.weight', [V, 1]],
    ['decoder.weight', [V, 1]],
    ...Array.from({ length: L }, (_, l): [string, number[]][] => [
      [`rnn.weight_ih_l${l}`, [4, 1]],
      [`rnn.weight_hh_l${l}`, [4, 1]],
    ]).flat(),
  ];
  const fileOf = (all: [string, number[]][]) => {
    const tensors = new Map(
      all.map(([name, shape]) => {
        const bytes = new Uint8Array(4 * shape.reduce((product, size) => product * size, 1));
        return [name, { dtype: 'F32' as const, shape, bytes }];
      }),
    );
    return { name: 'm.safetensors', content: serialiseSafetensors(new Map(), tensors) };
  };
  const few = text('v.json', '["a","b","c","d","<unk>"]');
  const request = (more: Partial<ImportRequest>): ImportRequest => {
    const { parity: _, ...rest } = requestFor('chain', { vocabulary: few, ...more });
    return { ...rest, ...(more.parity ? { parity: more.parity } : {}) };
  };

  it('is refused in a sentence: layers, letters of the words, losses', async () => {
    expect(await told(request({ file: fileOf(shapes(65)) }))).toMatch(
      /has 65 layers, and at most 64/,
    );
    expect(await told(request({ file: fileOf(shapes(64)) }))).toBe('imported');
    const controls = ['a', 'b', 'c', '\u0001'.repeat(3_000_000), '<unk>'];
    const vocabulary = text('v.json', JSON.stringify(controls));
    expect(await told(request({ file: fileOf(shapes(1)), vocabulary }))).toMatch(
      /5 words take \d+ MB, and the description of a model can hold at most 16 MB/,
    );
    const parity = text('p.json', '{"tokens":[1,2,3],"losses":[1.7e308,1.7e308]}');
    expect(await told(request({ file: fileOf(shapes(1)), parity }))).toMatch(
      /has the loss 1\.7e\+308/,
    );
  });

  it('counts words before they are built, as memory and as ids in a file', async () => {
    const many = (rows: number) =>
      fileOf(shapes(1).map(([name, shape]) => [name, shape[0] === V ? [rows, 1] : shape]));
    const ids = { tokens: 'ids' } as const;
    const start = performance.now();
    expect(await told(request({ file: many(1_500_000), ...ids, memoryMB: 2048 }))).toMatch(
      /1,500,000 words take/,
    );
    expect(await told(request({ file: many(1_500_000), ...ids, memoryMB: 200 }))).toMatch(
      /needs \d+ MB of memory/,
    );
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('is no tensor called "": it is one like any other', async () => {
    const named = shapes(1).map(([name, shape]): [string, number[]] => [
      name === 'decoder.weight' ? '' : name,
      shape,
    ]);
    const done = await importer().importModel(request({ file: fileOf(named) }), job);
    expect(done).toMatchObject({ ok: true, value: { tied: false, leftOut: [] } });
  });

  it('is a version beyond what can be counted: another one is given', () => {
    const last = Number.MAX_SAFE_INTEGER;
    expect(nextVersion(4, 7)).toBe(8);
    expect(nextVersion(last, 7)).toBe(8);
    expect(nextVersion(last, last)).toBe(1);
  });
});
