/** Writing a file so that it is whole or not there: a temporary in the same folder, synced, renamed. */
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../clock';
import { errorCode } from './diskErrors';
import { temporaryOf } from './temporaries';

export interface ByteSink {
  put(at: number, bytes: Uint8Array): Promise<void>;
}

/** Only for the user, or with the usual rights. */
export type Rights = 'private' | 'usual';

/** @throws what the file system throws, and what `use` does; then there is no file */
export async function writeWhole(
  path: string,
  rights: Rights,
  use: (sink: ByteSink) => Promise<void>,
  clock: Clock,
): Promise<void> {
  const temporary = temporaryOf(path);
  try {
    const handle = await open(temporary, 'wx', rights === 'private' ? 0o600 : 0o666);
    try {
      await use({ put: (at, bytes) => putAt(handle, at, bytes) });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, path, clock);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

async function putAt(handle: FileHandle, at: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** On Windows a file that a virus scanner or a reader has open refuses for a moment. */
async function renameOver(from: string, to: string, clock: Clock): Promise<void> {
  for (const pause of [20, 100, 400]) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '')) throw error;
      await new Promise<void>((resolve) => void clock.after(pause, resolve));
    }
  }
  return rename(from, to);
}

/** Makes the rename itself last through a power cut; not every system can (Windows). */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}
