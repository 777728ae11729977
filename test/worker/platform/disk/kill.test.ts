/** Processes that are killed while they save, each from outside and at another moment. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../../../src/engine/random';
import { systemClock as clock } from '../../../../src/worker/platform/clock';
import { createFiles } from '../../../../src/worker/platform/disk/files';
import { bundledThread } from '../../bundle';

/** `GATESCOPE_KILLS=200` for the figure. */
const kills = Number(process.env['GATESCOPE_KILLS'] ?? 4);

let script: string;
let folder: string;
beforeAll(async () => {
  script = await bundledThread('test/worker/actors/savingProcess.ts');
  folder = await mkdtemp(join(tmpdir(), 'gatescope-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Killed so many milliseconds after it has saved for the first time. */
async function killedWhileSaving(path: string, after: number): Promise<void> {
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  await new Promise((resolve) => setTimeout(resolve, after));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

describe('A process that is killed while it saves', () => {
  it(`leaves a whole model, and nothing beside it after the next start (${kills} times)`, async () => {
    const { next } = random(5);
    const files = createFiles({ clock, fault: () => undefined });
    let left = 0;
    for (let n = 0; n < kills; n++) {
      const models = join(folder, String(n));
      const path = join(models, 'm.safetensors');
      await killedWhileSaving(path, 40 * next());
      left += (await readdir(models)).filter((name) => name.endsWith('.tmp')).length;
      for (const file of [path, `${path}.snapshots`]) {
        const bytes = await readFile(file).catch(() => Buffer.alloc(1 << 20));
        expect(bytes.length).toBe(1 << 20);
        expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
      }
      expect(await files.removeLeftovers(models)).toEqual({ ok: true });
      const names = await readdir(models);
      expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect(names).toContain('m.safetensors');
      await rm(models, { recursive: true });
    }
    if (kills >= 100) expect(left, 'kills that hit a save').toBeGreaterThan(kills / 4);
  }, 600_000);

  it('is no reason to touch what another process is saving now', async () => {
    const path = join(folder, 'm.safetensors');
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    const theirs = `${path}.${child.pid}-0-999.tmp`;
    const old = `${join(folder, 'other.safetensors')}.${child.pid}-0-1.tmp`;
    for (const file of [theirs, old]) await writeFile(file, 'weights');
    const files = createFiles({ clock, fault: () => undefined });
    expect(await files.removeLeftovers(folder)).toEqual({ ok: true });
    expect(await readFile(theirs, 'utf8')).toBe('weights');
    // Nobody has that model's lock: whoever has the number now is not its writer.
    await expect(readFile(old)).rejects.toMatchObject({ code: 'ENOENT' });
    await files.removeEverything(folder);
    expect(await readdir(folder)).toContain('m.safetensors.lock');
    expect(await readFile(theirs, 'utf8')).toBe('weights');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(await files.removeEverything(folder)).toEqual({ ok: true });
    expect(await readdir(folder)).toEqual([]);
  });
});
