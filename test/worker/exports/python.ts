/** Python for the tests: any `python3`, and one with PyTorch that `npm run pytorch` names. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParityRecord } from '../../../src/engine/files/foreign/parityRecord';
import type { StoredModel } from '../../../src/engine/files/modelFile';
import { projectFiles } from '../../../src/engine/exports/projectFiles';

const works = (python: string): boolean => {
  const code = 'import sys; sys.exit(sys.version_info < (3, 9))';
  return spawnSync(python, ['-c', code], { timeout: 60_000 }).status === 0;
};

/** Undefined where there is none, or only an old one. */
export const anyPython = ['python3', 'python'].find(works);
/** Its PyTorch was found by `npm run pytorch`. */
export const pythonWithTorch = process.env.GATESCOPE_PYTHON;

/** @throws with all that it printed where it fails */
export function runPython(python: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, USE_LIBUV: '0' };
    execFile(python, args, { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      if (error) reject(new Error(`${error.message}\n${out}\n${err}`));
      else resolve(out);
    });
  });
}

/** In a folder of its own. @returns its path */
export function writeProject(model: StoredModel, parity: ParityRecord): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatescope-project-'));
  for (const [name, bytes] of projectFiles(model, parity)) writeFileSync(join(folder, name), bytes);
  return folder;
}
