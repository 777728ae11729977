/**
 * Model files on disk. A file is whole or not there: written to a temporary file in the same folder,
 * synced, renamed. New folders are 0700 and files 0600, because weights and vocabulary reveal the text.
 * What the disk refuses is a value; the paths of what it made stay next to the model:
 * `<path>.snapshots`, `<path>.….tmp`, `<path>.aside-<n>`, `<path>.lock`.
 */
import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import type { FaultPoint } from '../threads/plannedFault';
import type { Clock } from '../clock';
import type { DiskFailure } from './diskErrors';
import { attempt, diskError, diskFailure, errorCode } from './diskErrors';
import type { Lock } from './lock';
import { modelsBeside } from './modelsBeside';
import { holderOf, lock } from './lock';
import type { ByteSource, Head } from './reading';
import { readHead, readPart, readWhole, visit } from './reading';
import { removeEverything, removeLeftovers, removeModel } from './removal';
import { removeOldTemporaries, removeTemporaries } from './temporaries';
import type { ByteSink } from './writing';
import { writeWhole } from './writing';

export type { ByteSource, Head } from './reading';
export type { ByteSink } from './writing';

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
  /** Paths of the document's other models. */
  beside(path: string): Promise<readonly string[]>;
  /** In bytes; 0 where there is none. */
  size(path: string): Promise<number>;
  write(path: string, bytes: Uint8Array): Promise<Result<void, DiskFailure>>;
  /** The same for what a model can do without; planned faults do not count it. */
  writeCompanion(path: string, bytes: Uint8Array): Promise<Result<void, DiskFailure>>;
  /** A file for the user, in a folder of theirs: complete or absent, with the usual permissions. */
  writePlainly(path: string, bytes: Uint8Array): Promise<Result<void, DiskFailure>>;
  /** A folder for files of the user: made, or empty. @returns where a file of that name belongs */
  newFolder(path: string): Promise<Result<(name: string) => string, DiskFailure>>;
  /** The same for a file that is written piece by piece; where `use` fails there is none. */
  fill(path: string, use: (sink: ByteSink) => Promise<void>): Promise<Result<void, DiskFailure>>;
  /** @returns the file's new name, in the same folder */
  moveAside(path: string): Promise<Result<string, DiskFailure>>;
  /** The file, its snapshots, its temporaries and the copies set aside: for the holder of its lock. */
  remove(path: string): Promise<Result<void, DiskFailure>>;
  /** Of a folder of models: temporaries that processes which are gone have left. */
  removeLeftovers(folder: string): Promise<Result<void, DiskFailure>>;
  /** Of a folder of models: all that is in it, but what another window is writing. */
  removeEverything(folder: string): Promise<Result<void, DiskFailure>>;
  /** The right to write this path; undefined where another window has it. */
  lock(path: string): Promise<Result<Lock | undefined, DiskFailure>>;
  /** Whether another window has that right now. */
  isHeld(path: string): Promise<boolean>;
}

export interface FilesOptions {
  readonly clock: Clock;
  /** Counts writes of models. */
  readonly fault: FaultPoint;
}

export function createFiles({ clock, fault }: FilesOptions): Files {
  const write = (path: string, bytes: Uint8Array, fault?: ReturnType<FaultPoint>) =>
    attempt('Saving the model', async () => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeWhole(path, 'private', (sink) => putAll(sink, bytes, fault), clock);
    });
  return {
    read: (path) => attempt('Reading the model', () => readWhole(path)),
    head: (path, bytes) => attempt('Reading the model', () => readHead(path, bytes)),
    part: (path, begin, end) => attempt('Reading the model', () => readPart(path, begin, end)),
    visit: (path, use) => attempt('Reading the file', () => visit(path, use)),
    beside: modelsBeside,
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
    writePlainly: (path, bytes) => writeForOthers(path, ({ put }) => put(0, bytes), clock),
    newFolder: (path) =>
      attempt('Making the folder', async () => {
        await mkdir(path, { recursive: true });
        if ((await readdir(path)).length > 0) throw diskError('ENOTEMPTY');
        return (name) => join(path, name);
      }),
    fill: (path, use) => writeForOthers(path, use, clock),
    moveAside: (path) => attempt('Setting the model file aside', () => moveAside(path)),
    remove: (path) => attempt('Deleting the model', () => removeModel(path)),
    removeLeftovers: (folder) =>
      attempt('Removing temporary files', () => removeLeftovers(folder, clock)),
    removeEverything: (folder) =>
      attempt('Deleting all models', async () => {
        await removeEverything(folder, clock);
      }),
    lock: (path) =>
      attempt('Saving the model', async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const held = await lock(path, clock);
        if (held) await removeTemporaries(path, clock);
        return held;
      }),
    isHeld: (path) =>
      holderOf(path, clock).then(
        (holder) => holder === 'another',
        () => false,
      ),
  };
}

async function putAll(
  { put }: ByteSink,
  bytes: Uint8Array,
  fault: ReturnType<FaultPoint>,
): Promise<void> {
  await put(0, fault === 'enospc' ? bytes.subarray(0, bytes.length >> 1) : bytes);
  if (fault === 'enospc') throw diskError('ENOSPC');
}

async function writeForOthers(
  path: string,
  use: (sink: ByteSink) => Promise<void>,
  clock: Clock,
): Promise<Result<void, DiskFailure>> {
  try {
    await removeOldTemporaries(path, clock);
    return success(await writeWhole(path, 'usual', use, clock));
  } catch (error) {
    // An error without a code comes from the writing callback: a change of the text, or a bug.
    if (errorCode(error) === undefined) throw error;
    return failed(diskFailure('Writing the file', error));
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
