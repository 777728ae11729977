import { describe, expect, it } from 'vitest';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import type { ModelSource } from '../../../src/shared/contracts/documents';
import { createDocumentViews } from '../../../src/worker/documents/documentViews';
import {
  createMirroredTexts,
  type MirroredTexts,
} from '../../../src/worker/documents/mirroredTexts';
import type { LoadedModel } from '../../../src/worker/models/loadedModel';
import { value } from '../house';
import { tinyModel } from '../tinyModel';

const sentence = 'the sea was calm and the light was far away .\n';
const model = tinyModel(sentence);
const file: ModelSource = { kind: 'file', path: '/model' };
const snapshot = { kind: 'snapshot', index: 2 } as const;
const key = 'file:///my%20book/the%20sea.txt';

interface Stage {
  readonly source?: ModelSource;
  /** What is loaded, at whatever weights. */
  readonly load?: () => LoadedModel | undefined;
  /** Happens while tokens are being made. */
  readonly meanwhile?: (texts: MirroredTexts) => void;
}

function stage({ source = file, load = () => model, meanwhile }: Stage = {}) {
  const asked: string[] = [];
  const bugs: unknown[] = [];
  const texts = createMirroredTexts({
    ...{ counting: true, changed: () => undefined, breathe: () => Promise.resolve() },
    onBug: (error) => void bugs.push(error),
  });
  const tokensOf: MirroredTexts['tokensOf'] = (document, kind) => {
    const making = texts.tokensOf(document, kind);
    meanwhile?.(texts);
    return making;
  };
  const views = createDocumentViews({
    ...{ texts: { ...texts, tokensOf }, withOverviews: false },
    models: { load: () => Promise.resolve(load()), taskOf: () => undefined },
    asked: (documentKey) => void asked.push(documentKey),
    onBug: (error) => void bugs.push(error),
  });
  texts.open({ documentKey: key, version: 3, text: sentence });
  const document = texts.find(key);
  if (!document) throw new Error('not open');
  document.source = source;
  return { texts, views, document, asked, bugs };
}

describe('A view of a document', () => {
  it('is made when it is first asked for, and the same for those who ask after', async () => {
    const { views, asked } = stage();
    const view = value(await views.view(key));
    expect(view.versions).toEqual({ documentVersion: 3, modelVersion: 1 });
    expect(value(await views.view(key))).toBe(view);
    expect(value(await views.completionDocument(key)).view).toBe(view);
    expect(asked).toEqual([key, key, key]);
  });

  it('is another one through a snapshot, and leaves that of the newest weights alone', async () => {
    const { views } = stage();
    const newest = value(await views.view(key));
    const past = value(await views.view(key, snapshot));
    expect(past).not.toBe(newest);
    expect(value(await views.view(key, snapshot))).toBe(past);
    expect(value(await views.view(key))).toBe(newest);
  });

  it('is looked up again where the document was edited while its tokens were made', async () => {
    const changes = [{ offset: 0, length: 0, text: 'so ' }];
    let edits = 0;
    const { views } = stage({
      meanwhile(texts) {
        if (edits++ === 0) texts.edit({ documentKey: key, version: 4, changes });
      },
    });
    const view = value(await views.view(key));
    expect(edits).toBe(2);
    expect(view.text.text).toBe(`so ${sentence}`);
    expect(view.versions.documentVersion).toBe(4);
  });

  it('is through the model that was chosen while another was being read', async () => {
    const [chosen, other]: [ModelSource, LoadedModel] = [{ kind: 'counts' }, tinyModel(sentence)];
    const { views, document } = stage({
      load() {
        if (document.source === chosen) return other;
        document.source = chosen;
        return model;
      },
    });
    expect(value(await views.view(key)).model).toBe(other);
  });

  it.each<[string, Stage, object]>([
    ['has no model', { load: () => undefined }, { kind: 'noModel', name: 'the sea.txt' }],
    [
      'has counts alone',
      { source: { kind: 'counts' }, load: () => undefined },
      { kind: 'noModel' },
    ],
  ])('is none where the document %s', async (_, given, failure) => {
    const { views, asked } = stage(given);
    expect(await views.view(key)).toMatchObject({ failure });
    expect(asked).toEqual([]);
  });

  it('is none of a document that is not open, that chose no model, or at a lost snapshot', async () => {
    const { views, document } = stage({ load: () => undefined });
    expect(await views.view('file:///else.txt')).toMatchObject({ failure: { kind: 'stale' } });
    expect(await views.view(key, snapshot)).toMatchObject({ failure: { kind: 'noSnapshot' } });
    document.source = undefined;
    expect(await views.view(key)).toMatchObject({ failure: { kind: 'noModel' } });
  });
});

describe('A document for completing words', () => {
  it('has counts without a model, at version 0 of it', async () => {
    const { views } = stage({ source: { kind: 'counts' }, load: () => undefined });
    const { text, view, experts, versions } = value(await views.completionDocument(key));
    expect(text.kind).toBe('words');
    expect(view).toBeUndefined();
    expect(experts).toBeDefined();
    expect(versions()).toEqual({ documentVersion: 3, modelVersion: 0 });
  });

  it('has no counts where tokens are characters', async () => {
    const { views } = stage({ load: () => tinyModel(sentence, { cut: newestCut('characters') }) });
    const { text, experts } = value(await views.completionDocument(key));
    expect(text.kind).toBe('characters');
    expect(experts).toBeUndefined();
  });

  it('says at every moment which version it is of', async () => {
    const { views, texts } = stage({ source: { kind: 'counts' }, load: () => undefined });
    const { versions } = value(await views.completionDocument(key));
    texts.edit({ documentKey: key, version: 9, changes: [] });
    expect(versions().documentVersion).toBe(9);
  });

  it('is none where a model was chosen that cannot be read', async () => {
    const { views } = stage({ load: () => undefined });
    expect(await views.completionDocument(key)).toMatchObject({ failure: { kind: 'noModel' } });
  });
});
