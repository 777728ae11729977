/** The small executable files that @vscode/test-electron is given as VS Code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostFolder, inRoot } from '../setup/places.mjs';
import { findOnPath } from '../setup/run.mjs';

const quote = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

function writeLauncher(file, words) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexec ${words.map(quote).join(' ')} "$@"\n`, { mode: 0o755 });
  return file;
}

/**
 * The served VS Code behind the desktop's arguments.
 * @param {import('../setup/servedHost.mjs').ServedHost} host
 */
export const standInFor = ({ leg }) =>
  writeLauncher(path.join(hostFolder, 'standIn', leg), [
    process.execPath,
    inRoot('scripts/standIn/code.mjs'),
    `--leg=${leg}`,
  ]);

/** The desktop VS Code, on a virtual screen where there is no other. */
export function withScreen(executable) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const virtual = findOnPath('xvfb-run');
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || !virtual) return executable;
  const name = path.basename(path.dirname(executable));
  return writeLauncher(path.join(hostFolder, 'standIn', name), [virtual, '-a', executable]);
}
