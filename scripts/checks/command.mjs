/**
 * A step as a process of its own, in a process group of its own: what it prints goes where it is
 * told to, and when it is ended nothing that it started is left. Knows no step by name.
 */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { cleanEnvironment } from '../setup/environment.mjs';
import { Failure } from '../setup/failure.mjs';
import { root } from '../setup/places.mjs';

/** Milliseconds that a step has to end its own children in. */
const patience = 5000;

/**
 * @typedef {object} CommandOptions
 * @property {(text: string) => void} write
 * @property {AbortSignal} ended
 * @property {boolean} behind gives way to what runs beside it
 */

/**
 * @param {string[]} call what Node is called with
 * @param {CommandOptions} options
 * @returns {Promise<void>} rejects with a {@link Failure} when it fails or is ended
 */
export async function runCommand(call, { write, ended, behind }) {
  const child = spawn(process.execPath, call, {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Windows would open a console window for it, and knows no groups.
    detached: process.platform !== 'win32',
  });
  if (behind && child.pid) setPriority(child.pid, 10);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
  const end = () => endGroup(child);
  ended.addEventListener('abort', end);
  try {
    const outcome = await outcomeOf(child);
    if (ended.aborted) throw new Failure('It was ended.');
    if (outcome !== 'exit 0') throw new Failure(`It failed (${outcome}).`);
  } finally {
    ended.removeEventListener('abort', end);
  }
}

const outcomeOf = (child) =>
  new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) => resolve(signal ?? `exit ${code}`));
  });

function endGroup(child) {
  signal(child, 'SIGTERM');
  setTimeout(() => signal(child, 'SIGKILL'), patience).unref();
}

function signal({ pid }, name) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // Gone already.
  }
}
