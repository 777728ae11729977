/**
 * Classifiers and taggers that a real PyTorch saved, each with the losses that it computed: made by
 * `test/bench/imports/tasks.py test/fixtures/import/tasks` and the names here.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import {
  parseSafetensors,
  serialiseSafetensors,
} from '../../../src/engine/files/safetensors/safetensors';
import { openTaskModel } from '../../../src/engine/tasks/networks/taskModel';
import type { Result } from '../../../src/shared/failures';
import { sentence, success } from '../../../src/shared/failures';
import type { ImportReport, ImportRequest } from '../../../src/shared/model/importing';
import { importNotes } from '../../../src/shared/model/importing';
import { createImporter } from '../../../src/worker/importing/importModel';
import { systemClock as clock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { platformEngine } from '../../../src/worker/platform/wasm';

const folder = join(import.meta.dirname, '../../fixtures/import/tasks');
const { createKernels } = platformEngine();
let written = new Uint8Array();
const importer = createImporter({
  files: {
    ...createFiles({ clock, fault: () => undefined }),
    lock: () => Promise.resolve(success({ release: () => Promise.resolve() })),
    write: (_, bytes) => {
      written = Uint8Array.from(bytes);
      return Promise.resolve(success(undefined));
    },
  },
  createKernels,
  breathe: () => Promise.resolve(),
});
const job = { cancelled: false };
const named = (name: string) => ({ name, path: join(folder, name) });
const sent = (name: string, json: unknown) => ({
  name,
  content: new TextEncoder().encode(JSON.stringify(json)),
});

const classes = ['bad', 'so-so', 'good'];
const labels = ['O', 'B-place', 'I-place', 'B-person'];
const place = { documentKey: 'k', modelPath: join(folder, 'none', 'm'), memoryMB: 256 };
const words = { names: {}, tokens: 'words', vocabulary: named('words.json') } as const;

/** With its record. */
const importIt = (stem: string, more: Partial<ImportRequest>) =>
  importer.importModel(
    {
      ...{ file: named(`${stem}.pt`), ...words, ...place },
      ...{ parity: named(`${stem}.parity.json`), ...more },
    },
    job,
  );

const withoutRecord = (stem: string, more: Partial<ImportRequest>) =>
  importer.importModel({ file: named(`${stem}.pt`), ...words, ...place, ...more }, job);

const told = (result: Result<ImportReport>): string =>
  result.ok ? 'imported' : sentence(result.failure);

function judgeWritten() {
  const decoded = decodeModelFile(written, undefined, 'any');
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  const memory = { budgetBytes: 1 << 26, interrupted: () => false };
  return openTaskModel(createKernels({ threads: 1, ...memory }), decoded.model);
}

describe('A classifier or tagger that PyTorch saved', () => {
  it.each([
    ['classes-last-lstm-both', { task: 'classes', classes }, { asked: 'last', answers: 3 }],
    ['classes-mean-gru', { task: 'classes', classes }, { asked: 'mean', answers: 3 }],
    ['classes-one-number', { task: 'classes', classes: ['no', 'yes'] }, { answers: 2 }],
    ['labels-lstm-both', { task: 'labels', classes: labels }, { asked: 'each', answers: 4 }],
  ] as const)('answers here as it answered there: %s', async (stem, said, task) => {
    const done = await importIt(stem, said);
    expect(told(done)).toBe('imported');
    expect(done).toMatchObject({ value: { leftOut: [], answering: { kind: said.task, ...task } } });
    expect(done.ok && done.value.parity?.largest).toBeLessThan(1e-5);
    expect(judgeWritten().names).toEqual(said.classes);
  });

  it('judges texts and labels tokens once it is in', async () => {
    await importIt('classes-mean-gru', { task: 'classes', classes });
    const [judged] = judgeWritten().judgeTexts(['A film of wit']);
    expect(classes).toContain(judged.class);
    const sum = Object.values(judged.probabilities).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 5);
    await importIt('labels-lstm-both', { task: 'labels', classes: labels });
    const judge = judgeWritten();
    expect(judge.facts).toMatchObject({ task: 'labels', spans: true });
    const [first] = judge.labelSentences([['two', 'hours', 'LOST', 'unheard']]);
    expect(first.labels).toHaveLength(4);
    // Its vocabulary has no capitals, and what it does not have is one word.
    const [other] = judge.labelSentences([['Two', 'hours', 'lost', 'of-it']]);
    expect(other).toMatchObject({ labels: first.labels, probabilities: first.probabilities });
  });

  it('is asked what it answers, and follows the answer', async () => {
    const file = named('labels-lstm-both.pt');
    const found = await importer.examineImport({ file, names: {} }, job);
    const question = { of: 'task', heads: ['fc.weight'] };
    expect(found).toMatchObject({ value: { kind: 'question', question } });
    const then = await importer.examineImport({ file, names: {}, task: 'labels' }, job);
    expect(then).toMatchObject({ value: { kind: 'foreign', answers: 4, leftOut: [] } });
  });

  it('is refused by name where nothing decides what its head reads, or what it answers', async () => {
    const said = { task: 'classes', classes } as const;
    expect(told(await withoutRecord('classes-mean-gru', said))).toMatch(
      /do not show what of its states its head reads.*put a parity record next to it/,
    );
    expect(told(await withoutRecord('classes-mean-gru', { ...said, pooling: 'mean' }))).toBe(
      'imported',
    );
    expect(told(await importIt('classes-otherwise', said))).toMatch(
      /agrees neither with the last state nor .* smallest difference is 0\.\d+ nats/,
    );
    expect(told(await importIt('classes-mean-gru', { task: 'classes' }))).toMatch(
      /answers with 3 classes, and nothing says what they are called/,
    );
    const few = { task: 'classes', classes: ['bad', 'good'] } as const;
    expect(told(await importIt('classes-mean-gru', few))).toMatch(
      /names of its answers cannot be used: there are 2, and the model has 3/,
    );
    expect(told(await importIt('labels-lstm-both', { ...said, classes: labels }))).toMatch(
      /answers and losses have to be one class for each sequence/,
    );
  });

  it('takes its names from a file of theirs, or from the vocabulary’s', async () => {
    const list = sent('m.classes.json', { bad: 0, good: 2, 'so-so': 1 });
    expect(told(await importIt('classes-mean-gru', { task: 'classes', classes: list }))).toBe(
      'imported',
    );
    expect(judgeWritten().names).toEqual(classes);
    const rows = '<pad> <unk> a film of wit and charm dull plot two hours Lost'.split(' ');
    const vocabulary = sent('v.json', { words: rows, id2label: { 0: 'x', 1: 'y', 2: 'z' } });
    const request = { file: named('classes-mean-gru.pt'), names: {}, tokens: 'words' } as const;
    const asked = { ...request, task: 'classes', vocabulary } as const;
    const { encoder, rnn } = { encoder: 'embedding.weight', rnn: ['rnn.'] };
    const names = { encoder, rnn, decoder: 'fc.weight', decoderBias: 'fc.bias' };
    const found = await importer.examineWords({ ...asked, names }, job);
    expect(found).toMatchObject({ value: { kind: 'settled' } });
    expect(found.ok && found.value.areNameless).toBeUndefined();
    expect(told(await importIt('classes-mean-gru', { task: 'classes', vocabulary }))).toBe(
      'imported',
    );
    // One of its words has a capital: words are looked up as they stand.
    expect(judgeWritten().facts).toMatchObject({ classes: ['x', 'y', 'z'], cased: true });
  });

  it('says what it judges by', async () => {
    const done = await importIt('classes-mean-gru', { task: 'classes', classes });
    expect(done.ok && importNotes(done.value)).toEqual([
      'It judges a text by the mean of all states, with one of 3 classes.',
    ]);
  });

  it('comes back as it is once Gatescope has written it', async () => {
    await importIt('labels-lstm-both', { task: 'labels', classes: labels });
    const file = { name: 'own.safetensors', content: Uint8Array.from(written) };
    const examined = await importer.examineImport({ file, names: {} }, job);
    expect(examined).toMatchObject({ value: { kind: 'own' } });
    const before = judgeWritten().labelSentences([['a', 'film']]);
    expect(told(await importer.importModel({ file, names: {}, ...place }, job))).toBe('imported');
    expect(judgeWritten().labelSentences([['a', 'film']])).toEqual(before);
  });

  it('is no longer the model that was exported where its sizes or words are others', async () => {
    await importIt('labels-lstm-both', { task: 'labels', classes: labels });
    const parsed = parseSafetensors(written);
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    const { metadata, tensors } = parsed.file;
    const back = (content: Uint8Array<ArrayBuffer>) =>
      importer.importModel({ file: { name: 'b', content }, names: {}, ...place }, job);
    const other = new Map(tensors);
    other.set('decoder.bias', { dtype: 'F32', shape: [3], bytes: new Uint8Array(12) });
    expect(told(await back(serialiseSafetensors(metadata, other)))).toMatch(
      /"decoder\.bias" has the shape \[3\] where the description in the file says \[4\].*continue\.py/,
    );
    other.delete('decoder.bias');
    expect(told(await back(serialiseSafetensors(metadata, other)))).toMatch(
      /"decoder\.bias" is missing, so it is not the model that Gatescope exported/,
    );
    const facts = JSON.parse(metadata.get('gatescope') ?? '') as {
      vocabulary: { words: string[]; counts: number[] };
    };
    facts.vocabulary.words.pop();
    facts.vocabulary.counts.pop();
    const edited = new Map(metadata).set('gatescope', JSON.stringify(facts));
    const file = { name: 'b', content: serialiseSafetensors(edited, tensors) };
    const examined = await importer.examineImport({ file, names: {} }, job);
    expect(examined.ok ? '' : sentence(examined.failure)).toMatch(
      /description is damaged: "vocabulary" has 12 classes where the model has 13/,
    );
  });
});
