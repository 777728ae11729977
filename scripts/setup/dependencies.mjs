/**
 * The project's own packages. Imports nothing but Node: this runs before anything is installed.
 * Installs with `npm ci` only when what is installed is not what the lock file says, so a second
 * `npm test` costs nothing and a changed lock is noticed.
 */
import { readFileSync } from 'node:fs';
import { Failure, say } from './failure.mjs';
import { inRoot, root } from './places.mjs';
import { runNpm } from './run.mjs';

/** vitest needs these; earlier ones fail with a syntax error instead of a sentence. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!good) {
    throw new Failure(
      `Gatescope needs Node 20.19 or later, 22.13 or later, or 24 and up; this is Node ${version}.`,
    );
  }
}

/** @returns {Record<string, { version?: string, optional?: boolean }> | undefined} */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm writes node_modules/.package-lock.json last, so a broken-off install does not pass. */
export function isInstalled(folder = root) {
  const wanted = packagesOf(`${folder}/package-lock.json`);
  const installed = packagesOf(`${folder}/node_modules/.package-lock.json`);
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === '' || installed[name]?.version === version || (optional && !installed[name]),
  );
}

export async function ensureDependencies() {
  checkNode();
  if (isInstalled()) return;
  say('Installing the packages of the project…');
  await runNpm(['ci', '--include=dev', '--ignore-scripts'], {
    cwd: inRoot(),
    failure: '`npm ci` failed: is the npm registry reachable?',
  });
}
