import { describe, expect, it } from 'vitest';
import type { ModelSource } from '../../../src/shared/contracts/documents';
import { createDocuments } from '../../../src/worker/documents/documents';
import { value } from '../house';
import { tinyModel } from '../tinyModel';
import { quietClock } from './quietClock';

const sentence = 'the sea was calm and the light was far away .\n';
const model = tinyModel(sentence);
const job = { cancelled: false, whenCancelled: () => undefined };
const file = (path: string): ModelSource => ({ kind: 'file', path });
const counts: ModelSource = { kind: 'counts' };

function stage(counting = true) {
  const told = { changes: 0, kept: [] as ModelSource[], rechecked: [] as ModelSource[] };
  const clock = quietClock();
  const documents = createDocuments({
    ...{ counting, clock },
    models: {
      load: ({ kind }) => Promise.resolve(kind === 'counts' ? undefined : model),
      taskOf: () => undefined,
      recheck: (source) => void told.rechecked.push(source),
      keep: (sources) => void (told.kept = [...sources]),
    },
    changed: () => told.changes++,
    onBug: (error) => {
      throw error;
    },
  });
  const { handlers } = documents;
  return {
    ...{ documents, told, clock },
    open: (documentKey: string, source?: ModelSource) => {
      void handlers.openDocument({ documentKey, version: 1, text: sentence }, job);
      void handlers.useModel({ documentKey, ...(source && { source }) }, job);
    },
    use: (documentKey: string, source?: ModelSource) =>
      void handlers.useModel({ documentKey, ...(source && { source }) }, job),
    close: (documentKey: string) => void handlers.closeDocument({ documentKey }, job),
    type: (documentKey: string) => {
      const changes = [{ offset: 0, length: 0, text: 'so ' }];
      void handlers.editDocument({ documentKey, version: 2, changes }, job);
    },
  };
}

describe('What the host says of documents', () => {
  it('keeps the models that are in use, and lets the others go', () => {
    const { open, use, close, told } = stage();
    open('a', file('/a'));
    open('b', file('/b'));
    expect(told.kept).toEqual([file('/a'), file('/b')]);
    use('a', file('/c'));
    expect(told.kept).toEqual([file('/c'), file('/b')]);
    close('b');
    expect(told.kept).toEqual([file('/c')]);
    expect(told.rechecked).toEqual([file('/a'), file('/b'), file('/c')]);
  });

  it('has a view follow the edits, and the reading in the background wait for a pause', async () => {
    const { open, type, documents, clock } = stage(false);
    open('a', file('/a'));
    const view = value(await documents.view('a'));
    type('a');
    expect(view.versions.documentVersion).toBe(2);
    expect(view.text.text).toBe(`so ${sentence}`);
    expect(documents.chores()).toEqual([]);
    clock.pass(100);
    expect(documents.chores()).toContain(view.trace);
  });

  it('has nothing left to do for a document that is closed', async () => {
    const { open, close, documents } = stage();
    open('a', file('/a'));
    await documents.view('a');
    close('a');
    expect(documents.chores()).toEqual([]);
    expect(await documents.view('a')).toMatchObject({ failure: { kind: 'stale' } });
  });

  it('drops what was made of a document that has no model any more', async () => {
    const { open, use, documents } = stage();
    open('a', file('/a'));
    await documents.view('a');
    use('a');
    expect(documents.chores()).toEqual([]);
    expect(await documents.view('a')).toMatchObject({ failure: { kind: 'noModel' } });
  });

  it('begins to count a document whose model is in training before anybody asks', async () => {
    const { open, documents, told } = stage();
    open('a', file('/a'));
    open('b', counts);
    await expect.poll(() => documents.chores().length).toBe(2);
    expect(told.changes).toBe(5);
  });

  it('counts nothing in advance where words are not completed', async () => {
    const { open, documents, told } = stage(false);
    open('a', counts);
    await new Promise(setImmediate);
    expect(documents.chores()).toEqual([]);
    expect(told.changes).toBe(2);
  });

  it('is passed over where the document is not open', () => {
    const { type, use, close, told } = stage();
    type('a');
    use('a', file('/a'));
    close('a');
    expect(told).toMatchObject({ changes: 0, kept: [], rechecked: [] });
  });
});
