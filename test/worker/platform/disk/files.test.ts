import { execFileSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedFault } from '../../../../src/worker/platform/threads/plannedFault';
import { systemClock as clock } from '../../../../src/worker/platform/clock';
import { createFiles } from '../../../../src/worker/platform/disk/files';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-'));
  path = join(folder, 'models', 'm.safetensors');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const files = (fault: () => PlannedFault['what'] | undefined = () => undefined) =>
  createFiles({ clock, fault });

describe('a model file', () => {
  it('is read as it was written, in a private folder', async () => {
    const disk = files();
    expect(await disk.write(path, bytes('weights'))).toEqual({ ok: true });
    expect(await disk.read(path)).toEqual({ ok: true, value: bytes('weights') });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'models'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'models'))).toEqual(['m.safetensors']);
  });

  it('is undefined if there is none', async () => {
    expect(await files().read(path)).toEqual({ ok: true, value: undefined });
    expect(await files().stamp(path)).toBeUndefined();
    expect(await files().size(path)).toBe(0);
  });

  it('has another stamp after it was replaced by one of the same size', async () => {
    const disk = files();
    await disk.write(path, bytes('one'));
    const before = await disk.stamp(path);
    await disk.write(path, bytes('two'));
    expect(await disk.stamp(path)).not.toBe(before);
  });

  it('stays as it was when the disk is full in the middle of the next one', async () => {
    await files().write(path, bytes('old and whole'));
    const full = files(() => 'enospc');
    expect(await full.write(path, bytes('new'))).toEqual({
      ok: false,
      failure: { kind: 'disk', doing: 'Saving the model', reason: 'no space is left on the disk' },
    });
    expect(await readFile(path, 'utf8')).toBe('old and whole');
    expect(await readdir(join(folder, 'models'))).toEqual(['m.safetensors']);
  });

  it('cannot replace a folder; the reason is a value', async () => {
    await mkdir(path, { recursive: true });
    expect(await files().read(path)).toMatchObject({
      failure: { kind: 'disk', reason: 'a folder is in the place of the file' },
    });
    expect(await files().write(path, bytes('x'))).toMatchObject({ failure: { kind: 'disk' } });
  });

  it('is kept aside under names that are free', async () => {
    const disk = files();
    await disk.write(path, bytes('first'));
    expect(await disk.moveAside(path)).toEqual({ ok: true, value: 'm.safetensors.aside-1' });
    await disk.write(path, bytes('second'));
    expect(await disk.moveAside(path)).toEqual({ ok: true, value: 'm.safetensors.aside-2' });
    expect(await readFile(`${path}.aside-1`, 'utf8')).toBe('first');
  });

  it('is removed with its temporaries and copies, and nothing else', async () => {
    const disk = files();
    await disk.write(path, bytes('model'));
    await disk.moveAside(path);
    await disk.write(path, bytes('model'));
    for (const beside of ['.123-4.tmp', '.snapshots', '.snapshots.1-2-3.tmp', '.lock.77.tmp']) {
      await writeFile(path + beside, 'cut off');
    }
    await mkdir(`${path}.earlier`);
    await writeFile(join(folder, 'models', 'm.safetensors2'), 'another');
    expect(await disk.remove(path)).toEqual({ ok: true });
    expect(await readdir(join(folder, 'models'))).toEqual(['m.safetensors2']);
    expect(await disk.remove(path)).toEqual({ ok: true });
  });
});

describe('a folder of models', () => {
  const lay = async (...names: string[]): Promise<void> => {
    await mkdir(join(folder, 'models', 'nested'), { recursive: true });
    for (const name of names) await writeFile(join(folder, 'models', name), 'words');
  };
  const models = () => join(folder, 'models');

  it('is emptied, whatever it contains', async () => {
    await lay('a.safetensors', 'a.safetensors.snapshots', 'b.safetensors.1-2.tmp');
    await lay('c.safetensors.aside-1', 'c.safetensors.lock', 'old', 'nested/d.safetensors');
    const then = Date.now() / 1000 - 10;
    await utimes(join(models(), 'c.safetensors.lock'), then, then);
    expect(await files().removeEverything(models())).toEqual({ ok: true });
    expect(await readdir(models())).toEqual([]);
    expect(await files().removeEverything(join(folder, 'none'))).toEqual({ ok: true });
  });

  it('is emptied also of folders, links and pipes that are called like a lock', async () => {
    await lay('a.safetensors', 'b.safetensors.lock');
    const then = Date.now() / 1000 - 100;
    await utimes(join(models(), 'b.safetensors.lock'), then, then);
    await mkdir(join(models(), 'c.safetensors.lock', 'deep'), { recursive: true });
    await writeFile(join(models(), 'c.safetensors.lock', 'deep', 'x.lock'), '');
    await symlink(folder, join(models(), 'd.lock'));
    await symlink(join(folder, 'nowhere'), join(models(), 'e.safetensors'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(models(), 'f.lock')]);
    await utimes(join(models(), 'c.safetensors.lock', 'deep', 'x.lock'), then, then);
    expect(await files().removeEverything(models())).toEqual({ ok: true });
    expect(await readdir(models())).toEqual([]);
    expect(await readdir(folder), 'what a link leads to stays').toEqual(['models']);
  });

  it('loses its temporaries at any depth, and nothing else', async () => {
    await lay('a.safetensors', 'a.safetensors.12-3.tmp', 'nested/b.safetensors.1-2-3.tmp');
    await lay(
      'a.safetensors.aside-1',
      'a.safetensors.lock.9.tmp',
      'a.safetensors.snapshots.4-5.tmp',
    );
    expect(await files().removeLeftovers(models())).toEqual({ ok: true });
    expect((await readdir(models(), { recursive: true })).sort()).toEqual([
      'a.safetensors',
      'a.safetensors.aside-1',
      'nested',
    ]);
  });

  it('keeps what this process is writing', async () => {
    await lay();
    const lock = await files().lock(path);
    await lay(`m.safetensors.${process.pid}-7-1.tmp`);
    expect(await files().removeLeftovers(models())).toEqual({ ok: true });
    expect(await readdir(models())).toContain(`m.safetensors.${process.pid}-7-1.tmp`);
    if (lock.ok) await lock.value?.release();
  });

  it('loses the temporaries of a process whose number this one has now', async () => {
    const then = Date.now() / 1000 - process.uptime() - 30;
    await lay(`m.safetensors.${process.pid}-0-1.tmp`);
    await writeFile(`${path}.lock`, JSON.stringify({ pid: process.pid, host: hostname() }));
    for (const name of await readdir(models())) await utimes(join(models(), name), then, then);
    expect(await files().removeLeftovers(models())).toEqual({ ok: true });
    expect(await readdir(models())).toEqual(['m.safetensors.lock', 'nested']);
  });

  it('loses the temporaries of a model as soon as others may write it', async () => {
    await lay('m.safetensors.12-3.tmp', 'other.safetensors.12-3.tmp');
    const lock = await files().lock(path);
    expect((await readdir(models())).sort()).toEqual(
      ['m.safetensors.lock', 'nested', 'other.safetensors.12-3.tmp'].sort(),
    );
    if (lock.ok) await lock.value?.release();
  });
});

describe('an export', () => {
  it('removes the leftovers of an earlier process that was killed', async () => {
    const target = join(folder, 'export.csv');
    const [old, young, foreign] = [
      `${target}.${2 ** 30}-1-1.tmp`,
      `${target}.${2 ** 30}-1-2.tmp`,
      `${target}.tmp`,
    ];
    for (const file of [old, young, foreign]) await writeFile(file, 'words');
    const then = Date.now() / 1000 - 120;
    await utimes(old, then, then);
    expect(await files().writePlainly(target, bytes('table'))).toEqual({ ok: true });
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual(
      [target, young, foreign].sort(),
    );
  });
});

describe.skipIf(process.platform === 'win32')('a named pipe', () => {
  it('is refused at once, wherever a file is read', async () => {
    const pipe = join(folder, 'pipe.safetensors');
    execFileSync('mkfifo', [pipe]);
    const disk = files();
    const refused = {
      failure: { kind: 'disk', reason: expect.stringContaining('named pipe') as string },
    };
    expect(await disk.read(pipe)).toMatchObject(refused);
    expect(await disk.head(pipe, 8)).toMatchObject(refused);
    expect(await disk.part(pipe, 0, 8)).toMatchObject(refused);
    expect(await disk.visit(pipe, () => Promise.resolve(1))).toMatchObject(refused);
    expect(await disk.read('/dev/zero')).toMatchObject(refused);
  });
});

describe('the lock of a model', () => {
  const held = (owner: object): Promise<void> => writeFile(`${path}.lock`, JSON.stringify(owner));
  const anotherProcess = process.ppid;
  beforeEach(() => mkdir(join(folder, 'models')));

  it('is gone after it is released', async () => {
    const lock = await files().lock(path);
    expect(await readdir(join(folder, 'models'))).toEqual(['m.safetensors.lock']);
    if (lock.ok) await lock.value?.release();
    expect(await readdir(join(folder, 'models'))).toEqual([]);
  });

  it('is refused while another process that lives has it', async () => {
    await held({ pid: anotherProcess, host: hostname() });
    expect(await files().lock(path)).toEqual({ ok: true, value: undefined });
  });

  it('is refused while another machine has it', async () => {
    await held({ pid: 2 ** 30, host: 'elsewhere' });
    expect(await files().lock(path)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ['a dead process', { pid: 2 ** 30, host: hostname() }],
    ['this process, whose thread died', { pid: process.pid, host: hostname() }],
  ])('is taken over from %s', async (_, owner) => {
    await held(owner);
    const lock = await files().lock(path);
    expect(lock.ok && lock.value).toBeTruthy();
    const content = JSON.parse(await readFile(`${path}.lock`, 'utf8')) as unknown;
    expect(content).toEqual({ pid: process.pid, host: hostname() });
    if (lock.ok) await lock.value?.release();
  });

  it('is taken over from a process that has not touched it for minutes', async () => {
    await held({ pid: anotherProcess, host: hostname() });
    const then = Date.now() / 1000 - 120;
    await utimes(`${path}.lock`, then, then);
    const lock = await files().lock(path);
    expect(lock.ok && lock.value).toBeTruthy();
    if (lock.ok) await lock.value?.release();
  });

  it('is not released when it has become the lock of another', async () => {
    const lock = await files().lock(path);
    await held({ pid: anotherProcess, host: hostname() });
    if (lock.ok) await lock.value?.release();
    expect(await readdir(join(folder, 'models'))).toEqual(['m.safetensors.lock']);
  });
});
