import { describe, expect, it } from 'vitest';
import { modelId } from '../../../src/host/sessions/modelFiles';
import type { ModelRow } from '../../../src/host/models/modelRows';
import { canBeDragged, canTakeModel, modelRows } from '../../../src/host/models/modelRows';
import type { Session, SessionEvent } from '../../../src/host/sessions/sessionState';
import { idleSession, lentSession, sessionAfter } from '../../../src/host/sessions/sessionState';
import type { ModelListing, ModelListingFacts } from '../../../src/shared/model/modelFiles';
import { failed, success } from '../../../src/shared/failures';
import { description, report } from '../values';

const saved = Date.UTC(2026, 10, 20, 12);
const known = (...sessions: Session[]) => ({
  sessions,
  idOf: (path: string): string => path,
  chosenFor: (): string | undefined => undefined,
});

function listing(documentKey: string, more: Partial<ModelListingFacts> = {}): ModelListing {
  const facts = {
    documentKey,
    tokens: 'words' as const,
    ...{ modelVersion: 4, noted: '' },
    vocabulary: 3000,
    ...{ cell: 'lstm', layers: 1, hiddenSize: 128, embeddingSize: 128, steps: 3210 },
    namedUnits: 0,
    validationPerplexity: 74.12,
    unfinished: false,
    ...more,
  };
  return { path: modelId(documentKey), bytes: 2_340_000, saved, facts: success(facts) };
}

const session = (key: string, ...events: SessionEvent[]) =>
  events.reduce(sessionAfter, idleSession(key, key.split('/').at(-1) ?? key));
const training: SessionEvent[] = [
  { kind: 'started', start: 'continue' },
  { kind: 'progress', report: report(0.42) },
];

describe('The rows of the models', () => {
  it('say name, perplexity, size and date of a saved model', () => {
    const [row] = modelRows([listing('file:///texts/my%20novel.txt')], known());
    expect(row).toMatchObject({
      kind: 'model',
      name: 'my novel.txt',
      description: 'ppl 74.1 · 2.3 MB · 20 Nov 2026',
      icon: '$(archive)',
    });
    expect(row?.tooltip).toMatch(/^\/texts\/my novel\.txt$/m);
    expect(row?.tooltip).toContain(
      'LSTM of 1 × 128 units, embedding of 128 · 3,000 words known\n3,210 steps',
    );
  });

  it('put what is training first, once, whether it was saved before or not', () => {
    const sessions = [session('file:///z.txt', ...training), session('file:///new', ...training)];
    const rows = modelRows(
      [listing('file:///a.txt'), listing('file:///z.txt')],
      known(...sessions),
    );
    expect(rows.map(({ name, kind }) => [name, kind])).toEqual([
      ['new', 'training'],
      ['z.txt', 'training'],
      ['a.txt', 'model'],
    ]);
    expect(rows[1]?.description).toBe('42% · ppl 104.2');
  });

  it('say of a training that has ended that it is being saved, until it is', () => {
    const saving = session('file:///book/', ...training, { kind: 'stopping' });
    for (const listings of [[], [listing('file:///book/')]]) {
      expect(modelRows(listings, known(saving))).toMatchObject([
        { kind: 'saving', description: 'saving · ppl 104.2' },
      ]);
    }
  });

  it('tell a paused training, a cut-off one and a failed one apart', () => {
    const paused = session('file:///a', ...training, { kind: 'paused' });
    const failure = { kind: 'notFinite', step: 7 } as const;
    const broken = session('file:///b', ...training, { kind: 'broken', failure });
    const rows = modelRows(
      [listing('file:///a'), listing('file:///b'), listing('file:///c', { unfinished: true })],
      known(paused, broken),
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['paused', 'model', 'model']);
    expect(rows.map((row) => row.description.split(' · ')[0])).toEqual([
      'paused 42%',
      'failed',
      'interrupted',
    ]);
  });

  it('know the model of a folder, of which there is no one text to show or to train on', () => {
    const key = 'file:///novel/chapters/';
    const [saved] = modelRows([listing(key)], known());
    expect(saved).toMatchObject({ kind: 'folder', name: 'chapters' });
    const [busy] = modelRows([], known(session(key, ...training)));
    expect(busy?.kind).toBe('trainingFolder');
  });

  it('can be dragged where there is a model to read with, onto rows of single texts', () => {
    const damaged = { path: 'x', bytes: 12, saved, facts: failed('The file has no header.') };
    const rows = modelRows(
      [listing('file:///a'), listing('file:///book/'), listing('gatescope-import:m'), damaged],
      known(session('file:///b', ...training)),
    );
    const kindsOf = (may: (row: ModelRow) => boolean): string[] =>
      rows.filter(may).map(({ kind }) => kind);
    expect(kindsOf(canBeDragged).sort()).toEqual(['folder', 'imported', 'model']);
    expect(kindsOf(canTakeModel)).toEqual(['model']);
  });

  it('keep a damaged file in the list, to be deleted, and say what is wrong', () => {
    const damaged = { path: 'x', bytes: 12, saved, facts: failed('The file has no header.') };
    const [row] = modelRows([damaged], known());
    expect(row).toMatchObject({ id: 'x', kind: 'damaged', documentKey: undefined });
    expect(row?.tooltip).toContain('The file has no header.');
  });

  it('show whose model a text without one is read with', () => {
    const borrower = session('file:///b.txt', {
      kind: 'restored',
      description: description(),
      path: '/models/a',
      lender: { key: 'file:///a.txt', name: 'a.txt', by: 'choice' },
    });
    const [row] = modelRows([], known(borrower, session('file:///idle.txt')));
    expect(row).toMatchObject({ kind: 'borrower', description: 'reads with the model of a.txt' });
    const folder = session('file:///book/', ...training);
    const chapter = lentSession(folder, { key: 'file:///book/1.md', name: '1.md' });
    const rows = modelRows([], known(folder, chapter));
    expect(rows.map(({ documentKey }) => documentKey)).toEqual(['file:///book/']);
  });
});

describe('The rows of a text with several models', () => {
  const key = 'file:///a.txt';
  const [first, second, kept] = [undefined, 'aaaaaaaa', 'bbbbbbbb'].map((slot) =>
    modelId(key, slot),
  );
  const several = [
    { ...listing(key, { seed: 1 }), path: first, saved: saved - 2000 },
    { ...listing(key, { seed: 2, hiddenSize: 256, asked: asked(256) }), path: second },
    {
      ...listing(key, { seed: 1, name: 'seed 1 (before 14:03)' }),
      path: kept,
      saved: saved - 1000,
    },
  ];
  function asked(hiddenSize: number) {
    return { hiddenSize, embeddingSize: 0 };
  }
  const rowsOf = (of: Parameters<typeof modelRows>[1]) => modelRows(several, of)[0]?.models ?? [];
  const inUse = (rows: readonly ModelRow[]): string[] =>
    rows.filter(({ description }) => description.includes('in use')).map(({ name }) => name);

  it('stand below their text, the newest first, by what they were made with or are called', () => {
    const [row, ...more] = modelRows([...several, listing('file:///b.txt')], known());
    expect(more).toMatchObject([{ name: 'b.txt', kind: 'model' }]);
    expect(row).toMatchObject({ kind: 'text', name: 'a.txt', description: '3 models · 7.0 MB' });
    expect(row?.models?.map(({ name, kind, of }) => [name, kind, of])).toEqual([
      ['256 units, seed 2', 'model', 'a.txt'],
      ['seed 1 (before 14:03)', 'spare', 'a.txt'],
      ['seed 1', 'spare', 'a.txt'],
    ]);
    expect(row?.models?.[0]?.tooltip).toMatch(/seed 2, 3,210 steps/);
  });

  it('are a folder’s, too: one in use, the others spare', () => {
    const book = 'file:///book/';
    const rows = ['', '-aaaaaaaa'].map((slot, n) => ({
      ...{ ...listing(book, { seed: n }), path: modelId(book) + slot, saved: saved + n },
    }));
    const [row] = modelRows(rows, known());
    expect(row?.kind).toBe('folderText');
    expect(row?.models?.map(({ kind, name }) => [kind, name])).toEqual([
      ['folder', 'seed 1'],
      ['spareFolder', 'seed 0'],
    ]);
    expect(row?.models?.every(canBeDragged)).toBe(true);
    expect(row?.models?.some(canTakeModel)).toBe(false);
  });

  it('that are all damaged have a row that is about no text', () => {
    const damaged = ['', '-aaaaaaaa'].map((slot) => ({
      ...{ path: modelId(key) + slot, bytes: 12, saved, facts: failed('It has no header.') },
    }));
    const [row] = modelRows(damaged, known());
    expect(row).toMatchObject({ kind: 'damagedText', documentKey: undefined });
    expect(row?.tooltip).not.toContain('in use');
    expect(row?.models?.map(({ id }) => id).sort()).toEqual(damaged.map(({ path }) => path));
    expect(canTakeModel(row)).toBe(false);
    // Where a text of this window is meant, that is known.
    expect(modelRows(damaged, known(session(key)))[0]).toMatchObject({
      ...{ kind: 'text', documentKey: key },
    });
  });

  it('say of exactly one that it is in use: the one that is read, chosen, or was saved last', () => {
    expect(inUse(rowsOf(known()))).toEqual(['256 units, seed 2']);
    expect(inUse(rowsOf({ ...known(), chosenFor: () => kept }))).toEqual(['seed 1 (before 14:03)']);
    expect(inUse(rowsOf({ ...known(), chosenFor: () => modelId(key, 'cccccccc') }))).toHaveLength(
      1,
    );
    const read = session(key, { kind: 'restored', description: description(), path: first });
    expect(inUse(rowsOf({ ...known(read), chosenFor: () => kept }))).toEqual(['seed 1']);
  });

  it('say of none where the text is read with the model of another one', () => {
    const lender = { key: 'file:///b.txt', name: 'b.txt', by: 'choice' } as const;
    const path = modelId(lender.key);
    const reading = session(key, { kind: 'restored', description: description(), path, lender });
    const rows = rowsOf(known(reading));
    expect(inUse(rows)).toEqual([]);
    expect(rows[0]?.tooltip).toContain('Here the text is read with the model of b.txt.');
  });

  it('show a training at the model that it writes, and the others as they are', () => {
    const start = { kind: 'started', start: 'continue', path: kept } as const;
    const busy = session(key, start, { kind: 'progress', report: report(0.42) });
    expect(rowsOf(known(busy)).map(({ kind }) => kind)).toEqual(['spare', 'training', 'spare']);
    const another = { ...start, path: modelId(key, 'cccccccc') };
    const beside = rowsOf(known(session(key, another)));
    expect(beside.map(({ name, kind }) => `${name}: ${kind}`)).toContain('new model: training');
    expect(beside).toHaveLength(4);
  });

  it('are called as their document is now, whatever it was called when they were saved', () => {
    const renamed = 'file:///renamed.txt';
    const moved = { ...listing(key), path: modelId(renamed) };
    const [row] = modelRows([moved], known(session(renamed)));
    expect(row).toMatchObject({ name: 'renamed.txt', documentKey: renamed });
  });
});
