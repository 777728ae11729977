/**
 * Reading files that may be anything: a path can name a pipe, which would block its reader for ever,
 * and with it a thread of Node's pool, or a device. Only regular files are read.
 */
import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { diskError, errorCode } from './diskErrors';

/** The bytes of a file. */
export interface ByteSource {
  readonly length: number;
  /**
   * All of them, or it rejects.
   * @param into is filled and given back where they have to be read; what is in memory is given as it is
   */
  read(at: number, count: number, into?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Head {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole file. */
  readonly length: number;
  /** When it was written; milliseconds since 1970. */
  readonly written: number;
}

/** @returns undefined where there is no such file; @throws what the file system throws */
export const readWhole = (path: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  reading(path, async (handle) => {
    const bytes = await handle.readFile();
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  });

export const readHead = (path: string, most: number): Promise<Head | undefined> =>
  reading(path, async (handle) => {
    const { size, mtimeMs } = await handle.stat();
    const bytes = new Uint8Array(Math.min(most, size));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, bytesRead), length: size, written: mtimeMs };
  });

export const readPart = (
  path: string,
  begin: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  reading(path, async (handle) => {
    const bytes = new Uint8Array(end - begin);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, begin);
    return bytesRead === bytes.length ? bytes : undefined;
  });

export const visit = <T>(
  path: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T | undefined> =>
  reading(path, async (handle) => {
    const { size } = await handle.stat();
    return use({
      length: size,
      read: (at, count, into = new Uint8Array(count)) => readAt(handle, at, into),
    });
  });

async function reading<T>(
  path: string,
  read: (handle: FileHandle) => Promise<T>,
): Promise<T | undefined> {
  const handle = await openRegular(path);
  if (!handle) return undefined;
  try {
    return await read(handle);
  } finally {
    await handle.close();
  }
}

/** Looked at before, because opening can do something to a device, and after, because it may be another by then. */
async function openRegular(path: string): Promise<FileHandle | undefined> {
  const handle = await ifThere(async () => {
    refuseOthers(await stat(path));
    // What is not ready (a pipe) is opened without waiting; where that does not exist, it is 0.
    return open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  });
  try {
    if (handle) refuseOthers(await handle.stat());
    return handle;
  } catch (error) {
    await handle?.close().catch(() => undefined);
    throw error;
  }
}

async function ifThere<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function refuseOthers(stats: Stats): void {
  if (stats.isDirectory()) throw diskError('EISDIR');
  if (!stats.isFile()) throw diskError('ENOTAFILE');
}

async function readAt(
  handle: FileHandle,
  at: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, at + done);
    if (bytesRead === 0) throw diskError('ECUTSHORT');
    done += bytesRead;
  }
  return bytes;
}
