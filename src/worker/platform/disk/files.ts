/**
 * Model files on disk. A file is whole or not there: written to a temporary file in the same
 * folder, synced, renamed. New folders are 0700 and files 0600, because weights and vocabulary
 * reveal the text. What the disk refuses is a value; the paths of what it made stay beside the
 * model: `<path>.snapshots`, `<path>.<n>.tmp`, `<path>.aside-<n>`, `<path>.lock`.
 */
import { constants } from 'node:fs';
import {
  access,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import type { Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import type { FaultPoint } from '../threads/plannedFault';
import type { Clock } from '../clock';
import type { DiskFailure } from './diskErrors';
import { diskFailure, errorCode } from './diskErrors';
import type { Lock } from './lock';
import { isLocked, lock } from './lock';

export interface Files {
  /** @returns undefined where there is no such file */
  read(path: string): Promise<Result<Uint8Array<ArrayBuffer> | undefined, DiskFailure>>;
  /** Its first bytes, and how long it is; undefined where there is no such file. */
  head(path: string, bytes: number): Promise<Result<Head | undefined, DiskFailure>>;
  /** Bytes from the middle of it; undefined where the file is gone or shorter. */
  part(
    path: string,
    begin: number,
    end: number,
  ): Promise<Result<Uint8Array<ArrayBuffer> | undefined, DiskFailure>>;
  /** Read piece by piece, as long as `use` goes on; undefined where there is no such file. */
  visit<T>(
    path: string,
    use: (source: ByteSource) => Promise<T>,
  ): Promise<Result<T | undefined, DiskFailure>>;
  /** Another text whenever the file was replaced; undefined where there is none. */
  stamp(path: string): Promise<string | undefined>;
  /** In bytes; 0 where there is none. */
  size(path: string): Promise<number>;
  write(path: string, bytes: Uint8Array): Promise<Result<void, DiskFailure>>;
  /** The same for what a model can do without; no fault made on purpose counts it. */
  writeCompanion(path: string, bytes: Uint8Array): Promise<Result<void, DiskFailure>>;
  /** A file for somebody else, in a folder of theirs: whole or not there, with the usual rights. */
  writePlainly(path: string, bytes: Uint8Array): Promise<Result<void, DiskFailure>>;
  /** The same for a file that is written piece by piece; where `use` fails there is none. */
  fill(path: string, use: (sink: ByteSink) => Promise<void>): Promise<Result<void, DiskFailure>>;
  /** @returns the file's new name, in the same folder */
  moveAside(path: string): Promise<Result<string, DiskFailure>>;
  /** The file, its snapshots, its temporaries and the copies kept aside. */
  remove(path: string): Promise<Result<void, DiskFailure>>;
  /** The right to write this path; undefined where another window has it. */
  lock(path: string): Promise<Result<Lock | undefined, DiskFailure>>;
  /** Whether another window has that right now. */
  isHeld(path: string): Promise<boolean>;
}

/** The bytes of a file. */
export interface ByteSource {
  readonly length: number;
  /** All of them, or it rejects. */
  read(at: number, count: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface ByteSink {
  put(at: number, bytes: Uint8Array): Promise<void>;
}

export interface Head {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole file. */
  readonly length: number;
  /** When it was written; milliseconds since 1970. */
  readonly written: number;
}

export interface FilesOptions {
  readonly clock: Clock;
  /** Counts writes of models. */
  readonly fault: FaultPoint;
}

export function createFiles({ clock, fault }: FilesOptions): Files {
  let writes = 0;
  const write = (path: string, bytes: Uint8Array, fault?: ReturnType<FaultPoint>) =>
    attempt('Saving the model', () =>
      writeWhole(path, `${path}.${process.pid}-${++writes}.tmp`, bytes, fault, clock),
    );
  return {
    read: (path) => attempt('Reading the model', () => readWhole(path)),
    head: (path, bytes) => attempt('Reading the model', () => readHead(path, bytes)),
    part: (path, begin, end) => attempt('Reading the model', () => readPart(path, begin, end)),
    visit: (path, use) => attempt('Reading the file', () => visit(path, use)),
    stamp: (path) =>
      stat(path).then(
        ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
        () => undefined,
      ),
    size: (path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    write: (path, bytes) => write(path, bytes, fault()),
    writeCompanion: (path, bytes) => write(path, bytes),
    writePlainly: (path, bytes) =>
      attempt('Writing the file', async () => {
        const temporary = `${path}.${process.pid}-${++writes}.tmp`;
        try {
          await writeFile(temporary, bytes, { flag: 'wx' });
          await renameOver(temporary, path, clock);
        } catch (error) {
          await rm(temporary, { force: true }).catch(() => undefined);
          throw error;
        }
      }),
    async fill(path, use) {
      const temporary = `${path}.${process.pid}-${++writes}.tmp`;
      try {
        const handle = await open(temporary, 'wx');
        await use({ put: (at, bytes) => putAt(handle, at, bytes) }).finally(() => handle.close());
        return success(await renameOver(temporary, path, clock));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        // What has no code comes from whoever writes: a change of the text, or a bug.
        if (errorCode(error) === undefined) throw error;
        return failed(diskFailure('Writing the file', error));
      }
    },
    moveAside: (path) => attempt('Keeping the model file aside', () => moveAside(path)),
    remove: (path) => attempt('Deleting the model', () => remove(path)),
    lock: (path) =>
      attempt('Saving the model', async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        return lock(path, clock);
      }),
    isHeld: (path) => isLocked(path, clock).catch(() => false),
  };
}

async function attempt<T>(doing: string, act: () => Promise<T>): Promise<Result<T, DiskFailure>> {
  try {
    return success(await act());
  } catch (error) {
    return failed(diskFailure(doing, error));
  }
}

async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const readHead = (path: string, most: number): Promise<Head | undefined> =>
  reading(path, async (handle) => {
    const { size, mtimeMs } = await handle.stat();
    const bytes = new Uint8Array(Math.min(most, size));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, bytesRead), length: size, written: mtimeMs };
  });

const readPart = (
  path: string,
  begin: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  reading(path, async (handle) => {
    const bytes = new Uint8Array(end - begin);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, begin);
    return bytesRead === bytes.length ? bytes : undefined;
  });

async function reading<T>(
  path: string,
  read: (handle: FileHandle) => Promise<T>,
): Promise<T | undefined> {
  try {
    const handle = await open(path, 'r');
    return await read(handle).finally(() => handle.close());
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function visit<T>(
  path: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T | undefined> {
  let handle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    return await use({ length: size, read: (at, count) => readAt(handle, at, count) });
  } finally {
    await handle.close();
  }
}

async function readAt(
  handle: FileHandle,
  at: number,
  count: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(count);
  for (let done = 0; done < count;) {
    const { bytesRead } = await handle.read(bytes, done, count - done, at + done);
    if (bytesRead === 0) throw Object.assign(new Error('short'), { code: 'ECUTSHORT' });
    done += bytesRead;
  }
  return bytes;
}

async function putAt(handle: FileHandle, at: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function writeWhole(
  path: string,
  temporary: string,
  bytes: Uint8Array,
  fault: ReturnType<FaultPoint>,
  clock: Clock,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(fault === 'enospc' ? bytes.subarray(0, bytes.length >> 1) : bytes);
      if (fault === 'enospc') throw Object.assign(new Error('fault'), { code: 'ENOSPC' });
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
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
}

async function moveAside(path: string): Promise<string> {
  for (let n = 1; ; n++) {
    const aside = `${path}.aside-${n}`;
    const taken = await access(aside, constants.F_OK).then(
      () => true,
      () => false,
    );
    if (taken) continue;
    await rename(path, aside);
    return basename(aside);
  }
}

async function remove(path: string): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter(
    (other) => other.startsWith(`${name}.`) && /\.(?:tmp|snapshots|aside-\d+)$/.test(other),
  );
  for (const other of [name, ...ours]) await rm(join(folder, other), { force: true });
}
