/**
 * `<path>.lock`: two windows never write one model. The file names its process; the owner touches
 * it as long as it lives. A lock is stale, and taken over, when its process is gone, or is this
 * one (a thread that died here), or has not touched it for a minute (its pid went to another).
 */
import { open, type FileHandle, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import * as v from 'valibot';
import type { Clock } from '../clock';
import { errorCode } from './diskErrors';
import { readWhole } from './reading';
import { isAlive, isSinceStart } from './temporaries';

export const lockEnding = '.lock';
const touchEvery = 10_000;
const staleAfter = 60_000;
/** A lock that names no process may be in the middle of being written. */
const beingMade = 2_000;

const ownerSchema = v.object({ pid: v.number(), host: v.string() });

export interface Lock {
  /** Where the disk refuses, the lock goes stale by itself: nothing is lost, so nothing is said. */
  release(): Promise<void>;
}

/** @returns undefined where another living process has it; @throws what the file system throws */
export async function lock(path: string, clock: Clock): Promise<Lock | undefined> {
  const file = path + lockEnding;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await create(file)) return owned(file, clock);
    const content = await contentOf(file);
    if (content === undefined) continue;
    if (await isHeld(file, content, clock)) return undefined;
    await putAway(file, content);
  }
  return undefined;
}

/** The same, but waits for one that is only just being made, or was cut off: it names no process yet. */
export async function lockPatiently(path: string, clock: Clock): Promise<Lock | undefined> {
  const held = await lock(path, clock);
  const content = held ? undefined : await contentOf(path + lockEnding);
  if (content === undefined || ownerOf(content)) return held;
  await new Promise<void>((resolve) => void clock.after(beingMade + 100, resolve));
  return lock(path, clock);
}

/** Of those that live; of this one, a thread. */
export type Holder = 'nobody' | 'thisProcess' | 'another';

/** Who may be writing the path now; takes nothing. */
export async function holderOf(path: string, clock: Clock): Promise<Holder> {
  const file = path + lockEnding;
  const content = await contentOf(file);
  if (content === undefined) return 'nobody';
  const owner = ownerOf(content);
  if (owner?.pid !== process.pid || owner.host !== hostname()) {
    return (await isHeld(file, content, clock)) ? 'another' : 'nobody';
  }
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
  // Before that the number was another's.
  const isOurs = isSinceStart(mtimeMs, clock) && clock.date() - mtimeMs <= staleAfter;
  return isOurs ? 'thisProcess' : 'nobody';
}

async function fill(handle: FileHandle): Promise<void> {
  try {
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
  } finally {
    await handle.close();
  }
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await fill(handle);
      return true;
    } catch (error) {
      await rm(file, { force: true }).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function owned(file: string, clock: Clock): Lock {
  const touch = (): void => {
    const now = clock.date() / 1000;
    utimes(file, now, now).catch(() => undefined); // deleted by hand: then it protects nothing
  };
  const stop = clock.every(touchEvery, touch);
  return {
    async release() {
      stop();
      await removeOwn(file).catch((error: unknown) => {
        if (errorCode(error) === undefined) throw error;
      });
    },
  };
}

async function removeOwn(file: string): Promise<void> {
  const content = await contentOf(file);
  const isOwn = content !== undefined && ownerOf(content)?.pid === process.pid;
  if (isOwn) await rm(file, { force: true });
}

async function contentOf(file: string): Promise<string | undefined> {
  const bytes = await readWhole(file);
  return bytes && new TextDecoder().decode(bytes);
}

function ownerOf(content: string): v.InferOutput<typeof ownerSchema> | undefined {
  try {
    const parsed = v.safeParse(ownerSchema, JSON.parse(content));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // cut off while it was written
  }
}

async function isHeld(file: string, content: string, clock: Clock): Promise<boolean> {
  const age = clock.date() - (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
  if (age > staleAfter) return false;
  const owner = ownerOf(content);
  if (!owner) return age < beingMade;
  if (owner.host !== hostname()) return true;
  return owner.pid !== process.pid && isAlive(owner.pid);
}

/** By renaming, so that of two processes that find a stale lock only one puts it away. */
async function putAway(file: string, stale: string): Promise<void> {
  const away = `${file}.${process.pid}.tmp`;
  try {
    await rename(file, away);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Another process may have put a fresh lock there between reading and renaming: give it back.
  if ((await contentOf(away)) !== stale) await rename(away, file);
  else await rm(away, { force: true });
}
