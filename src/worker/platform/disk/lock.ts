/**
 * `<path>.lock`: two windows never write one model. The file names its process; the owner touches
 * it as long as it lives. A lock is stale, and taken over, when its process is gone, or is this
 * one (a thread that died here), or has not touched it for a minute (its pid went to another).
 */
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import * as v from 'valibot';
import type { Clock } from '../clock';
import { errorCode } from './diskErrors';

const touchEvery = 10_000;
const staleAfter = 60_000;

const ownerSchema = v.object({ pid: v.number(), host: v.string() });

export interface Lock {
  release(): Promise<void>;
}

/** @returns undefined where another living process has it; @throws what the file system throws */
export async function lock(path: string, clock: Clock): Promise<Lock | undefined> {
  const file = `${path}.lock`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await create(file)) return owned(file, clock);
    const content = await contentOf(file);
    if (content === undefined) continue;
    if (await isHeld(file, content, clock)) return undefined;
    await putAway(file, content);
  }
  return undefined;
}

/** Whether another living process has it now; takes nothing. */
export async function isLocked(path: string, clock: Clock): Promise<boolean> {
  const file = `${path}.lock`;
  const content = await contentOf(file);
  return content !== undefined && isHeld(file, content, clock);
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    await handle.close();
    return true;
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
      const content = await contentOf(file);
      if (content !== undefined && ownerOf(content)?.pid === process.pid)
        await rm(file, { force: true });
    },
  };
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
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
  if (!owner) return age < 2000; // perhaps being written right now
  if (owner.host !== hostname()) return true;
  return owner.pid !== process.pid && isAlive(owner.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
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
