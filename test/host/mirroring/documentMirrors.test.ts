import { describe, expect, it } from 'vitest';
import { mirrorDocuments } from '../../../src/host/mirroring/documentMirrors';
import { createSessions } from '../../../src/host/sessions/sessions';
import { fakeTexts, fakeThread, stillTimer, textOf } from '../stage';
import { liveModel, summary } from '../values';

function stage() {
  const texts = fakeTexts();
  const sessions = createSessions();
  const threads = [fakeThread(), fakeThread()];
  const timer = stillTimer();
  const mirrors = mirrorDocuments({ texts, sessions, threads, timer });
  const text = textOf('file:///a', 'first words');
  const publish = (): void => {
    sessions.apply(text, { kind: 'started', start: 'continue' });
    sessions.apply(text, { kind: 'published', model: liveModel(1) });
  };
  const finish = (): void =>
    sessions.apply(text, { kind: 'finished', summary: summary(), path: '/m' });
  return { texts, sessions, threads, timer, mirrors, text, publish, finish };
}

const methods = ({ told }: ReturnType<typeof fakeThread>): string[] =>
  told.map(([method]) => method);

describe('The mirrors', () => {
  it('send nothing of a text that has no model', () => {
    const { texts, threads, text } = stage();
    texts.open(text);
    texts.edit({ text, changes: [{ offset: 0, length: 0, text: 'x' }] });
    texts.close(text);
    expect(threads.flatMap(methods)).toEqual([]);
  });

  it('open a document in every thread when its training begins, to be counted; then come weights', () => {
    const { texts, threads, text, publish } = stage();
    texts.open(text);
    publish();
    for (const thread of threads) {
      expect(methods(thread)).toEqual(['openDocument', 'useModel', 'useModel']);
      expect(thread.told[1]?.[1]).toEqual({ documentKey: text.key, source: { kind: 'counts' } });
      expect(thread.told[0]?.[1]).toEqual({
        documentKey: text.key,
        version: 1,
        text: 'first words',
      });
    }
  });

  it('change to the file when the training is done, without sending the text again', () => {
    const { texts, threads, text, publish, finish } = stage();
    texts.open(text);
    publish();
    finish();
    expect(methods(threads[0])).toEqual(['openDocument', 'useModel', 'useModel', 'useModel']);
    expect(threads[0].told[3]?.[1]).toEqual({
      documentKey: text.key,
      source: { kind: 'file', path: '/m' },
    });
  });

  it('forward edits in order, and the whole text where edits do not tell it', () => {
    const { texts, threads, text, finish } = stage();
    texts.open(text);
    finish();
    const changes = [{ offset: 2, length: 1, text: 'y' }];
    texts.edit({ text: textOf(text.key, 'second', 2), changes });
    texts.edit({ text: textOf(text.key, 'third', 3) });
    expect(threads[1].told.slice(2)).toEqual([
      ['editDocument', { documentKey: text.key, version: 2, changes }],
      ['openDocument', { documentKey: text.key, version: 3, text: 'third' }],
      ['useModel', { documentKey: text.key, source: { kind: 'file', path: '/m' } }],
    ]);
  });

  it('give a restarted thread, and only that, everything again with the text of now', () => {
    const { texts, threads, timer, text, finish } = stage();
    texts.open(text);
    finish();
    texts.edit({ text: textOf(text.key, 'newer', 2), changes: [] });
    timer.ring();
    const before = threads[1].told.length;
    threads[0].restart();
    expect(threads[0].told.slice(-2)).toEqual([
      ['openDocument', { documentKey: text.key, version: 2, text: 'newer' }],
      ['useModel', { documentKey: text.key, source: { kind: 'file', path: '/m' } }],
    ]);
    expect(threads[1].told).toHaveLength(before);
  });

  it('close a document that is closed or has lost its model, and open it again', () => {
    const { texts, sessions, threads, mirrors, text, finish } = stage();
    texts.open(text);
    finish();
    sessions.apply(text, { kind: 'deleted' });
    expect(methods(threads[0]).at(-1)).toBe('closeDocument');
    expect(mirrors.has(text.key)).toBe(false);
    finish();
    texts.close(text);
    texts.open(text);
    expect(methods(threads[0]).slice(-3)).toEqual(['closeDocument', 'openDocument', 'useModel']);
  });
});
