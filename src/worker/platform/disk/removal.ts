/**
 * Removing models: one with all its files, what killed processes left in a folder of models, or
 * everything in it. What another window is writing stays, with all that is its own.
 */
import { readdir, rm } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../clock';
import { errorCode } from './diskErrors';
import type { Lock } from './lock';
import { holderOf, lockEnding, lockPatiently } from './lock';
import { readTemporaryName } from './temporaries';

/** The file and whatever is named after it; its lock belongs to the caller. */
export async function removeModel(path: string): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  const ours = (await entriesOf(folder)).filter(
    (other) => other.name.startsWith(`${name}.`) && other.name !== name + lockEnding,
  );
  await removeAll([path, ...ours.map((other) => join(folder, other.name))]);
}

/** Temporaries of processes that are gone, in the folder and in folders of it. */
export async function removeLeftovers(folder: string, clock: Clock): Promise<void> {
  // The names are listed first: files begun later have other names.
  const entries = await entriesOf(folder);
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    await removeLeftovers(join(folder, name), clock);
  }
  const found = entries.flatMap((entry) => {
    const of = entry.isDirectory() ? undefined : readTemporaryName(entry.name)?.of;
    return of === undefined ? [] : [{ file: join(folder, entry.name), of: join(folder, of) }];
  });
  const left: string[] = [];
  for (const { file, of } of found) if ((await holderOf(of, clock)) === 'nobody') left.push(file);
  await removeAll(left);
}

/** @returns whether nothing is left, but the folder itself */
export async function removeEverything(folder: string, clock: Clock): Promise<boolean> {
  const entries = await entriesOf(folder);
  const locks: Lock[] = [];
  const kept: string[] = [];
  const going: string[] = [];
  let isEmpty = true;
  try {
    for (const { name } of entries.filter(isLockFile)) {
      const of = name.slice(0, -lockEnding.length);
      try {
        const mine = await lockPatiently(join(folder, of), clock);
        if (mine) locks.push(mine);
        else kept.push(of);
      } catch (error) {
        if (errorCode(error) === undefined) throw error;
        // One that cannot even be read protects nobody of ours.
        going.push(join(folder, name));
      }
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const isKept = kept.some((of) => entry.name === of || entry.name.startsWith(`${of}.`));
      if (isKept) isEmpty = false;
      else if (entry.isDirectory() && !(await removeEverything(path, clock))) isEmpty = false;
      else if (!isLockFile(entry)) going.push(path);
    }
    await removeAll(going);
  } finally {
    for (const mine of locks) await mine.release();
  }
  return isEmpty;
}

/** Whatever else has such a name is no lock. */
const isLockFile = (entry: Dirent): boolean => entry.isFile() && entry.name.endsWith(lockEnding);

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** As many as possible. @throws what the file system says of the first that cannot */
async function removeAll(paths: readonly string[]): Promise<void> {
  const refused: unknown[] = [];
  for (const path of paths) {
    await rm(path, { force: true, recursive: true }).catch((error: unknown) => refused.push(error));
  }
  if (refused.length > 0) throw refused[0];
}
