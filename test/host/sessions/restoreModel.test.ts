import { mkdtemp, readFile, readdir, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createModelFiles, modelId } from '../../../src/host/sessions/modelFiles';
import { createRestoreModel } from '../../../src/host/sessions/restoreModel';
import { createSessions } from '../../../src/host/sessions/sessions';
import type { ModelDescription } from '../../../src/shared/model/modelFiles';
import type { Failure, Result } from '../../../src/shared/failures';
import { failed, success } from '../../../src/shared/failures';
import { textOf } from '../stage';
import { description } from '../values';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function storage(...keys: string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gatescope-models-'));
  folders.push(folder);
  const files = createModelFiles(folder);
  await mkdir(path.join(folder, 'models'));
  for (const key of keys) await writeFile(files.pathOf(key), 'a model');
  return { folder, files };
}

describe('Model files', () => {
  it('are named by the hash of the key and by nothing of it', () => {
    const files = createModelFiles('/storage');
    expect(files.pathOf('file:///secret.txt')).toBe(
      path.join('/storage', 'models', `${modelId('file:///secret.txt')}.safetensors`),
    );
    expect(modelId('file:///secret.txt')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are moved once, though the end of a training and a renaming move them at the same time', async () => {
    const { files } = await storage('a');
    const [moved, once] = await Promise.all([
      files.move('a', 'b'),
      files.moveOne('a', 'b', undefined),
    ]);
    expect([moved.length, Number(once)].sort()).toEqual([0, 1]);
    expect(await files.of('b')).toEqual([files.pathOf('b')]);
  });

  it('are found, listed and moved', async () => {
    const { folder, files } = await storage('a');
    expect([await files.exists('a'), await files.exists('b')]).toEqual([true, false]);
    expect(await files.move('a', 'b')).toEqual([{ from: modelId('a'), to: modelId('b') }]);
    expect(await files.move('a', 'b')).toEqual([]);
    expect(await files.all()).toEqual([files.pathOf('b')]);
    expect(await readdir(path.join(folder, 'models'))).toHaveLength(1);
  });

  it('are any number for one document, the one that was written last first', async () => {
    const { files } = await storage('a', 'b');
    const other = files.pathOf('a', 'aaaaaaaa');
    await writeFile(other, 'another model');
    await utimes(files.pathOf('a'), 1000, 1000);
    expect(await files.of('a')).toEqual([other, files.pathOf('a')]);
    expect(await files.all()).toHaveLength(3);
    expect([files.isOf(other, 'a'), files.isOf(other, 'b')]).toEqual([true, false]);
    expect(files.isOf(`/elsewhere/${modelId('a')}.safetensors`, 'a')).toBe(false);
    await rm(files.pathOf('a'));
    expect(await files.exists('a')).toBe(true);
  });

  it('lose none where a document with models is renamed over another one', async () => {
    const { files } = await storage('b');
    await writeFile(files.pathOf('a'), 'the model of a');
    const moved = await files.move('a', 'b');
    expect(await readFile(files.pathOf('b'), 'utf8')).toBe('the model of a');
    expect(await files.of('b')).toHaveLength(2);
    const kept = moved.find(({ from }) => from === modelId('b'));
    expect(await readFile(files.pathOfId(kept?.to ?? ''), 'utf8')).toBe('a model');
  });

  it('follow by themselves where only some are the text’s', async () => {
    const { files } = await storage('untitled:1');
    const other = files.pathOf('untitled:1', 'aaaaaaaa');
    await writeFile(other, 'of another text');
    await files.move('untitled:1', 'b', [files.pathOf('untitled:1')]);
    expect(await files.of('untitled:1')).toEqual([other]);
    expect(await files.of('b')).toEqual([files.pathOf('b')]);
  });

  it('are none where there is no folder', async () => {
    expect(await createModelFiles('/no/such/folder').all()).toEqual([]);
  });
});

async function stage(answer: Result<ModelDescription>, ...keys: string[]) {
  const { files } = await storage(...keys);
  const requests: unknown[] = [];
  const complaints: Failure[] = [];
  /** The next ones, before it is always the same. */
  const answers: (typeof answer)[] = [];
  let until: Promise<unknown> = Promise.resolve();
  const sessions = createSessions();
  const restoring = createRestoreModel({
    analyst: {
      call: ((_: string, request: unknown) => {
        requests.push(request);
        return until.then(() => answers.shift() ?? answer);
      }) as never,
    },
    sessions,
    files,
    log: () => undefined,
    showFailure: (failure) => void complaints.push(failure),
  });
  /** Answers wait. @returns lets them go */
  function held(): () => void {
    let letGo: () => void = () => undefined;
    until = new Promise<void>((resolve) => (letGo = resolve));
    return () => letGo();
  }
  return { files, requests, complaints, sessions, restoring, answers, held };
}

describe('Restoring', () => {
  const text = textOf('file:///a.txt', 'words');

  it('asks no thread about a document without a model', async () => {
    const { requests, sessions, restoring } = await stage(success(description()));
    await restoring.restore(text);
    expect(requests).toEqual([]);
    expect(sessions.status(text.key)).toEqual({ state: 'idle' });
  });

  it('makes a document ready, and looks once', async () => {
    const { files, requests, sessions, restoring } = await stage(success(description()), text.key);
    await Promise.all([restoring.restore(text), restoring.restore(text)]);
    await restoring.restore(text);
    expect(requests).toEqual([{ path: files.pathOf(text.key) }]);
    expect(sessions.status(text.key)).toMatchObject({ state: 'ready', modelVersion: 9 });
  });

  it('gives the text of an untitled document, so that another one is told apart', async () => {
    const untitled = textOf('untitled:Untitled-1', 'my words');
    const other = failed({ kind: 'noModel', name: 'x' } as const);
    const { requests, complaints, sessions, restoring } = await stage(other, untitled.key);
    await restoring.restore(untitled);
    expect(requests[0]).toMatchObject({ text: 'my words' });
    expect(sessions.status(untitled.key)).toEqual({ state: 'idle' });
    expect(complaints).toEqual([]);
  });

  it('says once that a file was kept aside', async () => {
    const corrupt = { kind: 'corruptModel', reason: 'too short', keptAs: 'x.aside-1' } as const;
    const { complaints, restoring } = await stage(failed(corrupt), text.key);
    await restoring.restore(text);
    await restoring.restore(text);
    expect(complaints).toEqual([corrupt]);
  });

  it('looks again where the analyst was lost in the middle', async () => {
    const { requests, restoring } = await stage(failed({ kind: 'stale' }), text.key);
    await restoring.restore(text);
    await restoring.restore(text);
    expect(requests).toHaveLength(2);
  });

  it('asks again itself where the analyst was lost, and is started anew', async () => {
    const lost = failed({ kind: 'threadLost', thread: 'analyst', reason: 'a test' } as const);
    const { requests, sessions, restoring, answers } = await stage(lost, text.key);
    answers.push(lost, success(description()));
    await restoring.restore(text);
    expect(requests).toHaveLength(2);
    expect(sessions.status(text.key).state).toBe('ready');
  });

  it('makes no document ready again whose model was deleted while it was read', async () => {
    const { files, sessions, restoring, held } = await stage(success(description()), text.key);
    const letGo = held();
    const looking = restoring.restore(text);
    await rm(files.pathOf(text.key));
    restoring.forget(text.key);
    const again = restoring.refresh(text);
    letGo();
    await Promise.all([looking, again]);
    expect(sessions.status(text.key)).toEqual({ state: 'idle' });
  });

  it('tries an untitled text’s next model where one is of another text', async () => {
    const untitled = textOf('untitled:Untitled-1', 'my words');
    const { files, requests, sessions, restoring } = await stage(
      failed({ kind: 'noModel', name: 'x' }),
      untitled.key,
    );
    await writeFile(files.pathOf(untitled.key, 'aaaaaaaa'), 'another');
    await restoring.restore(untitled);
    expect(requests).toHaveLength(2);
    expect(sessions.status(untitled.key)).toEqual({ state: 'idle' });
  });

  it('lends a text the model of the nearest folder that has one for such files', async () => {
    const folder = 'file:///book/';
    const files = ['1.md', '2.md'];
    const { sessions, restoring } = await stage(success(description({ files })), folder);
    const chapter = textOf('file:///book/part/3.md', 'words');
    const notes = textOf('file:///book/notes.txt', 'words');
    for (const text of [chapter, notes]) await restoring.restore(text);
    expect(sessions.find(chapter.key)).toMatchObject({ state: 'ready', lender: { key: folder } });
    expect(sessions.status(notes.key)).toEqual({ state: 'idle' });
  });

  it('lends nothing to a text that has a model of its own', async () => {
    const chapter = textOf('file:///book/3.md', 'words');
    const answer = success(description({ files: ['1.md'] }));
    const { sessions, restoring } = await stage(answer, 'file:///book/', chapter.key);
    await restoring.restore(chapter);
    expect(sessions.find(chapter.key)?.lender).toBeUndefined();
    expect(sessions.status(chapter.key).state).toBe('ready');
  });

  it('leaves a training alone that began meanwhile', async () => {
    const { sessions, restoring } = await stage(success(description()), text.key);
    sessions.apply(text, { kind: 'started', start: 'continue' });
    await restoring.restore(text);
    expect(sessions.status(text.key).state).toBe('training');
  });
});
