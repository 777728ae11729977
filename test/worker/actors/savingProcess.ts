/** A process that saves a model again and again, under its lock, until it is killed. */
import { systemClock as clock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';

const path = process.argv[2];
const files = createFiles({ clock, fault: () => undefined });
const bytes = (n: number): Uint8Array => new Uint8Array(1 << 20).fill(n);

async function save(): Promise<void> {
  const lock = await files.lock(path);
  if (!lock.ok || !lock.value) throw new Error('the lock is not to be had');
  for (let n = 0; ; n = (n + 1) % 256) {
    const saved = await files.write(path, bytes(n));
    const beside = await files.writeCompanion(`${path}.snapshots`, bytes(n));
    if (!saved.ok || !beside.ok) throw new Error('not saved');
    process.stdout.write('.');
  }
}

void save();
