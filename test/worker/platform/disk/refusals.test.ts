/** A disk that refuses any one call, with whatever it may say: an answer is a value, never an exception. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/worker/platform/clock';
import { createFiles } from '../../../../src/worker/platform/disk/files';

/** Which call is refused, and how; every call of the file system counts, those of open files too. */
const plan = vi.hoisted(() => ({ calls: 0, at: -1, code: '', open: 0 }));

vi.mock('node:fs/promises', async (original) => {
  type Act = (...given: unknown[]) => Promise<unknown>;
  const real = await original<Record<string, unknown>>();
  const refuse = (): void => {
    if (plan.calls++ === plan.at) throw Object.assign(new Error(plan.code), { code: plan.code });
  };
  const guarded =
    (act: Act): Act =>
    async (...given) => {
      refuse();
      return act(...given);
    };
  /** A handle that is refused is closed all the same, as the system does. */
  const watched = (handle: object): object => {
    plan.open++;
    return new Proxy(handle, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        const act = found.bind(target) as Act;
        if (name !== 'close') return guarded(act);
        return async () => {
          plan.open--;
          await act();
          refuse();
        };
      },
    });
  };
  const wrapped = Object.entries(real).map(([name, act]): [string, unknown] => {
    if (typeof act !== 'function') return [name, act];
    const guard = guarded(act as Act);
    if (name !== 'open') return [name, guard];
    return [name, async (...given: unknown[]) => watched((await guard(...given)) as object)];
  });
  return Object.fromEntries(wrapped);
});

const clock = {
  ...systemClock,
  after: (_: number, then: () => void) => systemClock.after(0, then),
};
const files = createFiles({ clock, fault: () => undefined });
const bytes = new TextEncoder().encode('weights');

let folder = '';
let path = '';
beforeEach(async () => {
  plan.at = -1;
  folder = await mkdtemp(join(tmpdir(), 'gatescope-refusals-'));
  path = join(folder, 'models', 'm.safetensors');
});
afterEach(async () => {
  plan.at = -1;
  await rm(folder, { recursive: true, force: true });
});

/** As the threads do it: a name is given, a training saved, a model deleted. */
async function underLock(act: () => Promise<unknown>): Promise<void> {
  const held = await files.lock(path);
  if (!held.ok || !held.value) return;
  try {
    await act();
  } finally {
    await held.value.release();
  }
}

const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  save: () => underLock(() => files.write(path, bytes)),
  saveBeside: () => underLock(() => files.writeCompanion(`${path}.snapshots`, bytes)),
  delete: () => underLock(() => files.remove(path)),
  keepAside: () => underLock(() => files.moveAside(path)),
  read: () => files.read(path),
  head: () => files.head(path, 8),
  part: () => files.part(path, 0, 4),
  visit: () => files.visit(path, (source) => source.read(0, source.length)),
  stamp: async () => [await files.stamp(path), await files.size(path)],
  export: () => files.writePlainly(join(folder, 'export'), bytes),
  fill: () => files.fill(join(folder, 'filled'), ({ put }) => put(0, bytes)),
  sweep: () => files.removeLeftovers(join(folder, 'models')),
  deleteAll: () => files.removeEverything(join(folder, 'models')),
};

const codes = ['EIO', 'EACCES', 'ENOSPC', 'EPERM', 'EROFS', 'EMFILE', 'ENOENT', 'EBUSY'] as const;

describe('A disk that refuses a call', () => {
  it('never throws, leaves no file open and keeps the model intact', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(acts)),
        fc.constantFrom(...codes),
        fc.nat(24),
        async (act, code, at) => {
          plan.at = -1;
          await files.write(path, bytes);
          Object.assign(plan, { calls: 0, at, code, open: 0 });
          await acts[act]();
          plan.at = -1;
          expect(plan.open).toBe(0);
          const there = await readFile(path).catch(() => undefined);
          if (there) expect(there.toString()).toBe('weights');
          else expect(['delete', 'deleteAll', 'keepAside']).toContain(act);
        },
      ),
      { numRuns: Number(process.env['GATESCOPE_FAULTS'] ?? 120) },
    );
  });

  it('while a lock is made: no empty lock stays behind', async () => {
    for (let at = 0; at < 12; at++) {
      Object.assign(plan, { calls: 0, at, code: 'ENOSPC', open: 0 });
      const held = await files.lock(path);
      plan.at = -1;
      if (held.ok) await held.value?.release();
      expect(plan.open).toBe(0);
      expect(await readdir(join(folder, 'models')).catch(() => [])).toEqual([]);
    }
  });

  it('while a lock is released: the saved model is there, and the lock is had again', async () => {
    const held = await files.lock(path);
    await files.write(path, bytes);
    Object.assign(plan, { calls: 0, at: 0, code: 'EIO' });
    if (held.ok) await held.value?.release();
    plan.at = -1;
    const again = await files.lock(path);
    expect(again.ok && again.value).toBeTruthy();
    if (again.ok) await again.value?.release();
    expect(await readdir(join(folder, 'models'))).toEqual(['m.safetensors']);
  });
});
