/**
 * Files that a real PyTorch saved, each with the losses that it computed: made by
 * `test/bench/imports/models.py test/fixtures/import/pytorch` and the names here.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/shared/failures';
import { sentence, success } from '../../../src/shared/failures';
import type { ImportReport, ImportRequest } from '../../../src/shared/model/importing';
import { importNotes } from '../../../src/shared/model/importing';
import { createImporter } from '../../../src/worker/importing/importModel';
import { systemClock as clock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { platformEngine } from '../../../src/worker/platform/wasm';
import { archive } from '../../engine/files/pytorch/writtenPickle';
import { withForeignFile } from '../../../src/worker/tensors/foreignFile';

const folder = join(import.meta.dirname, '../../fixtures/import/pytorch');
const files = {
  ...createFiles({ clock, fault: () => undefined }),
  lock: () => Promise.resolve(success({ release: () => Promise.resolve() })),
  write: () => Promise.resolve(success(undefined)),
};
const importer = createImporter({
  ...{ files, createKernels: platformEngine().createKernels },
  breathe: () => Promise.resolve(),
});
const job = { cancelled: false };
const named = (name: string) => ({ name, path: join(folder, name) });
const sent = (name: string, content: Uint8Array<ArrayBuffer>) => ({ name, content });
const contentOf = (name: string) => Uint8Array.from(readFileSync(join(folder, name)));

function importIt(name: string, more: Partial<ImportRequest> = {}) {
  const stem = name.replace(/\..*$/, '');
  return importer.importModel(
    {
      ...{ file: named(name), names: {}, tokens: 'whitespace', vocabulary: named('words.json') },
      parity: named(`${stem}.parity.json`),
      ...{ documentKey: 'k', modelPath: join(folder, 'none', 'm'), memoryMB: 256 },
      ...more,
    },
    job,
  );
}

const told = (result: Result<ImportReport>): string =>
  result.ok ? 'imported' : sentence(result.failure);

async function withoutRecord(name: string, more: Partial<ImportRequest> = {}) {
  const { parity: _, ...request } = { parity: undefined, ...more };
  return importer.importModel(
    {
      ...{ file: named(name), names: {}, tokens: 'whitespace', vocabulary: named('words.json') },
      ...{ documentKey: 'k', modelPath: join(folder, 'none', 'm'), memoryMB: 256, ...request },
    },
    job,
  );
}

describe('A file that PyTorch saved', () => {
  it.each([
    ['gru.pt', { cell: 'gru', layers: 2 }],
    ['rnn-tanh.pt', { cell: 'rnn', isAssumed: false }],
    ['rnn-relu.pt', { cell: 'rnnRelu', isAssumed: false }],
    ['lstm-both.pt', { cell: 'lstm', isBothWays: true }],
    ['chain-mixed.pt', { cell: 'gru,lstm' }],
    ['awd-tied.pt', { tied: true, units: [12, 12, 6], hiddenSize: 12 }],
    ['checkpoint.pt', { cell: 'rnn', beside: ['epoch', 'optimizer_state_dict', 'loss', 'args'] }],
    ['lightning.ckpt', { cell: 'lstm' }],
    ['pieces.pt', { cell: 'lstm' }],
    ['columns.pt', { cell: 'lstm' }],
    ['flat.pth', { cell: 'gru' }],
    ['bfloat16.pt', { cell: 'gru', converted: ['BF16'] }],
    ['protocol-4.pt', { cell: 'gru' }],
    ['sharded.safetensors.index.json', { cell: 'gru' }],
  ])('computes here what it computed there: %s', async (name, report) => {
    const done = await importIt(name);
    expect(told(done)).toBe('imported');
    expect(done).toMatchObject({ value: { ...report, leftOut: [] } });
    expect(done.ok && done.value.parity?.largest).toBeLessThan(1e-5);
  });

  it.each([
    [
      'whole-module.pt',
      /whole object \("__main__\.Model"\).*\.state_dict\(\), "whole-module-plain\.pt"/,
    ],
    ['legacy.pt', /before PyTorch 1\.6.*torch\.save\(torch\.load\("legacy\.pt"/],
    ['scripted.pt', /TorchScript.*torch\.jit\.load\("scripted\.pt"/],
    ['quantised.pt', /"rnn\.weight_hh_l0" was made by "torch\._utils\._rebuild_qtensor"/],
    ['projection.pt', /"rnn\.weight_hr_l0" belongs to an LSTM with a projection/],
    ['cut.pt', /ends after 3,987 bytes, before its own table of contents/],
  ])('is refused with what is wrong and what to do: %s', async (name, said) => {
    expect(told(await withoutRecord(name))).toMatch(said);
  });

  it('is refused where it is empty, or another archive, by a sentence that leads on', async () => {
    const empty = await withoutRecord('m.pt', { file: sent('m.pt', new Uint8Array()) });
    expect(told(empty)).toMatch(/It is empty: it was cut, or is still being written\./);
    const zip = sent('m.pt', archive({ 'notes.txt': Uint8Array.of(1) }));
    expect(told(await withoutRecord('m.pt', { file: zip }))).toMatch(
      /without a data\.pkl.*Choose the file that it did write/,
    );
  });

  it('is of tanh where nothing tells it from relu, and says so', async () => {
    const guessed = await withoutRecord('rnn-relu.pt');
    expect(guessed).toMatchObject({ value: { cell: 'rnn', isAssumed: true } });
    expect(guessed.ok && importNotes(guessed.value).join()).toMatch(
      /tanh or relu; it was taken as/,
    );
    const said = await withoutRecord('rnn-relu.pt', { cell: 'rnnRelu' });
    expect(said).toMatchObject({ value: { cell: 'rnnRelu', isAssumed: false } });
    expect(told(await withoutRecord('gru.pt', { cell: 'rnnRelu' }))).toMatch(/those of gru/);
  });

  it('is not imported where a number in it was changed on the way', async () => {
    const bytes = contentOf('gru.pt');
    const opened = await withForeignFile(files, named('gru.pt'), ({ tensors }) =>
      Promise.resolve(success(tensors.get('rnn.weight_hh_l1')?.begin ?? 0)),
    );
    bytes[opened.ok ? opened.value : 0] ^= 1;
    const damaged = await importIt('gru.pt', { file: sent('gru.pt', bytes) });
    expect(told(damaged)).toMatch(/part "data\/\d+" is damaged: its checksum is another/);
  });

  it('is read by its contents, whatever it is called', async () => {
    const file = sent('model.safetensors', contentOf('gru.pt'));
    expect(told(await importIt('gru.pt', { file }))).toBe('imported');
    const text = sent('m.bin', new TextEncoder().encode('it is only a text, and a long one'));
    expect(told(await withoutRecord('gru.pt', { file: text }))).toMatch(
      /no archive of torch\.save/,
    );
  });

  it.each([
    [
      'a tar',
      Uint8Array.from({ length: 600 }, (_, n) => 'ustar'.charCodeAt(n - 257) || 97),
      /tar archive/,
    ],
    [
      'a bare pickle',
      Uint8Array.from([0x80, 4, 0x95, 1, 0, 0, 0, 0, 0, 0, 0, 0x4e, 0x2e]),
      /bare pickle.*pickle\.load/,
    ],
  ])('is named for what it is instead: %s', async (_, content, said) => {
    expect(told(await withoutRecord('gru.pt', { file: sent('m.pt', content) }))).toMatch(said);
  });
});

describe('An index of several files', () => {
  const index = (map: Record<string, string>) =>
    sent('m.safetensors.index.json', new TextEncoder().encode(JSON.stringify({ weight_map: map })));

  it('is read on this machine only, beside its files', async () => {
    expect(told(await withoutRecord('x', { file: index({ a: 'b' }) }))).toMatch(
      /not on this machine/,
    );
  });

  it.each([
    ['another folder', { a: '../gru.pt' }, /no list “weight_map”/],
    ['a file without it', { a: 'sharded-00001-of-00002.safetensors' }, /has no tensor "a"/],
    ['a file that is not there', { a: 'nowhere.safetensors' }, /no such file/],
  ])('names no tensor in %s', async (_, map, said) => {
    const file = index(map);
    const there = {
      ...files,
      visit: ((path: string, use: Parameters<typeof files.visit>[1]) =>
        basename(path) === file.name
          ? use({
              length: file.content.length,
              read: (at, count) => Promise.resolve(file.content.slice(at, at + count)),
            }).then(success)
          : files.visit(path, use)) as typeof files.visit,
    };
    const opened = await withForeignFile(there, named(file.name), () =>
      Promise.resolve(success('read')),
    );
    expect(opened.ok ? opened.value : sentence(opened.failure)).toMatch(said);
  });
});
