/**
 * Temporaries, `<path>.<process>-<thread>-<n>.tmp`: what a file is while it is written. A process that
 * is killed leaves its own behind, up to a whole model, so the next process removes them.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { threadId } from 'node:worker_threads';
import type { Clock } from '../clock';
import { errorCode } from './diskErrors';

const temporaryName = /^(?<of>.+?)(?:\.lock|\.snapshots)?\.(?<pid>\d+)(?:-\d+)*\.tmp$/s;

let made = 0;

/** Another one every time, in all threads of all processes. */
export const temporaryOf = (path: string): string =>
  `${path}.${process.pid}-${threadId}-${++made}.tmp`;

/** The name of the file that it was to become, and the process that wrote it. */
export function readTemporaryName(name: string): { of: string; pid: number } | undefined {
  const groups: Readonly<Record<string, string | undefined>> =
    temporaryName.exec(name)?.groups ?? {};
  const { of, pid } = groups;
  return of === undefined || pid === undefined ? undefined : { of, pid: Number(pid) };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/** Written since this process began: by it, where the process id says so. */
export function isSinceStart(milliseconds: number, clock: Clock): boolean {
  const start = clock.date() - 1000 * process.uptime();
  return milliseconds >= start - 1000;
}

/**
 * Removes what earlier writers of this path left; for the holder of its lock. What another thread of
 * this process may be writing stays. What the disk refuses is tried again the next time.
 */
export const removeTemporaries = (path: string, clock: Clock): Promise<void> =>
  removeWhere(path, ({ pid, written }) => pid !== process.pid || !isSinceStart(written, clock));

/** The same without a lock: only of processes that are gone, on whatever machine, for a while. */
export const removeOldTemporaries = (path: string, clock: Clock): Promise<void> =>
  removeWhere(path, ({ pid, written }) => !isAlive(pid) && clock.date() - written > 60_000);

async function removeWhere(
  path: string,
  isLeft: (one: { pid: number; written: number }) => boolean,
): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const found = readTemporaryName(name);
    if (found?.of !== basename(path)) continue;
    const file = join(folder, name);
    const stats = await stat(file).catch(() => undefined);
    const isOld = stats && isLeft({ pid: found.pid, written: stats.mtimeMs });
    if (isOld) await rm(file, { force: true }).catch(() => undefined);
  }
}
