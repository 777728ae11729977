import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeLeftovers } from '../../../src/host/models/leftovers';
import { createModelFiles, modelId } from '../../../src/host/sessions/modelFiles';
import type { AnalystContract } from '../../../src/shared/contracts/analyst';
import type { SupervisedThread } from '../../../src/host/threads/supervisor';
import { stillTimer } from '../stage';

let storage = '';
beforeEach(async () => {
  storage = await mkdtemp(join(tmpdir(), 'gatescope-storage-'));
  await mkdir(join(storage, 'models'));
});
afterEach(() => rm(storage, { recursive: true, force: true }));

const lay = (name: string): Promise<void> => writeFile(join(storage, 'models', name), 'words');

function start(removes: boolean) {
  const files = createModelFiles(storage);
  const asked: unknown[] = [];
  const call = async (method: string, request: unknown) => {
    asked.push([method, request]);
    for (const name of removes ? await readdir(files.folder) : []) {
      if (name.endsWith('.tmp')) await rm(join(files.folder, name));
    }
    return { ok: true };
  };
  const analyst = { call } as unknown as Pick<SupervisedThread<AnalystContract>, 'call'>;
  const timer = stillTimer();
  const stop = removeLeftovers({ files, analyst, timer, log: () => undefined });
  return { files, asked, timer, stop };
}

describe('what a killed window left', () => {
  it('is removed at the next start, by the thread that knows of locks', async () => {
    await lay('a.safetensors.1-2-3.tmp');
    const { files, asked } = start(true);
    await vi.waitFor(() => expect(asked).toEqual([['removeLeftovers', { folder: files.folder }]]));
    await vi.waitFor(async () => expect(await files.hasTemporaries()).toBe(false));
  });

  it('starts no thread where there is nothing', async () => {
    await lay('a.safetensors');
    const { asked } = start(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toEqual([]);
  });

  it('is looked for once more where a lock still seemed to be held', async () => {
    await lay('a.safetensors.1-2-3.tmp');
    const { asked, timer } = start(false);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await vi.waitFor(() => {
      timer.ring();
      expect(asked).toHaveLength(2);
    });
  });
});

describe('a folder of models', () => {
  it('is not empty, and has something of a document, where only a copy kept aside lies', async () => {
    const files = createModelFiles(storage);
    expect(await files.isEmpty()).toBe(true);
    await lay(`${modelId('file:///a.txt')}.safetensors.aside-1`);
    expect(await files.all()).toEqual([]);
    expect(await files.isEmpty()).toBe(false);
    expect(await files.remnantsOf(modelId('file:///a.txt'))).toEqual([
      files.pathOf('file:///a.txt'),
    ]);
    expect(await files.remnantsOf(modelId('file:///b.txt'))).toEqual([]);
  });

  it('has remnants of each model of a text whose file is gone, beside those that are whole', async () => {
    const files = createModelFiles(storage);
    const key = 'file:///a.txt';
    const id = (slot?: string): string => modelId(key, slot);
    await lay(`${id()}.safetensors`);
    await lay(`${id()}.safetensors.aside-1`);
    await lay(`${id('aaaaaaaa')}.safetensors.snapshots`);
    await lay(`${id('aaaaaaaa')}.safetensors.1-2-3.tmp`);
    await lay(`${id('bbbbbbbb')}.safetensors.lock`);
    await lay(`${modelId('file:///b.txt')}.safetensors.snapshots`);
    await lay(`${id()}.notes`);
    expect((await files.remnantsOf(id())).sort()).toEqual([
      files.pathOf(key, 'aaaaaaaa'),
      files.pathOf(key, 'bbbbbbbb'),
    ]);
  });
});
