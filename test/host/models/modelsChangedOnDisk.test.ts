import { mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createModelFiles } from '../../../src/host/sessions/modelFiles';
import { createSessions } from '../../../src/host/sessions/sessions';
import {
  compareFolder,
  createModelsChangedOnDisk,
  readersOfOlder,
} from '../../../src/host/models/modelsChangedOnDisk';
import { stillTimer, textOf } from '../stage';
import { description } from '../values';

function stage() {
  const sessions = createSessions();
  const pending: (() => void)[] = [];
  const there = new Set<string>();
  const heard: string[] = [];
  const touched = createModelsChangedOnDisk({
    sessions,
    timer: { after: (_, then) => (pending.push(then), () => undefined) },
    isThere: (path) => Promise.resolve(there.has(path)),
    gone: (path) => heard.push(`gone ${path}`),
    written: (path) => heard.push(`written ${path}`),
    changed: () => heard.push('changed'),
  });
  const later = async (): Promise<void> => {
    for (const then of pending.splice(0)) then();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const text = textOf('file:///a.txt', 'words');
  sessions.apply(text, { kind: 'restored', description: description(), path: '/m/a' });
  return { sessions, text, there, heard, touched, later, pending };
}

describe('Models that change behind a window’s back', () => {
  it('are forgotten where one that is read here was deleted', async () => {
    const { heard, touched, later, pending } = stage();
    touched('/m/a');
    touched('/m/a');
    expect(pending).toHaveLength(1);
    await later();
    expect(heard).toEqual(['gone /m/a', 'changed']);
  });

  it('are read again where the file was replaced, and stay where another one was deleted', async () => {
    const { heard, touched, later, there } = stage();
    there.add('/m/a');
    touched('/m/a');
    touched('/m/b');
    await later();
    expect([...heard].sort()).toEqual(['changed', 'changed', 'written /m/a']);
  });

  it('stay while they are trained here: the training will write them again', async () => {
    const { heard, touched, later, sessions, text } = stage();
    sessions.apply(text, { kind: 'started', start: 'continue' });
    touched('/m/a');
    await later();
    expect(heard).toEqual(['changed']);
  });
});

describe('Who reads with a model as it was before its file was written again', () => {
  const { modelVersion, noted } = description();
  const readers = (now: { modelVersion?: number; noted?: string }, path = '/m/a') => {
    const { sessions } = stage();
    const found = readersOfOlder(sessions.all(), path, { modelVersion, noted, ...now });
    return found.map(({ key }) => key);
  };

  it('is who has other weights, or read it before something was forgotten or named', () => {
    expect(readers({ modelVersion: modelVersion + 1 })).toEqual(['file:///a.txt']);
    expect(readers({ noted: 'else' })).toEqual(['file:///a.txt']);
    expect(readers({})).toEqual([]);
    expect(readers({ noted: 'else' }, '/m/b')).toEqual([]);
  });

  it('is nobody whose training is about to write it', () => {
    const { sessions, text } = stage();
    sessions.apply(text, { kind: 'started', start: 'continue' });
    expect(readersOfOlder(sessions.all(), '/m/a', { modelVersion, noted: 'else' })).toEqual([]);
  });
});

describe('The folder of models, compared with how it was at the last look', () => {
  function looks(...there: string[]) {
    const stamps = new Map(there.map((path) => [path, '1']));
    const touched: string[] = [];
    const timer = stillTimer();
    const { dispose } = compareFolder({
      stamps: () => Promise.resolve(new Map(stamps)),
      ...{ timer, touched: (path) => touched.push(path) },
    });
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
    const heard = async (): Promise<string[]> => {
      timer.ring();
      await settled();
      return touched.splice(0);
    };
    return { stamps, touched, dispose, settled, heard };
  }

  it('tells of models that were there before the first look, and then no more', async () => {
    const { heard, touched, settled } = looks('/m/a');
    await settled();
    expect(touched.splice(0)).toEqual(['/m/a']);
    expect(await heard()).toEqual([]);
  });

  it('tells of models that came, were written again, or went', async () => {
    const { stamps, heard, settled } = looks();
    await settled();
    stamps.set('/m/a', '1');
    stamps.set('/m/b', '1');
    expect(await heard()).toEqual(['/m/a', '/m/b']);
    stamps.set('/m/a', '2');
    stamps.delete('/m/b');
    expect(await heard()).toEqual(['/m/a', '/m/b']);
  });

  it('is not looked at any more after the end', async () => {
    const { stamps, dispose, heard, settled } = looks();
    await settled();
    dispose();
    stamps.set('/m/a', '1');
    expect(await heard()).toEqual([]);
  });
});

describe('The stamp of a model', () => {
  it('is another one after its file was written or replaced, and only then', async () => {
    const storage = await mkdtemp(join(tmpdir(), 'gatescope-stamps-'));
    try {
      const files = createModelFiles(storage);
      expect(await files.stamps()).toEqual(new Map());
      await mkdir(files.folder);
      const path = files.pathOf('file:///a.txt');
      const stampAfter = async (write: () => Promise<void>): Promise<string> => {
        await write();
        return (await files.stamps()).get(path) ?? 'none';
      };
      const stamps = [
        await stampAfter(() => writeFile(path, 'one')),
        await stampAfter(() => writeFile(path, 'other words')),
        await stampAfter(async () => {
          await writeFile(`${path}.new`, 'other words');
          await rename(`${path}.new`, path);
        }),
      ];
      expect(new Set([...stamps, 'none']).size).toBe(4);
      expect(await stampAfter(() => Promise.resolve())).toBe(stamps[2]);
    } finally {
      await rm(storage, { recursive: true });
    }
  });
});
