import { describe, expect, it } from 'vitest';
import { modelId } from '../../../src/host/sessions/modelFiles';
import type { ModelRow } from '../../../src/host/models/modelRows';
import { canBeDragged, canTakeModel, modelRows } from '../../../src/host/models/modelRows';
import type { SessionEvent } from '../../../src/host/sessions/sessionState';
import { idleSession, lentSession, sessionAfter } from '../../../src/host/sessions/sessionState';
import type { ModelListing, ModelListingFacts } from '../../../src/shared/model/modelFiles';
import { failed, success } from '../../../src/shared/failures';
import { description, report } from '../values';

const saved = Date.UTC(2026, 10, 20, 12);
const idOf = (path: string): string => path;

function listing(documentKey: string, more: Partial<ModelListingFacts> = {}): ModelListing {
  const facts = {
    documentKey,
    tokens: 'words' as const,
    modelVersion: 4,
    vocabulary: 3000,
    layers: 1,
    hiddenSize: 128,
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
    const [row] = modelRows([listing('file:///texts/my%20novel.txt')], [], idOf);
    expect(row).toMatchObject({
      kind: 'model',
      name: 'my novel.txt',
      description: 'ppl 74.1 · 2.3 MB · 20 Nov 2026',
      icon: '$(archive)',
    });
    expect(row?.tooltip).toMatch(/^\/texts\/my novel\.txt$/m);
    expect(row?.tooltip).toContain('3,000 words known · 1 × 128 units');
  });

  it('put what is training first, once, whether it was saved before or not', () => {
    const sessions = [session('file:///z.txt', ...training), session('file:///new', ...training)];
    const rows = modelRows([listing('file:///a.txt'), listing('file:///z.txt')], sessions, idOf);
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
      expect(modelRows(listings, [saving], idOf)).toMatchObject([
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
      [paused, broken],
      idOf,
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['paused', 'model', 'model']);
    expect(rows.map((row) => row.description.split(' · ')[0])).toEqual([
      'paused 42%',
      'failed',
      'cut off',
    ]);
  });

  it('know the model of a folder, of which there is no one text to show or to train on', () => {
    const key = 'file:///novel/chapters/';
    const [saved] = modelRows([listing(key)], [], idOf);
    expect(saved).toMatchObject({ kind: 'folder', name: 'chapters' });
    const [busy] = modelRows([], [session(key, ...training)], idOf);
    expect(busy?.kind).toBe('trainingFolder');
  });

  it('can be dragged where there is a model to read with, onto rows of single texts', () => {
    const damaged = { path: 'x', bytes: 12, saved, facts: failed('The file has no header.') };
    const rows = modelRows(
      [listing('file:///a'), listing('file:///book/'), listing('gatescope-import:m'), damaged],
      [session('file:///b', ...training)],
      idOf,
    );
    const kindsOf = (may: (row: ModelRow) => boolean): string[] =>
      rows.filter(may).map(({ kind }) => kind);
    expect(kindsOf(canBeDragged).sort()).toEqual(['folder', 'imported', 'model']);
    expect(kindsOf(canTakeModel)).toEqual(['model']);
  });

  it('keep a damaged file in the list, to be deleted, and say what is wrong', () => {
    const damaged = { path: 'x', bytes: 12, saved, facts: failed('The file has no header.') };
    const [row] = modelRows([damaged], [], idOf);
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
    const [row] = modelRows([], [borrower, session('file:///idle.txt')], idOf);
    expect(row).toMatchObject({ kind: 'borrower', description: 'reads with the model of a.txt' });
    const folder = session('file:///book/', ...training);
    const chapter = lentSession(folder, { key: 'file:///book/1.md', name: '1.md' });
    const rows = modelRows([], [folder, chapter], idOf);
    expect(rows.map(({ documentKey }) => documentKey)).toEqual(['file:///book/']);
  });
});
